import subprocess
import sys

import psycopg
import pytest

from emulator import __version__
from emulator.kernel.layout import TAKE_ALONG
from tests import engines
from tests.conftest import PATIENCE
from tests.test_processes import Process

pytestmark = pytest.mark.once  # it brings its own PostgreSQL


def start(url: str) -> subprocess.CompletedProcess[str]:
    """A server that is refused, and so ends by itself."""
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0", "--database-url", url]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "UPDATE emulator.made SET layout = 'other'; COMMENT ON SCHEMA emulator IS 'emulator 0.0.9'",
            f"it has the tables of emulator 0.0.9, and emulator {__version__} has others: "
            f"serve it with the version that made it, give this one an empty database{TAKE_ALONG}",
        ),
        (
            "UPDATE emulator.made SET layout = 'other'; COMMENT ON SCHEMA emulator IS NULL",
            f"it has the tables of another version of the emulator, and emulator {__version__} has others: "
            f"serve it with the version that made it, give this one an empty database{TAKE_ALONG}",
        ),
        (
            "DROP TABLE emulator.made",
            "its schema `emulator` is another program's: give the emulator a database of its own",
        ),
    ],
)
def test_a_database_with_other_tables_is_refused_while_its_own_server_serves_on(change: str, sentence: str) -> None:
    with engines.database() as url, psycopg.connect(url, autocommit=True) as connection:
        first = Process("--database-url", url)
        made_by = connection.execute("SELECT obj_description('emulator'::regnamespace, 'pg_namespace')").fetchone()
        connection.execute(change)

        refused = start(url)
        served = first.client.post("/_emulator/reset")
        first.kill()

    assert made_by == (f"emulator {__version__}",)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"emulator: cannot keep worlds in PostgreSQL: {sentence}\n"
    assert served.json() == {"name": "default", "status": "ok"}
