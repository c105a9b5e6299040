"""`python -m emulator.lease FILE`: a server on a free port, for as long as a process holds the file, however it ends.

The system lets go of what a process held when it dies, so a server outlives nobody: not `kill -9`, nor Ctrl-C at its
start. This stands apart from `emulator.testing`, of which a server needs nothing.
"""

import fcntl
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """One process at a time decides about the file: who holds it, what it says, whether it is there."""
    lock = file.with_suffix(".lock")
    while True:
        with lock.open("a") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            # Who had it before may have removed it: then the next who comes locks another file of that name.
            if _is_at(lock, held):
                yield
                return


@contextmanager
def held(file: Path) -> Iterator[None]:
    """The file, made where it is not, is held for as long as the block or this process lasts."""
    with file.open("a") as holder:
        fcntl.flock(holder, fcntl.LOCK_SH)
        try:
            yield
        finally:
            # A child that was forked meanwhile has it open still.
            fcntl.flock(holder, fcntl.LOCK_UN)


def is_held(file: Path) -> bool:
    """Whether a process holds it; ask `alone`."""
    with suppress(FileNotFoundError), file.open() as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def remove(file: Path) -> None:
    """The file and its lock; do it `alone`."""
    file.unlink(missing_ok=True)
    file.with_suffix(".lock").unlink(missing_ok=True)


def _is_at(path: Path, opened: IO[str]) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(path.stat(), os.fstat(opened.fileno()))
    return False


def _wait_for_all_to_leave(file: Path) -> None:
    while True:
        with suppress(FileNotFoundError), file.open() as other:
            fcntl.flock(other, fcntl.LOCK_EX)
        with alone(file):
            if not is_held(file):
                remove(file)
                return


def _outlive_nobody(file: Path) -> None:
    try:
        _wait_for_all_to_leave(file)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def _serve(file: Path) -> None:
    threading.Thread(target=_outlive_nobody, args=(file,), daemon=True).start()
    from emulator.__main__ import main  # after the thread began: all that a start loads takes its time

    sys.argv[1:] = ["serve", "--port", "0"]
    main()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
