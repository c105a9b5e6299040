"""Full-text search in an ordinary table: word forms, beginnings of words, words with a typo.

The index is the engine's own and follows the table by itself: SQLite's FTS5 with triggers, PostgreSQL's columns of
lexemes (`postgres/lexemes.py`).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Boolean, ColumnElement, Dialect, Integer, String, Subquery, TextClause, bindparam, column, text
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
    render_bind_cast = True

    def get_col_spec(self, **_: Any) -> str:
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> Convert:
        return _fts5 if dialect.name == "sqlite" else _lexemes


def _fts5(search: Search) -> str:
    groups = ("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in search.groups)
    expression = (" OR " if search.any_group else " AND ").join(groups)
    return f"{{{' '.join(search.columns)}}} : ({expression})" if search.columns else expression


def _lexemes(search: Search) -> str:
    places = [f"{name}/" for name in search.columns] or [""]
    asked = {"groups": [list(group) for group in search.groups], "places": places, "any": search.any_group}
    return to_json(asked).decode()


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
            lambda dialect: text(self._of_terms(dialect)[0]).bindparams(bindparam("words", type_=Json)).columns(*terms)
        )
        self._beginning: Prepared[Any] = Prepared(lambda dialect: text(self._of_terms(dialect)[1]).columns(*terms))

    def _of_terms(self, dialect: Dialect) -> tuple[str, str]:
        """What asks for the vocabulary's words that are in a list, and for those that begin alike."""
        if dialect.name == "sqlite":
            return (
                f"SELECT term, doc FROM json_each(:words) AS given CROSS JOIN {self.terms} AS terms"  # noqa: S608 (names)
                " WHERE terms.term = given.value ORDER BY doc DESC, term",
                f"SELECT term, doc FROM {self.terms} WHERE term >= :first AND term < :last"  # noqa: S608 (names)
                " ORDER BY doc DESC, term LIMIT :limit",
            )
        having = f"FROM {self.table} WHERE vocabulary @@ CAST(quote_literal"
        return (
            f"SELECT term, doc FROM (SELECT term, (SELECT count(*) {having}(left(term, 400)) AS TSQUERY)) AS doc"  # noqa: S608 (names)
            " FROM json_array_elements_text(CAST(:words AS JSON)) AS term) AS given"
            ' WHERE doc > 0 ORDER BY doc DESC, term COLLATE "C"',
            "SELECT term, count(*) AS doc FROM (SELECT unnest(tsvector_to_array(vocabulary)) AS term"  # noqa: S608 (names)
            f" {having}(left(CAST(:first AS TEXT), 400)) || ':*' AS TSQUERY)) AS terms"
            ' WHERE term COLLATE "C" >= CAST(:first AS TEXT) AND term COLLATE "C" < CAST(:last AS TEXT)'
            ' GROUP BY term ORDER BY doc DESC, term COLLATE "C" LIMIT CAST(:limit AS BIGINT)',
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
        found = _Hits("")
        found.fulltext, found.searched = self, bindparam(parameter, type_=Expression())
        return found.columns(column("id", Integer)).subquery(f"{self.table}_{parameter}")

    def known(self, session: Session, words: Iterable[str]) -> list[str]:
        """Those that stand in the vocabulary exactly so, the most frequent first."""
        return [row.term for row in session.all(self._known, words=list(words))]

    def beginning(self, session: Session, start: str, limit: int) -> list[str]:
        """The most frequent words of the vocabulary that begin so."""
        found = session.all(self._beginning, first=start, last=start + _LAST, limit=limit)
        return [row.term for row in found]


class _Hits(TextClause):
    """The keys of what is found, as each engine selects them."""

    inherit_cache = False
    fulltext: FullText
    searched: Any


@compiles(_Hits)
def _hits(element: _Hits, compiler: SQLCompiler, **kw: Any) -> str:
    index, searched = element.fulltext, compiler.process(element.searched, **kw)
    return f"SELECT {index.key} AS id FROM {index.table} WHERE forms @@ emulator.asked({searched})"  # noqa: S608 (names)


@compiles(_Hits, "sqlite")
def _hits_in_sqlite(element: _Hits, compiler: SQLCompiler, **kw: Any) -> str:
    forms, expression = element.fulltext.forms, compiler.process(element.searched, **kw)
    return f"SELECT rowid AS id FROM {forms} WHERE {forms} MATCH {expression}"  # noqa: S608 (names)


class Matches(ColumnElement[bool]):
    """Whether the row whose key this is has what is searched: `Matches(Text.id, INDEX, "search")`."""

    type = Boolean()
    _is_implicitly_boolean = True  # else SQLite is asked whether it equals 1, for which no index is used
    inherit_cache = False

    def __init__(self, key: Any, index: FullText, parameter: str) -> None:
        self.row = key
        self.fulltext = index
        self.searched = bindparam(parameter, type_=Expression())


@compiles(Matches)
def _matches(element: Matches, compiler: SQLCompiler, **kw: Any) -> str:
    index, searched = element.fulltext, compiler.process(element.searched, **kw)
    found = f"SELECT {index.key} FROM {index.table} WHERE forms @@ emulator.asked({searched})"  # noqa: S608 (names)
    return f"({compiler.process(element.row, **kw)} IN ({found}))"


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
