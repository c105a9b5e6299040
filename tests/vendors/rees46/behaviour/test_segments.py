"""Who is in which segment, beyond what one call shows."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, segments
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage.shops import Shop


def ids(session: Session, person: int | None) -> list[int]:
    return [segment.id for segment in segments.of(session, person)]


def test_nobody_is_in_no_segment(session: Session) -> None:
    assert ids(session, None) == []


def test_what_moves_to_another_person_leaves_nothing_behind(session: Session, shop: Shop) -> None:
    old = people.identify(session, shop, {"did": "aB3dE6gH9k"})
    new = people.identify(session, shop, {"email": "jane@example.com"})
    for person, segment_id in [(old, "313"), (old, "315"), (new, "313")]:
        segments.add(session, shop, person, segment_id)

    segments.move(session, old, new)

    assert (ids(session, old), ids(session, new)) == ([], [313, 315])


def test_a_device_of_a_known_person_leaves_that_persons_segments_where_they_are(session: Session, shop: Shop) -> None:
    people.identify(session, shop, {"email": "jane@example.com"})
    john = people.identify(session, shop, {"email": "john.smith@example.com", "did": "aB3dE6gH9k"})

    jane = people.identify(session, shop, {"email": "jane@example.com", "did": "aB3dE6gH9k"})

    assert (ids(session, john), ids(session, jane)) == ([313, 314], [])


@pytest.mark.parametrize("segment_id", ["999", "314", "", " 313", "313.0", "-313", "٣١٣"])
def test_only_a_static_segment_of_the_shop_takes_people(session: Session, shop: Shop, segment_id: str) -> None:
    person = people.identify(session, shop, {"did": "aB3dE6gH9k"})

    with pytest.raises(NotFound):
        segments.add(session, shop, person, segment_id)
