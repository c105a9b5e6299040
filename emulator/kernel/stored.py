"""A look into a vendor's tables, whatever they are: rows as plain values, secrets masked."""

from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Float, Integer, LargeBinary, String, Text, case, cast, func, or_
from sqlmodel import bindparam, select

from emulator.kernel import masking
from emulator.kernel.columns import Holds
from emulator.kernel.database import Instant, Prepared, Session, Table, prepare, table_of
from emulator.kernel.vendor import Vendor


class Stored:
    """One table under the name it has within its vendor."""

    def __init__(self, vendor: str, model: type[Table], secrets: frozenset[str]) -> None:
        table = table_of(model)
        self.vendor = vendor
        self.name = table.name.removeprefix(f"{vendor}_")
        self._columns = [column.key for column in table.columns]
        self._key = [column.key for column in table.primary_key.columns]
        self._every = prepare(select(model).order_by(*table.primary_key.columns))
        self._secret = frozenset(name for name in self._columns if masking.is_secret_column(name, secrets))
        self._page = prepare(
            self._matching(select(model), table)
            .order_by(*table.primary_key.columns)
            .limit(bindparam("limit", type_=Integer))
            .offset(bindparam("offset", type_=Integer))
        )
        self._count: Prepared[int] = prepare(self._matching(select(func.count()).select_from(model), table))
        self._count_all: Prepared[int] = prepare(select(func.count()).select_from(model))

    def _matching(self, statement: Any, table: Any) -> Any:
        """A secret is not searched: what cannot be seen cannot be guessed at."""
        needle = bindparam("q", type_=String)
        searched = [
            Holds(func.lower(_as_shown(column)), func.lower(needle))
            for column in table.columns
            if column.key not in self._secret and not isinstance(column.type, Instant | LargeBinary)
        ]
        return statement.where(or_(needle.is_(None), *searched))

    def count(self, session: Session, *, q: str | None = None) -> int:
        return session.one(self._count_all) if q is None else session.one(self._count, q=q)

    def page(self, session: Session, *, q: str | None, limit: int, offset: int) -> list[dict[str, Any]]:
        rows: list[Any] = session.all(self._page, q=q, limit=limit, offset=offset)
        return [{name: self._shown(name, getattr(row, name)) for name in self._columns} for row in rows]

    def rows(self, session: Session) -> dict[tuple[Any, ...], dict[str, Any]]:
        """All of them by their keys."""
        rows: list[Any] = session.all(self._every)
        return {tuple(getattr(row, name) for name in self._key): row._asdict() for row in rows}

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row, or a part of one, with its secrets masked."""
        return {name: self._shown(name, value) for name, value in row.items()}

    def key(self, row: dict[str, Any]) -> dict[str, Any]:
        return self.shown({name: row[name] for name in self._key})

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        return masking.mask(str(value)) if name in self._secret and value is not None else value


_BIG = 1e15
"""From here on a number may be written with an exponent."""


def _as_shown(column: Any) -> Any:
    if isinstance(column.type, Boolean):
        return case((column, "true"), (~column, "false"))
    if isinstance(column.type, Float):  # PostgreSQL writes 899.0 as 899
        whole = cast(cast(column, BigInteger), Text) + ".0"
        return case(
            (func.abs(column) >= _BIG, cast(column, Text)),
            (column == func.round(column), whole),
            else_=cast(column, Text),
        )
    return cast(column, Text)


_stored = lru_cache(Stored)


def tables(vendor: Vendor) -> list[Stored]:
    return [_stored(vendor.name, model, vendor.secrets) for model in vendor.tables]
