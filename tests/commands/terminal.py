"""The command on a terminal, which is a pseudo-terminal of a given width."""

import contextlib
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass

from tests.conftest import PATIENCE

COMMAND = [sys.executable, "-m", "emulator"]
_STYLE = re.compile("\x1b\\[[0-9;]*m")
_WISHES = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "GITHUB_ACTIONS", "PY_COLORS", "EMULATOR_JSON")
"""What else would change how it looks, wherever the tests run."""


@dataclass(frozen=True)
class Seen:
    raw: str
    status: int

    @property
    def text(self) -> str:
        """Without colours."""
        return _STYLE.sub("", self.raw)

    @property
    def is_coloured(self) -> bool:
        return self.text != self.raw


def environment(**more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if name not in _WISHES}
    return {**plain, "TERM": "xterm-256color", **more}


def on_a_terminal(*arguments: str, columns: int = 80, **variables: str) -> Seen:
    """What a person sees of the command there."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    with subprocess.Popen(
        [*COMMAND, *arguments], stdin=its, stdout=its, stderr=its, env=environment(**variables), start_new_session=True
    ) as process:
        os.close(its)
        seen = rest_of(ours)
        status = process.wait(timeout=PATIENCE)
    return Seen(seen.decode().replace("\r\n", "\n"), status)


def rest_of(terminal: int) -> bytes:
    """What is shown there until the command ends."""
    pieces = []
    with contextlib.suppress(OSError):  # the command's end of it is closed
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    os.close(terminal)
    return b"".join(pieces)


def through_a_pipe(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE,
        check=False,
        env=environment(**variables),
    )
