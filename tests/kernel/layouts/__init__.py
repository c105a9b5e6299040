"""What older versions wrote: a small world in each layout of a data folder (SQL), and in each format of a document."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from emulator.testing import Emulator

HOME = Path(__file__).parent
INVITE = {"email": "jane@example.org", "firstName": "Jane", "lastName": "Doe"}
ROWS = "-- rows\n"


def of(layout: int) -> str:
    return (HOME / f"{layout}.sql").read_text()


def make(file: Path, sql: str) -> None:
    """A database as an emulator of that layout left it."""
    change(file, f"PRAGMA journal_mode=WAL; BEGIN; {sql}; COMMIT")


def change(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(sql)


def ask(file: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def numbers(folder: Path) -> dict[str, object]:
    """The layout of each file."""
    files = sorted(file for file in folder.iterdir() if file.suffix in {".sqlite3", ".snapshot"})
    return {file.name: ask(file, "PRAGMA user_version")[0][0] for file in files}


def has_all(emulator: Emulator) -> None:
    """What was done in the small world has been done, and what was put into it is found."""
    headers = {"X-Reco-ApiKey": "3x3mp3l"}
    visitor = {"shop_id": "DvLWN2ZTMZ", "did": "d1", "sid": "s1"}

    again = emulator.reco.client.post("/invite/mail/venue/123", json={"invites": [INVITE]}, headers=headers)
    found = emulator.rees46.client.get("/search", params={**visitor, "type": "full_search", "search_query": "shirts"})

    assert again.json() == {"errors": [{"errorCode": 3, **INVITE}], "success": []}
    assert [product["name"] for product in found.json()["products"]] == ["Merino shirt"]
    assert [event["event"] for event in emulator.rows("rees46", "events")] == ["view"]


def written(connection: sqlite3.Connection) -> Iterator[str]:
    """Line by line: the tables and what else is made, then the rows."""
    kinds = dict(connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'").fetchall())
    made = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type <> 'table', name"
    )
    for pragma in ("application_id", "user_version"):
        yield f"PRAGMA {pragma}={connection.execute(f'PRAGMA {pragma}').fetchone()[0]};\n"
    for name, sql in made.fetchall():
        if kinds.get(name) != "shadow":
            yield f"{sql.strip()};\n"
    yield ROWS
    for table in sorted(name for name, kind in kinds.items() if kind == "table" and not name.startswith("sqlite_")):
        for row in connection.execute(f'SELECT * FROM "{table}"').fetchall():  # noqa: S608 (names)
            values = (connection.execute("SELECT quote(?)", [value]).fetchone()[0] for value in row)
            yield f"INSERT INTO {table} VALUES ({', '.join(values)});\n"  # noqa: S608 (quoted)
