"""How the commands show lists: a table that cuts nothing short, and is as wide as it needs where nobody watches."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

_NO_TERMINAL = 250
"""Columns, for what reads a pipe."""


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
