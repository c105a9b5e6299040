"""One server for all processes of a test run: the first that needs it starts it, the last that leaves ends it.

What they know of it together stands in a file, its address and its process; who uses it holds the file. Where nobody
lives to end it, it ends by itself.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from emulator import lease

_own: list[subprocess.Popen[bytes]] = []
"""The server's process, where this process has started it."""


@contextmanager
def server(file: Path) -> Iterator[str]:
    """The server's address for as long as the block lasts; raises RuntimeError where it cannot start."""
    with ExitStack() as using:
        using.callback(leave, file)
        with lease.alone(file):
            using.enter_context(lease.held(file))
            known = _known(file) or _started(file)
            file.write_text(json.dumps(known))
        yield str(known["url"])


def leave(file: Path) -> None:
    """This process needs the server no longer, and those that are dead do not; without users it ends."""
    with lease.alone(file):
        used = lease.is_held(file)
        if not used:
            with suppress(ProcessLookupError, KeyError):
                os.kill(_known(file)["pid"], signal.SIGTERM)
            lease.remove(file)
    for process in _own:
        if used:
            process.returncode = 0  # others use it still: it is theirs to end
        else:
            process.wait(timeout=10)
    _own.clear()


def _known(file: Path) -> dict[str, Any]:
    """What the file says; nothing where it is not there, or where nobody has started a server yet."""
    with suppress(FileNotFoundError):
        return dict(json.loads(file.read_text() or "{}"))
    return {}


def _started(file: Path) -> dict[str, Any]:
    # -P: what lies in the folder of the tests, an `emulator.py` say, is not what is meant.
    command = [sys.executable, "-P", "-m", "emulator.lease", str(file)]
    from emulator.testing import shell  # only the process that starts the server needs it

    with tempfile.TemporaryFile() as complaints:
        # A session of its own: Ctrl-C ends the tests, and they end it.
        process = subprocess.Popen(  # noqa: S603 (this interpreter, and words of ours)
            command, env=shell.environment(), stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
        )
        _own.append(process)
        try:
            assert process.stdout is not None  # noqa: S101 (it was asked for)
            with process.stdout:
                line = process.stdout.readline().decode()
            if not line.startswith("emulator ready on "):
                process.wait(timeout=10)
                complaints.seek(0)
                raise RuntimeError(f"the emulator did not start: {complaints.read().decode().strip() or line}")
        except BaseException:
            process.kill()
            process.wait()
            raise
    return {"url": line.split()[3], "pid": process.pid}
