"""Search in texts: word forms, beginnings, slips, and an index that follows its table."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from emulator.kernel.database import Session, command, insert_into, prepare
from emulator.kernel.fulltext import Matches, Search, misspelt, words
from emulator.kernel.world import World
from tests.kernel.tables import INDEX, Article

_ADD = insert_into(Article)
_FIND = prepare(select(Article.id).where(Matches(Article.id, INDEX, "search")).order_by(col(Article.id)))
_RENAME = command(update(Article).values(title="Lamps"))
_CLEAR = command(delete(Article))


@pytest.fixture
def session(world: World) -> Iterator[Session]:
    with world.transaction() as session:
        for title, body in (("Running shoes", "Light and quick"), ("Café table", "For two runners"), ("Shoe", "One")):
            session.one(_ADD, title=title, body=body)
        yield session


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search([["run"]]), [1]),
        (Search([["runner"]]), [2]),
        (Search([["shoes"]]), [1, 3]),
        (Search([["cafe"]]), [2]),
        (Search([["ſhoe"]]), [1, 3]),
        (Search([["shoe"], ["quick"]]), [1]),
        (Search([["shoe"], ["quick"]], ["title"]), []),
        (Search([["shoe"], ["table"]], any_group=True), [1, 2, 3]),
        (Search([["nothing", "table"]]), [2]),
        (Search([["and"], ["or"]]), []),
        (Search([["ß"], ["٣"]]), []),
    ],
)
def test_finds_what_has_a_word_of_each_group(session: Session, search: Search, found: list[int]) -> None:
    assert session.all(_FIND, search=search) == found


def test_the_index_follows_its_table(session: Session) -> None:
    session.run(_RENAME)
    assert session.all(_FIND, search=Search([["lamp"]])) == [1, 2, 3]
    assert session.all(_FIND, search=Search([["shoe"]])) == []

    session.run(_CLEAR)
    assert session.all(_FIND, search=Search([["lamp"]])) == []
    assert INDEX.known(session, ["lamps"]) == []


def test_suggests_the_words_of_its_vocabulary(session: Session) -> None:
    assert INDEX.beginning(session, "sho", 5) == ["shoe", "shoes"]
    assert INDEX.beginning(session, "sho", 1) == ["shoe"]
    assert INDEX.known(session, ["shoes", "quick", "nothing"]) == ["shoes"]


@pytest.mark.parametrize("typed", ["jaket", "jackket", "jackot", "jakcet", "acket"])
def test_a_slip_is_one_letter_or_two_that_changed_places(typed: str) -> None:
    assert "jacket" in misspelt(typed)


def test_words_are_folded() -> None:
    assert words("Crème-Brûlée, 2.5 L_x Йод") == ["creme", "brulee", "2", "5", "l", "x", "йод"]
