import hashlib
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from emulator import __version__
from emulator.kernel import layout, outbox, snapshots
from emulator.kernel.layout import LAYOUT, TAKE_ALONG, LayoutError
from emulator.kernel.sqlite import SQLiteDatabase
from emulator.kernel.worlds import Worlds
from emulator.testing import Emulator
from emulator.vendors import VENDORS
from emulator.vendors.reco.contract import VENDOR as RECO
from tests.kernel import layouts
from tests.kernel.layouts import ask, change, numbers

pytestmark = pytest.mark.once
PATIENCE = 60

TOO_OLD = (
    f"it is older than layouts, and cannot be brought up to {LAYOUT}: {{}}; "
    f"serve the folder with the version that made it{TAKE_ALONG}"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for worlds."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def old(data: Path) -> Path:
    """As the emulator of before there were layouts left it: two worlds, and a snapshot of one."""
    for name in ("default.sqlite3", "t1.sqlite3", "t1.paid.snapshot"):
        layouts.make(data / name, layouts.of(0))
    return data


def content(folder: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.name != ".lock"
    }


def test_the_tables_are_those_of_the_layout() -> None:
    command = [sys.executable, "-m", "tests.kernel.layouts"]

    written = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout
    there, told = (text.partition(layouts.ROWS)[0] for text in (written, layouts.of(LAYOUT)))

    assert there.split() == told.split(), (
        f"The tables are no longer those of layout {LAYOUT}, so the folders that have it would break. "
        "Raise LAYOUT in emulator/kernel/layout.py to the next number of the version that will bring them, and run "
        "`python -m tests.kernel.layouts > tests/kernel/layouts/<LAYOUT>.sql`. Older folders get new tables, new "
        "indexes and new columns that may be null or have a default by themselves; what else they need is SQL in a "
        "vendor's `steps`, and without it they are refused. A new table that is made of what another holds says so in "
        "its info (`made_of`)."
    )


def test_a_layout_is_of_this_version_or_an_earlier_one() -> None:
    version = [int(part) for part in __version__.split(".")]

    assert [int(part) for part in layout.version_of(LAYOUT).split(".")] <= version


@pytest.mark.parametrize("found", sorted(int(file.stem) for file in layouts.HOME.glob("*.sql")))
def test_a_folder_of_every_layout_opens_as_it_was(data: Path, found: int) -> None:
    layouts.make(data / "default.sqlite3", layouts.of(found))

    with Emulator(in_process=True, data=data) as emulator:
        emulator.requests.assert_called("rees46.push", times=1)
        assert [message.to for message in emulator.outbox.messages()] == ["jane@example.org"]
        layouts.has_all(emulator)

    assert numbers(data) == {"default.sqlite3": LAYOUT}
    assert ask(data / "default.sqlite3", "PRAGMA integrity_check") == [("ok",)]


def test_snapshots_are_brought_up_with_their_worlds(old: Path) -> None:
    worlds = Worlds(VENDORS, data=old)
    snapshots.restore(worlds.get("t1"), "paid")
    worlds.close()

    assert numbers(old) == {"default.sqlite3": LAYOUT, "t1.paid.snapshot": LAYOUT, "t1.sqlite3": LAYOUT}


def test_a_folder_of_today_need_not_be_looked_into(data: Path) -> None:
    Worlds(VENDORS, data=data).close()

    assert layout.is_of_today(data / "default.sqlite3")


@pytest.mark.parametrize(
    ("file", "changed", "sentence"),
    [
        (
            "t1.sqlite3",
            "CREATE TABLE rees46_popularity (n INTEGER); INSERT INTO rees46_popularity VALUES (1)",
            TOO_OLD.format("what rees46_popularity holds has no place in the tables of today"),
        ),
        (
            "t1.sqlite3",
            "ALTER TABLE reco_venues ADD COLUMN mood TEXT; UPDATE reco_venues SET mood = 'good'",
            TOO_OLD.format("what reco_venues.mood holds has no place in the tables of today"),
        ),
        (
            "t1.sqlite3",
            "ALTER TABLE reco_venues DROP COLUMN name",
            TOO_OLD.format("NOT NULL constraint failed: reco_venues.name"),
        ),
        (
            "t1.paid.snapshot",
            "DROP TABLE rees46_placements",
            TOO_OLD.format("rees46_placements is made of what rees46_products holds, and would be empty"),
        ),
        (
            "t1.paid.snapshot",
            f"PRAGMA application_id={layout.APPLICATION}; PRAGMA user_version=40203",
            f"it has layout 40203, of emulator 0.4.2, and this one knows none after {LAYOUT}: "
            f"serve the folder with 0.4.2 or newer{TAKE_ALONG}",
        ),
        (
            "default.sqlite3",
            "PRAGMA application_id=1196437808",
            "it is another program's database: move it to another folder",
        ),
        (
            "default.sqlite3",
            "ALTER TABLE world RENAME TO moon",
            "it is another program's database: move it to another folder",
        ),
    ],
)
def test_a_folder_that_cannot_be_brought_up_is_refused_and_stays_as_it_is(
    old: Path, file: str, changed: str, sentence: str
) -> None:
    change(old / file, changed)
    before = content(old)

    with pytest.raises(OSError) as refused:  # noqa: PT011 (the whole sentence is compared)
        Worlds(VENDORS, data=old)

    assert str(refused.value) == f"{file} cannot be opened: {sentence}"
    assert content(old) == before


@pytest.mark.parametrize(
    ("file", "at", "halfway"),
    [
        ("default.sqlite3", "rees46_unaddressed", [0, 0, 0]),
        ("default.sqlite3", "COMMIT", [0, 0, 0]),
        ("t1.sqlite3", "PRAGMA user_version=", [0, 0, 0]),
        ("t1.sqlite3", "COMMIT", [LAYOUT, LAYOUT, 0]),
    ],
)
def test_a_start_that_is_killed_leaves_each_file_old_or_new_and_the_next_one_goes_on(
    old: Path, file: str, at: str, halfway: list[int]
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(old), file, at], timeout=PATIENCE, check=False)
    found = list(numbers(old).values())
    worlds = Worlds(VENDORS, data=old)
    with worlds.get("t1").transaction() as session:
        sent = outbox.last_request(session)
    worlds.close()

    assert (killed.returncode, found) == (-signal.SIGKILL, halfway)
    assert sent == 1
    assert list(numbers(old).values()) == [LAYOUT] * 3


