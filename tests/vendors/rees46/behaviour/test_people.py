"""One person behind many identifiers."""

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.shops import Shop

JANE = {"email": "jane@example.org"}
PHONE = {"phone": "10000000000"}


def test_a_stranger_is_found_only_after_they_were_identified(session: Session, shop: Shop) -> None:
    before = people.find(session, shop, JANE)
    person = people.identify(session, shop, JANE)

    assert before is None
    assert people.find(session, shop, JANE) == person
    assert person > 2**53


def test_shops_do_not_share_people(session: Session, shop: Shop, second_shop: Shop) -> None:
    people.identify(session, shop, JANE)

    assert people.find(session, second_shop, JANE) is None


def test_a_free_contact_is_stored_on_the_devices_profile(session: Session, shop: Shop) -> None:
    person = people.identify(session, shop, {"did": "D1"})

    linked = people.identify(session, shop, {"did": "D1", **JANE})

    assert linked == person
    assert people.find(session, shop, JANE) == person


def test_an_anonymous_device_that_names_a_known_contact_becomes_its_owners(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, JANE)
    people.identify(session, shop, {"did": "D1"})

    linked = people.identify(session, shop, {"did": "D1", **JANE})

    assert linked == jane
    assert people.find(session, shop, {"did": "D1"}) == jane


def test_a_known_persons_device_moves_alone(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {**JANE, "did": "D1"})
    john = people.identify(session, shop, PHONE)

    people.identify(session, shop, {"did": "D1", **PHONE})

    assert people.find(session, shop, {"did": "D1"}) == john
    assert people.find(session, shop, JANE) == jane


def test_the_email_counts_before_the_phone(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, JANE)
    john = people.identify(session, shop, PHONE)

    both = people.identify(session, shop, {**JANE, **PHONE})

    assert both == jane
    assert people.find(session, shop, PHONE) == john


def test_a_further_email_is_additional(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, {"did": "D1", **JANE})

    people.identify(session, shop, {"did": "D1", "email": "jane@work.example"})

    assert profiles.identifiers(session, jane)["email"] == ["jane@example.org", "jane@work.example"]


def test_what_was_known_of_an_anonymous_device_fills_the_gaps(session: Session, shop: Shop) -> None:
    jane = people.identify(session, shop, JANE)
    profiles.save(session, profiles.profile(session, jane), first_name="Jane", custom_properties={"hat": "M"})
    device = people.identify(session, shop, {"did": "D1"})
    known = {"first_name": "J.", "location": "NY", "custom_properties": {"hat": "L", "shoe": "39"}}
    profiles.save(session, profiles.profile(session, device), **known)

    people.identify(session, shop, {"did": "D1", **JANE})

    merged = profiles.profile(session, jane)
    assert (merged.first_name, merged.location) == ("Jane", "NY")
    assert merged.custom_properties == {"hat": "M", "shoe": "39"}
