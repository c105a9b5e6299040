"""Statements that are compiled once."""

from sqlmodel import select

from emulator.kernel.database import insert_or_merge, prepare
from emulator.kernel.origin import Origin
from emulator.kernel.world import World
from tests.kernel.conftest import NOON

MERGE = insert_or_merge(Origin, "id")
ORIGIN = prepare(select(Origin))


def test_a_merged_row_takes_over_all_that_is_not_none(world: World) -> None:
    with world.transaction() as session:
        session.first(MERGE, id=1, fixture="paper", made_at=NOON, renewed=[], offset_us=6, frozen_at=NOON)
        session.first(MERGE, id=1, fixture="other", made_at=NOON, renewed=[], offset_us=7, frozen_at=None)

        after = session.one(ORIGIN)

    assert (after.fixture, after.offset_us, after.frozen_at) == ("other", 7, NOON)