KILLED = """
import os, signal, sys
from pathlib import Path
from emulator.kernel import folder
from emulator.kernel.sqlite import SQLiteDatabase
from emulator.kernel.worlds import Worlds
from emulator.vendors import VENDORS

data, name, at = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

class Killed(SQLiteDatabase):
    def _connected(self):
        connection = super()._connected()
        if self.path == data / name:
            connection.set_trace_callback(lambda sql: at in sql and os.kill(os.getpid(), signal.SIGKILL))
        return connection

folder.SQLiteDatabase = Killed
Worlds(VENDORS, data=data)
"""
"""Starts with the folder, and is killed before the file's first statement that has the text."""


def test_what_was_not_completed_when_a_server_was_killed_is_not_there(data: Path) -> None:
    worlds = Worlds(VENDORS, data=data)
    worlds.make("t1")
    worlds.close()
    for name in ("default.sqlite3", "t1.sqlite3"):
        change(data / name, "DELETE FROM world; PRAGMA user_version=0")
    SQLiteDatabase(data / "t2.sqlite3").close()
    SQLiteDatabase(data / "t1.paid.half").close()
    (data / "t1.paid.half-wal").touch()

    again = Worlds(VENDORS, data=data)

    assert [world.name for world in again] == ["default"]
    assert again.credentials.world("reco", "3x3mp3l") is again.default
    again.close()
    assert {file.name for file in data.iterdir()} == {".lock", "default.sqlite3"}


def test_a_step_of_a_vendor_fits_old_rows_into_the_tables_of_its_layout(old: Path) -> None:
    file = old / "t1.sqlite3"
    change(file, "ALTER TABLE reco_venues RENAME COLUMN name TO title")
    steps = layout.steps([replace(RECO, steps={LAYOUT: ("ALTER TABLE reco_venues RENAME COLUMN title TO name",)})])

    with closing(SQLiteDatabase(file)) as database:
        layout.bring_up(database, steps, keep=True)
        with pytest.raises(LayoutError, match="no such column"):  # it is not of an older layout any more
            layout.bring_up(database, {LAYOUT + 1: ("SELECT title FROM reco_venues",)}, keep=True)

    assert ask(file, "SELECT name FROM reco_venues") == [("Kafé Exempel",)]


def test_a_folder_of_a_newer_emulator_stops_the_start_with_one_sentence(old: Path) -> None:
    change(old / "default.sqlite3", f"PRAGMA application_id={layout.APPLICATION}; PRAGMA user_version=1020001")
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0", "--data", str(old)]

    stopped = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)

    found = f"{old}: default.sqlite3 cannot be opened: it has layout 1020001, of emulator 1.2.0, and this one knows"
    assert (stopped.returncode, stopped.stdout, stopped.stderr.count("\n")) == (1, "", 1)
    assert stopped.stderr.startswith(f"emulator: cannot keep worlds in {found} none after {LAYOUT}: serve the folder")
