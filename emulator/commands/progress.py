"""How far a long command is, shown on stderr and to a terminal only."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_PIECE = 256 * 1024


@contextmanager
def sending(source: IO[bytes], what: str) -> Iterator[tuple[Iterator[bytes], int]]:
    """The pieces of a file, which show on their way out that they leave, and its size."""
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    with _progress() as progress:
        task = progress.add_task(f"sending {what}", total=size)

        def pieces() -> Iterator[bytes]:
            while piece := source.read(_PIECE):
                yield piece
                progress.advance(task, len(piece))
            progress.update(task, description=f"storing {what}", total=None)

        yield pieces(), size


@contextmanager
def doing(what: str) -> Iterator[None]:
    """While something goes on of which nobody knows how long it takes."""
    console = _console()
    with console.status(what) if _is_watched(console) else nullcontext():
        yield


def _progress() -> "Progress":
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    console = _console()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not _is_watched(console), transient=True)


def _console() -> "Console":
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def _is_watched(console: "Console") -> bool:
    """FORCE_COLOR makes a terminal of a pipe, but a bar in a log is of no use to anyone."""
    return sys.stderr.isatty() and not console.is_dumb_terminal
