"""Statements that are compiled once."""

from sqlalchemy import Column, Integer, MetaData, Table, delete
from sqlmodel import col, select

from emulator.kernel.database import TOGETHER, SQLiteDatabase, command, insert_into, insert_or_merge, prepare, remember
from emulator.kernel.origin import Origin
from emulator.kernel.outbox import Message
from emulator.kernel.world import World
from tests.kernel.conftest import NOON

MERGE = insert_or_merge(Origin, "id")
ORIGIN = prepare(select(Origin))
ADD_MESSAGE = insert_into(Message)
TEXTS = prepare(select(Message.text).order_by(col(Message.id)))


def test_a_merged_row_takes_over_all_that_is_not_none(world: World) -> None:
    with world.transaction() as session:
        session.first(MERGE, id=1, fixture="paper", made_at=NOON, renewed=[], offset_us=6, frozen_at=NOON)
        session.first(MERGE, id=1, fixture="other", made_at=NOON, renewed=[], offset_us=7, frozen_at=None)

        after = session.one(ORIGIN)

    assert (after.fixture, after.offset_us, after.frozen_at) == ("other", 7, NOON)


def test_more_rows_are_inserted_together_than_one_statement_takes(world: World) -> None:
    texts = [f"text {number}" for number in range(2 * TOGETHER + 1)]
    message = {"at": NOON, "vendor": "paper", "channel": "sms", "to": "readers", "links": []}

    with world.transaction() as session:
        session.run_together(ADD_MESSAGE, [{**message, "text": text} for text in texts])

        assert session.all(TEXTS) == texts


def test_rows_that_are_remembered_late_are_forgotten_by_statements_that_were_compiled_before() -> None:
    letters = Table("paper_letters", MetaData(), Column("id", Integer))
    forget, unconcerned = command(delete(letters)), command(delete(letters), may_spoil=False)
    forget.compile(SQLiteDatabase.dialect)
    unconcerned.compile(SQLiteDatabase.dialect)
    assert not forget.spoils

    remember(select(letters.c.id))  # type: ignore[call-overload]

    assert (forget.spoils, unconcerned.spoils) == (True, False)
