"""One server for all processes of a test run: the first that needs it starts it, the last that leaves ends it.

What they know of it together stands in a file: its address, its process, and who uses it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

_own: list[subprocess.Popen[bytes]] = []
"""The server's process, where this process has started it."""


@contextmanager
def server(file: Path) -> Iterator[str]:
    """The server's address for as long as the block lasts; raises RuntimeError where it cannot start."""
    with _known(file) as known:
        if "url" not in known:
            known.update(_started())
        known["users"] = [*known.get("users", ()), os.getpid()]
        url = str(known["url"])
    try:
        yield url
    finally:
        leave(file)


def leave(file: Path) -> None:
    """This process needs the server no longer, and those that are dead do not; without users it ends."""
    with _known(file) as known:
        known["users"] = [pid for pid in known.get("users", ()) if pid != os.getpid() and _is_alive(pid)]
        if not known["users"]:
            with suppress(ProcessLookupError, KeyError):
                os.kill(known["pid"], signal.SIGTERM)
            known.clear()
    for process in _own:
        if known:
            process.returncode = 0  # others use it still: it is theirs to end
        else:
            process.wait(timeout=10)
    _own.clear()


@contextmanager
def _known(file: Path) -> Iterator[dict[str, Any]]:
    """What the file says, for one process at a time; it is gone where nothing is left to say."""
    with FileLock(file.with_suffix(".lock")):
        known = json.loads(file.read_text()) if file.exists() else {}
        yield known
        if known:
            file.write_text(json.dumps(known))
        else:
            file.unlink(missing_ok=True)
            file.with_suffix(".lock").unlink(missing_ok=True)


def _started() -> dict[str, Any]:
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0"]
    from emulator.testing import shell  # only the process that starts the server needs it

    with tempfile.TemporaryFile() as complaints:
        # A session of its own: Ctrl-C ends the tests, and they end it.
        process = subprocess.Popen(  # noqa: S603 (this interpreter, and words of ours)
            command, env=shell.environment(), stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
        )
        assert process.stdout is not None  # noqa: S101 (it was asked for)
        line = process.stdout.readline().decode()
        process.stdout.close()
        _own.append(process)
        if not line.startswith("emulator ready on "):
            process.wait(timeout=10)
            complaints.seek(0)
            raise RuntimeError(f"the emulator did not start: {complaints.read().decode().strip() or line}")
    return {"url": line.split()[3], "pid": process.pid}


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
