"""Texts, which every engine keeps, finds and lowers alike."""

import pytest
from sqlmodel import bindparam, col, func, select

from emulator.kernel import outbox
from emulator.kernel.columns import Json, JsonText, OneOf
from emulator.kernel.database import insert_into, prepare
from emulator.kernel.outbox import Message
from emulator.kernel.world import World
from tests.kernel.tables import Page

ADD = insert_into(Page)
MESSAGE = prepare(select(Message).where(col(Message.id) == bindparam("id")))
LOWERED = prepare(select(Page.code).where(func.lower(Page.text) == bindparam("lowered")))
ODD = "a\0b\ufdd0c\ufdd0\ufdd1d\ufdd0\ufdd2\0\ufdd1"
OF_CODE = prepare(select(Page.text).where(col(Page.code) == bindparam("code")))
OF_CODES = prepare(select(Page.text).where(OneOf(Page.code, bindparam("codes", type_=Json))))
UNDER_KEY = prepare(select(Message.to).where(JsonText(col(Message.links), bindparam("key")) == bindparam("value")))


def test_characters_that_no_text_should_have_come_back_as_they_were_stored(world: World) -> None:
    marked = ODD.replace("\0", "")
    with world.transaction() as session:
        number = outbox.send(
            session, vendor="paper", channel="sms", to=ODD, text=ODD, payload={ODD: [ODD]}, links={marked: marked}
        )
        row = session.one(MESSAGE, id=number)
        session.one(ADD, code=marked, text="of a mark")
        session.one(ADD, code=ODD, text="of both")

        found = [
            session.all(OF_CODE, code=ODD),
            session.all(OF_CODES, codes=[marked]),
            session.all(UNDER_KEY, key=marked, value=marked),
        ]

    assert (row.to, row.payload, row.links) == (ODD, {ODD: [ODD]}, {marked: marked})
    assert found == [["of both"], ["of a mark"], [ODD]]


@pytest.mark.parametrize("text", ["ÅHLÉNS", "ЛЕГО", "İSTANBUL", "ΟΔΟΣ ΣΑΣ, Σ ΟΔΟΣ"])
def test_letters_of_every_alphabet_are_lowered_alike(world: World, text: str) -> None:
    with world.transaction() as session:
        session.one(ADD, code="a", text=text)

        assert session.all(LOWERED, lowered=text.lower()) == ["a"]
