"""Chapter "User's profile": what a shop sets of a person, and what it reads."""

from datetime import date
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import orders, profiles
from emulator.vendors.rees46.storage.profiles import Profile
from emulator.vendors.rees46.storage.shops import Shop

PERSONAL = ("phone", "email", "loyalty_id", "external_id")
"""The identifiers that the newer documentation lists of a purge."""


def set_profile(
    session: Session, shop: Shop, identifiers: dict[str, str], attributes: dict[str, Any], custom: dict[str, Any]
) -> int:
    """Docs: "This method overrides profile's settings". Assumed: what was not sent stays as it is."""
    person = people.identify(session, shop, identifiers)
    if attributes or custom:
        before = profiles.profile(session, person)
        properties = {**before.custom_properties, **custom}
        profiles.save(session, before, **attributes, custom_properties=properties)
    return person


def full(session: Session, number: int) -> dict[str, Any]:
    """Docs: what the secret lets a shop read; every key is there."""
    profile = profiles.profile(session, number)
    of = profiles.identifiers(session, number)
    main = {kind: values[0] if values else None for kind, values in of.items()}
    return {
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        **{kind: main[kind] for kind in ("email", "phone", "fb_id", "vk_id", "telegram_id", "loyalty_id")},
        "loyalty_card_location": profile.loyalty_card_location,
        "loyalty_status": profile.loyalty_status,
        "loyalty_bonuses": _number(profile.loyalty_bonuses),
        "loyalty_bonuses_to_next_level": _number(profile.loyalty_bonuses_to_next_level),
        "gender": profile.gender,
        "location": profile.location,
        "age": _age(session, profile),
        "birthday": profile.birthday.isoformat() if profile.birthday else None,
        "bought_something": profile.bought_something,
        "tags": profile.tags,
        "custom_properties": profile.custom_properties,
        "additional_phones": of["phone"][1:],
        "additional_emails": of["email"][1:],
        "additional_loyalty_ids": of["loyalty_id"][1:],
        "orders": [_order(session, order) for order in orders.of(session, number)],
    }


def anonymous(session: Session, number: int | None) -> dict[str, Any]:
    """Docs: a "simplified anonymous structure to prevent data stealing"; nobody's is that of an empty profile.

    Observed: SDKs read an id, `has_email`, `bought_something` as a boolean and `custom_properties` as an object.
    """
    profile = profiles.profile(session, number) if number is not None else None
    since = profiles.claimed_at(session, number, "email") if number is not None else None
    kids = [kid for kid in profile.kids if isinstance(kid, dict)] if profile else []
    genders = {kid.get("gender") for kid in kids}
    return {
        "id": str(number) if number is not None else "",
        "has_email": since is not None,
        "email_registered_at": since.strftime("%Y-%m-%d %H:%M:%S") if since else "",
        "gender": profile.gender if profile else None,
        "computed_gender": profile.gender if profile else None,
        "bought_something": profile.bought_something if profile else False,
        "custom_properties": profile.custom_properties if profile else {},
        "fashion_sizes": [],
        "cosmetic_hair": [],
        "allergy": False,
        "cosmetic_skin": [],
        "cosmetic_perfume": [],
        "compatibility": None,
        "vds": _vds(profile),
        "jewelry": None,
        "realty": [],
        "children": [str(kid["birthday"]) for kid in kids if kid.get("birthday")],
        "child_gender": genders.pop() if len(genders) == 1 else None,
        "pets": [],
        "income_level": None,
    }


def force_change(session: Session, shop: Shop, kind: str, *, old: str, new: str) -> None:
    """Docs: "If a user with new_email exists, removes email from that user". Observed: phone and id likewise."""
    if profiles.owner(session, shop.id, kind, old) is None:
        raise NotFound(f"Profile with `old_{kind}` not found")
    if new != old:
        profiles.release(session, shop.id, kind, new)
        profiles.change(session, shop.id, kind, old, new)


def purge(session: Session, shop: Shop, identifiers: dict[str, str]) -> None:
    """Observed (newer documentation): contacts, names and custom properties go; what happened stays, nobody's."""
    person = people.find(session, shop, identifiers)
    if person is None:
        raise NotFound("Profile not found")
    known = profiles.identifiers(session, person)
    for kind in PERSONAL:
        for value in known[kind]:
            profiles.release(session, shop.id, kind, value)
    before = profiles.profile(session, person)
    profiles.save(session, before, first_name=None, last_name=None, custom_properties={})


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value


def _age(session: Session, profile: Profile) -> int | None:
    """Assumed: an age that was never said is that of the birthday."""
    born: date | None = profile.birthday
    if profile.age is not None or born is None:
        return profile.age
    today = session.now.date()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _order(session: Session, order: orders.Order) -> dict[str, Any]:
    return {
        "id": order.order_id or str(order.id),
        "value": _number(order.value),
        "status": order.status,
        "items": [
            {"id": item.product, "price": _number(item.price), "name": item.name, "quantity": item.amount}
            for item in orders.items(session, order.id)
        ],
    }


def _vds(profile: Profile | None) -> str | None:
    cars = profile.auto if profile else []
    return next((car["vds"] for car in cars if isinstance(car, dict) and car.get("vds")), None)
