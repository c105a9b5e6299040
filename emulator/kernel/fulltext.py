"""Full-text search in an ordinary table: word forms, beginnings of words, words with a typo.

The index is the engine's own and follows the table by itself: SQLite's FTS5 with triggers. What PostgreSQL needs
belongs here too: other statements in `FullText.create`, and `Matches` and the vocabulary compiled for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Dialect, Integer, String, Subquery, bindparam, column, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import UserDefinedType

from emulator.kernel.columns import Convert, Json, Table, table_of
from emulator.kernel.database import Session
from emulator.kernel.statements import Prepared

_WORD = re.compile(r"[^\W_]+")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Search:
    """What a text must have: of each group of words one, in whatever form. With `any_group` one group is enough."""

    groups: Sequence[Sequence[str]]
    columns: Sequence[str] = ()
    """In which columns; empty means all."""
    any_group: bool = False


class Expression(UserDefinedType[Search]):
    """A `Search` as the engine's index takes it."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Convert:  # noqa: ARG002
        return _fts5


def _fts5(search: Search) -> str:
    groups = ("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in search.groups)
    expression = (" OR " if search.any_group else " AND ").join(groups)
    return f"{{{' '.join(search.columns)}}} : ({expression})" if search.columns else expression


class FullText:
    """The index of a table's text columns by its one key; `vocabulary` are those whose words are suggested."""

    def __init__(self, model: type[Table], *, columns: Sequence[str], vocabulary: Sequence[str]) -> None:
        table = table_of(model)
        self.columns, self.vocabulary = tuple(columns), tuple(vocabulary)
        self.table, self.key = table.name, next(iter(table.primary_key)).name
        self.forms, self.words, self.terms = f"{self.table}_forms", f"{self.table}_words", f"{self.table}_terms"
        table.info["fulltext"] = self
        terms = (column("term", String), column("doc", Integer))
        self._known: Prepared[Any] = Prepared(
            lambda _: (
                text(
                    f"SELECT term, doc FROM json_each(:words) AS given CROSS JOIN {self.terms} AS terms"  # noqa: S608 (names)
                    " WHERE terms.term = given.value ORDER BY doc DESC, term"
                )
                .bindparams(bindparam("words", type_=Json))
                .columns(*terms)
            )
        )
        self._beginning: Prepared[Any] = Prepared(
            lambda _: text(
                f"SELECT term, doc FROM {self.terms} WHERE term >= :first AND term < :last"  # noqa: S608 (names)
                " ORDER BY doc DESC, term LIMIT :limit"
            ).columns(*terms)
        )

    def create(self) -> list[str]:
        """The statements that make the index of a table that has been made: word forms for what is searched,
        words as they are written for what is suggested."""
        content = f"content='{self.table}', content_rowid='{self.key}'"
        fold = "unicode61 remove_diacritics 2"
        forms = f"{', '.join(self.columns)}, {content}, tokenize='porter {fold}', columnsize=0"
        words = f"{', '.join(self.vocabulary)}, {content}, tokenize='{fold}', detail=none, columnsize=0"
        return [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.forms} USING fts5({forms})",
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.words} USING fts5({words})",
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {self.terms} USING fts5vocab({self.words}, row)",
            *self._follow("insert", removes=False, adds=True),
            *self._follow("update", removes=True, adds=True),
            *self._follow("delete", removes=True, adds=False),
        ]

    def _follow(self, event: str, *, removes: bool, adds: bool) -> list[str]:
        actions = []
        for index, columns in ((self.forms, self.columns), (self.words, self.vocabulary)):
            names = ", ".join(columns)
            old, new = (", ".join(f"{row}.{name}" for name in (self.key, *columns)) for row in ("old", "new"))
            if removes:
                actions.append(f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', {old});")  # noqa: S608
            if adds:
                actions.append(f"INSERT INTO {index}(rowid, {names}) VALUES ({new});")  # noqa: S608
        name = f"{self.table}_{event}"
        body = " ".join(actions)
        return [f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {self.table} BEGIN {body} END"]

    def hits(self, parameter: str) -> Subquery:
        """The keys (`id`) of what has what is searched: for a join, where it is read no further than is needed."""
        found = text(f"SELECT rowid AS id FROM {self.forms} WHERE {self.forms} MATCH :{parameter}")  # noqa: S608 (names)
        return (
            found.bindparams(bindparam(parameter, type_=Expression()))
            .columns(column("id", Integer))
            .subquery(f"{self.table}_{parameter}")
        )

    def known(self, session: Session, words: Iterable[str]) -> list[str]:
        """Those that stand in the vocabulary exactly so, the most frequent first."""
        return [row.term for row in session.all(self._known, words=list(words))]

    def beginning(self, session: Session, start: str, limit: int) -> list[str]:
        """The most frequent words of the vocabulary that begin so."""
        found = session.all(self._beginning, first=start, last=start + _LAST, limit=limit)
        return [row.term for row in found]


class Matches(ColumnElement[bool]):
    """Whether the row whose key this is has what is searched: `Matches(Text.id, INDEX, "search")`."""

    type = Boolean()
    _is_implicitly_boolean = True  # else SQLite is asked whether it equals 1, for which no index is used
    inherit_cache = False

    def __init__(self, key: Any, index: FullText, parameter: str) -> None:
        self.row = key
        self.fulltext = index
        self.searched = bindparam(parameter, type_=Expression())


@compiles(Matches, "sqlite")
def _matches_in_sqlite(element: Matches, compiler: SQLCompiler, **kw: Any) -> str:
    forms, expression = element.fulltext.forms, compiler.process(element.searched, **kw)
    return f"({compiler.process(element.row, **kw)} IN (SELECT rowid FROM {forms} WHERE {forms} MATCH {expression}))"  # noqa: S608


def words(given: str) -> list[str]:
    """The words of a text as the index has them: in lower case, Latin letters without their accents."""
    return _WORD.findall(folded(given))


def folded(given: str) -> str:
    if given.isascii():
        return given.lower()
    found: list[str] = []
    for letter in unicodedata.normalize("NFD", given.lower()):
        if not (unicodedata.combining(letter) and found and found[-1] < "\u0250"):
            found.append(letter)
    return unicodedata.normalize("NFC", "".join(found))


def misspelt(word: str) -> set[str]:
    """Every word that is one slip away: a letter too many, too few, another one, or two that changed places."""
    letters = _LATIN if word.isascii() else _CYRILLIC
    parts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    return {
        *(start + rest[1:] for start, rest in parts if rest),
        *(start + rest[1] + rest[0] + rest[2:] for start, rest in parts if len(rest) > 1),
        *(start + letter + rest[1:] for start, rest in parts if rest for letter in letters),
        *(start + letter + rest for start, rest in parts for letter in letters),
    } - {word}
