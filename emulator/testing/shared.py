"""One server for all processes of a test run: the first that needs it starts it, and with the last it ends.

Its address stands in a file, which each of them holds. When none does, it removes the file and ends (`emulator.lease`).
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from emulator import lease


@contextmanager
def server(file: Path) -> Iterator[str]:
    """The server's address for as long as the block lasts; raises RuntimeError where it cannot start."""
    with ExitStack() as using:
        with lease.alone(file):
            using.enter_context(lease.held(file))
            url = file.read_text() or _started(file)
            file.write_text(url)
        yield url


def _started(file: Path) -> str:
    # -P: what lies in the folder of the tests, an `emulator.py` say, is not what is meant.
    command = [sys.executable, "-P", "-m", "emulator.lease", str(file)]
    from emulator.testing import shell  # only the process that starts the server needs it

    with tempfile.TemporaryFile() as complaints:
        # A session of its own: Ctrl-C ends the tests, and they end it.
        process = subprocess.Popen(  # noqa: S603 (this interpreter, and words of ours)
            command, env=shell.environment(), stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
        )
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
            lease.remove(file)
            raise
    process.returncode = 0  # it may outlive this process, which need not be warned of it
    return line.split()[3]
