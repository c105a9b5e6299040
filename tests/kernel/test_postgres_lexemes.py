"""PostgreSQL's words are SQLite's."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from itertools import product

import psycopg
import pytest

from emulator.kernel.postgres.server import Server
from tests import engines

pytestmark = pytest.mark.once  # it looks into both

STEMS = """
 a e y s at iz bl by sky oy ayy trekk bahh spec agr hop fall fizz possi assem apo ana psycho nobl ration conditi sens
 electr vietnam obey 11 a0 привет gø ß
"""
ENDINGS = """
 s ss es ies sses eed eeds ed eds ing ings y ys ying yed ly bly bli blis blies blied blying able ably ability logy logi
 logis logies logical logist logying logiing ational tional enci anci izer ally ently ely ously ization izations ation
 ator alism iveness fulness ousness ality ivity bility icate ative alize icity ical ful ness al ance ence er ic able
 ible ant ement ment ent ion sion ism ate ous ive ize e ee ll cced cceds ccing kking hhed yyed yying 00ed vved ating
 izing bling bliful
"""
LONG = [letters + "ings" for letters in ("a" * 60, "a" * 61, "ß" * 30, "ß" * 31)]

BLOCKS = (*range(0x1, 0x530), *range(0x1E00, 0x2C00), *range(0x3000, 0x3040), *range(0xFE00, 0x10000))
"""Of Latin, Greek and Cyrillic, of signs and of punctuation."""


@pytest.fixture
def connection() -> Iterator["psycopg.Connection[tuple[str]]"]:
    with engines.database() as url:
        Server(url).close()  # it has made the functions
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection


def in_sqlite(texts: list[str], tokenizer: str) -> list[list[str]]:
    """The words that each text is found by there."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE forms USING fts5(text, tokenize='{tokenizer}')")
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(forms, instance)")
    connection.executemany("INSERT INTO forms(rowid, text) VALUES (?, ?)", enumerate(texts))
    found: list[list[str]] = [[] for _ in texts]
    for term, text in connection.execute("SELECT term, doc FROM terms ORDER BY doc, offset"):
        found[text].append(term)
    connection.close()
    return found


def test_every_word_has_the_stem_that_it_has_in_sqlite(connection: "psycopg.Connection[tuple[str]]") -> None:
    made = {"".join(parts) for parts in product(["", *STEMS.split()], ["", *ENDINGS.split()], ["", "s", "ly"])} - {""}
    words = [*sorted(made), *LONG]

    stems = in_sqlite(words, "porter unicode61 remove_diacritics 2")
    found = connection.execute(
        "SELECT emulator.stem(word) FROM unnest(%s::text[]) WITH ORDINALITY AS given(word, place) ORDER BY place",
        [words],
    ).fetchall()

    assert dict(zip(words, ([stem] for (stem,) in found), strict=True)) == dict(zip(words, stems, strict=True))


def test_every_character_is_in_a_word_or_between_words_as_in_sqlite(
    connection: "psycopg.Connection[tuple[list[str]]]",
) -> None:
    known = [chr(code) for code in BLOCKS if unicodedata.ucd_3_2_0.category(chr(code)) not in ("Cn", "Cs")]
    texts = [f"q{character}k" for character in known if character not in "Ǡǡ"]

    words = in_sqlite(texts, "unicode61 remove_diacritics 2")
    found = connection.execute(
        "SELECT emulator.words(said) FROM unnest(%s::text[]) WITH ORDINALITY AS given(said, place) ORDER BY place",
        [texts],
    ).fetchall()

    ours = {text: sorted(row[0]) for text, row in zip(texts, found, strict=True)}
    assert ours == {text: sorted(theirs) for text, theirs in zip(texts, words, strict=True)}
