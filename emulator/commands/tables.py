"""How the commands show lists: a table that cuts nothing short, and is as wide as it needs where nobody watches."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer.core

if TYPE_CHECKING:
    from rich.console import Console

_NO_TERMINAL = 250
"""Columns, for what reads a pipe."""


class Lists(typer.core.TyperGroup):
    """A group that lists where none of its commands is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (not args[0].startswith("-") or args[0] in self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if named else ["list", *args])


def console() -> "Console":
    from rich.console import Console

    # What a client sent is shown as it is: neither its brackets nor its numbers mean anything to a terminal.
    found = Console(markup=False, highlight=False, emoji=False)
    return found if found.is_terminal else Console(markup=False, highlight=False, emoji=False, width=_NO_TERMINAL)


def show(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, none: str) -> None:
    """The rows under the columns' names, or the sentence `none` where there is no row."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console().print(table if table.row_count else none)


def latest(
    told: dict[str, Any], columns: Sequence[str], cells: Callable[[dict[str, Any]], Sequence[Any]], *, none: str
) -> None:
    """A list of the control API of which only the latest may have been asked for."""
    show(columns, map(cells, told["items"]), none=none)
    if told["total"] > len(told["items"]):
        console().print(f"the latest {len(told['items'])} of {told['total']}")


def moment(written: str) -> str:
    """To the second, as a table has it."""
    return written.replace("T", " ")[:19]
