"""The rows of a batch import: good ones go on, slice by slice; bad ones are left out and named in notices."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from emulator.kernel.exchange import Call
from emulator.kernel.notices import Kind
from emulator.vendors.rees46.wire.access import Access
from emulator.vendors.rees46.wire.fields import listed

T = TypeVar("T")
SLICE = 2000
NAMED = 20
"""How many bad rows the notices name."""


def unpacked_rows(value: Any) -> Any:
    """Rows may be JSON in a string, as forms send it; one row alone is no list."""
    return listed(value) if isinstance(value, str) and value.lstrip().startswith("[") else value


class Rows(Generic[T]):
    """Checks the rows of the list that came under `name`, against `form`.

    Values that are empty count as not sent. A value under one of the `required` keys that is wrong spoils its row, any
    other wrong value is left out alone. A row that has none of the keys in `one_of` is left out too;
    `lacking` is what the notice calls them.
    """

    def __init__(
        self, name: str, form: Any, *, required: frozenset[str], one_of: frozenset[str], lacking: str = "identifier"
    ) -> None:
        self.name = name
        self._form = form
        self._required = required
        self._one_of = one_of
        self._lacking = lacking
        self._adapter: TypeAdapter[list[T]] | None = None

    def slices(self, call: Call[Access], rows: list[Any]) -> Iterator[list[T]]:
        found = _Complaints(call, self.name)
        for start in range(0, len(rows), SLICE):
            yield self._checked(start, rows[start : start + SLICE], found)
        found.sum_up()

    def _checked(self, start: int, rows: list[Any], complain: "_Complaints") -> list[T]:
        if self._adapter is None:
            self._adapter = TypeAdapter(list[self._form])  # type: ignore[name-defined]
        cleaned = [_cleaned(row) for row in rows]
        try:
            checked: list[Any] = self._adapter.validate_python(cleaned)
        except ValidationError:
            checked = [self._one(self._adapter, row, partial(complain, start + n)) for n, row in enumerate(cleaned)]
        for number, row in enumerate(checked):
            if row is not None and self._one_of.isdisjoint(row):
                complain(start + number, f"it has no {self._lacking}; the row is left out", "missing field")
                checked[number] = None
        return [row for row in checked if row is not None]

    def _one(self, adapter: TypeAdapter[list[T]], row: Any, complain: Callable[[str], None]) -> T | None:
        """The row, without values that are wrong but not required."""
        while True:
            try:
                return adapter.validate_python([row])[0]
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                key = first["loc"][1] if len(first["loc"]) > 1 else None
                if key is None or key in self._required or key not in row:
                    complain(f"{f'{key}: ' if key else ''}{_reason(first)}; the row is left out")
                    return None
                complain(f"{key}: {_reason(first)}; it is left out")
                row = {name: value for name, value in row.items() if name != key}


def _reason(error: Any) -> str:
    return str(error["msg"]).removeprefix("Value error, ")


def _cleaned(row: Any) -> Any:
    """Observed: empty strings do not blank what is known."""
    if not isinstance(row, dict):
        return row
    return {name: value for name, value in row.items() if value is not None and value != ""}


class _Complaints:
    def __init__(self, call: Call[Access], name: str) -> None:
        self._call = call
        self._name = name
        self._count = 0

    def __call__(self, row: int, why: str, kind: Kind = "wrong value") -> None:
        self._count += 1
        if self._count <= NAMED:
            self._call.breach(kind, f"body.{self._name}[{row}]", f"{self._name}[{row}]: {why}")

    def sum_up(self) -> None:
        if self._count > NAMED:
            self._call.notice(f"{self._name}: {self._count - NAMED} more were wrong")
