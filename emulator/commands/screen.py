"""What the commands print: for a person on a terminal, for whoever reads a pipe, and as JSON for a program."""

import re
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NO_TERMINAL = 250
"""Columns, for what reads a pipe."""

_FOLDED = 16
"""Columns for what goes on in a next line; where there are fewer, everything does."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def console() -> "Console":
    from rich.console import Console

    # What a client sent is shown as it is: neither its brackets nor its numbers mean anything to a terminal.
    plain = {"markup": False, "highlight": False, "emoji": False}
    return Console(**plain, width=None if sys.stdout.isatty() else _NO_TERMINAL)  # type: ignore[arg-type]


def say(sentence: str, style: str = "") -> None:
    """A line, or lines, that a terminal wraps where it likes, so that a long address can be copied from it whole."""
    if style:
        console().print(visible(sentence), style=style, soft_wrap=True)
    else:
        typer.echo(visible(sentence))


def document(text: str) -> None:
    """A JSON document, on a terminal indented and coloured; FORCE_COLOR does not spoil it for a program."""
    if sys.stdout.isatty():
        console().print_json(text)
    else:
        typer.echo(text)


def visible(text: str) -> str:
    """What a client sent must not move a terminal's cursor, or do worse: control characters as escapes."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, none: str, folds: Collection[str] = ()) -> None:
    """The rows under the columns' names, or the sentence `none` where there is no row.

    Where the terminal is too narrow, the columns named by `folds` go on in a next line.
    """
    from rich import box
    from rich.table import Table

    cells = [list(row) for row in rows]
    if not cells:
        say(none)
        return
    to = console()
    if to.is_terminal:
        columns = _without_the_day(columns, cells)
    widths = [max(map(len, [name, *(str(row[place]) for row in cells)])) for place, name in enumerate(columns)]
    least = sum(_FOLDED if name in folds else width for name, width in zip(columns, widths, strict=True))
    narrow = least + 3 * len(columns) > to.width
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for place, name in enumerate(columns):
        numbers = name not in ("id", "status") and all(isinstance(row[place], int | float) for row in cells)
        shown.add_column(
            name, overflow="fold", no_wrap=not narrow and name not in folds, justify="right" if numbers else "left"
        )
    for row in cells:
        shown.add_row(*(_cell(name, value) for name, value in zip(columns, row, strict=True)))
    to.print(shown)


def latest(
    told: dict[str, Any],
    columns: Sequence[str],
    cells: Callable[[dict[str, Any]], Sequence[Any]],
    *,
    none: str,
    folds: Collection[str] = (),
) -> None:
    """A list of the control API of which only the latest may have been asked for."""
    table(columns, map(cells, told["items"]), none=none, folds=folds)
    if told["total"] > len(told["items"]):
        say(f"the latest {len(told['items'])} of {told['total']}: --limit shows more")


def moment(written: str) -> str:
    """To the second, as a table has it."""
    return written.replace("T", " ")[:19]


def kilobytes(size: int) -> int:
    return round(size / 1024)


def amount(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def _without_the_day(columns: Sequence[str], cells: list[list[Any]]) -> Sequence[str]:
    """Where all of it was on one day, the day is the column's name: a terminal is narrow."""
    place = columns.index("at") if "at" in columns else None
    days = {row[place][:10] for row in cells} if place is not None else set()
    if place is None or len(days) != 1:
        return columns
    for row in cells:
        row[place] = row[place][11:]
    return [*columns[:place], days.pop(), *columns[place + 1 :]]


def _cell(name: str, value: Any) -> "Text":
    from rich.text import Text

    return Text(visible(str(value)), style=status_style(value) if name == "status" else "")


def status_style(status: Any) -> str:
    """As a person reads them: good, the client's fault, the server's."""
    return {2: "green", 3: "cyan", 4: "yellow", 5: "red", 0: "red"}.get(int(status) // 100, "")
