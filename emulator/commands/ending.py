"""How a command ends: the exit statuses, and the sentence with which it stops."""

from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from emulator.settings import Settings


class Status(IntEnum):
    """What the command's exit status says; docs/command-line.md has the same table."""

    DONE = 0
    UNDONE = 1
    """What was asked could not be done: no server answers, it refuses, a file cannot be read."""
    USAGE = 2
    """The command line or a variable is wrong; nothing was tried."""
    FOUND = 3
    """A check found what it looked for, so that CI can tell it from a command that is wrong."""
    NOT_STARTED = 125
    """`exec`: its emulator could not start, so the command was not run. As `timeout`, `env` and `docker run` say it."""
    NOT_EXECUTABLE = 126
    """`exec`: the command is there and cannot be run, as a shell says it."""
    NOT_FOUND = 127
    """`exec`: there is no such command, as a shell says it."""
    INTERRUPTED = 130
    """Ctrl-C: 128 and the signal."""
    LEFT = 141
    """Whoever read the output left, as `head` does: 128 and SIGPIPE."""


class Stopped(Exception):
    """Ends the command with one sentence on stderr, and a status."""

    def __init__(self, sentence: str, status: Status = Status.UNDONE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Refused(Stopped):
    """The running server says the sentence."""


def stop(sentence: str, status: Status = Status.UNDONE) -> NoReturn:
    raise Stopped(sentence, status)


def not_started(error: Exception, settings: "Settings", status: Status = Status.UNDONE) -> NoReturn:
    """For what the start of a server raises; an OSError is of what is to keep its worlds."""
    if isinstance(error, OSError):
        stop(f"cannot keep worlds in {settings.data or 'PostgreSQL'}: {error.strerror or error}", status)
    stop(str(error), status)
