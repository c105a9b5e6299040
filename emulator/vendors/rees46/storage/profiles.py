"""Profiles, and the identifiers that lead to them: devices, contacts and the shop's own ids alike."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Instant, Json, Session, Table, command, insert_unless_there, prepare

CONTACTS = ("email", "phone", "external_id", "loyalty_id", "telegram_id", "fb_id", "vk_id")
"""In the order in which they count where two of them lead to different people."""
KINDS = (*CONTACTS, "did")


class Profile(Table, table=True):
    __tablename__ = "rees46_profiles"

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    """The vendor's client_id: a number beyond 2**53."""
    shop: int = Field(foreign_key="rees46_shops.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    first_name: str | None = None
    last_name: str | None = None
    gender: str | None = None
    age: int | None = None
    birthday: date | None = None
    location: str | None = None
    loyalty_card_location: str | None = None
    loyalty_status: str | None = None
    loyalty_bonuses: float | None = None
    loyalty_bonuses_to_next_level: float | None = None
    bought_something: bool = False
    kids: list[Any] = Field(default_factory=list, sa_type=Json)
    auto: list[Any] = Field(default_factory=list, sa_type=Json)
    tags: list[str] = Field(default_factory=list, sa_type=Json)
    custom_properties: dict[str, Any] = Field(default_factory=dict, sa_type=Json)


class Identifier(Table, table=True):
    """One identifier leads to one person of the shop; a person has any number of each kind, the first is the main."""

    __tablename__ = "rees46_identifiers"
    __table_args__ = (UniqueConstraint("shop", "kind", "value"), Index("rees46_identifiers_of", "profile"))

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    kind: str
    value: str
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)


_OF = (
    col(Identifier.shop) == bindparam("in_shop"),
    col(Identifier.kind) == bindparam("of_kind"),
    col(Identifier.value) == bindparam("with_value"),
)
_OWNER = prepare(select(Identifier.profile).where(*_OF))
_IDENTIFIERS = prepare(
    select(Identifier).where(col(Identifier.profile) == bindparam("profile")).order_by(col(Identifier.id))
)
_OF_MANY = prepare(
    select(Identifier)
    .where(OneOf(Identifier.profile, bindparam("profiles", type_=Json)))
    .order_by(col(Identifier.id).desc())
)
_CLAIMED_AT = prepare(
    select(Identifier.at)
    .where(col(Identifier.profile) == bindparam("profile"), col(Identifier.kind) == bindparam("kind"))
    .order_by(col(Identifier.id))
    .limit(1)
)
_CLAIM = insert_unless_there(Identifier, "shop", "kind", "value")
_POINT = command(update(Identifier).where(*_OF).values(profile=bindparam("to")))
_POINT_ALL = command(
    update(Identifier).where(col(Identifier.profile) == bindparam("old")).values(profile=bindparam("to"))
)
_RELEASE = command(delete(Identifier).where(*_OF))
_CHANGE = command(update(Identifier).where(*_OF).values(value=bindparam("to")))
_INSERT = insert_unless_there(Profile, "id")
_PROFILE = prepare(select(Profile).where(col(Profile.id) == bindparam("id")))
_DELETE = command(delete(Profile).where(col(Profile.id) == bindparam("id")))
_EDITABLE = tuple(name for name in Profile.model_fields if name not in ("id", "shop", "created_at"))
_UPDATE = command(
    update(Profile)
    .where(col(Profile.id) == bindparam("profile"))
    .values({name: bindparam(f"new_{name}", type_=Profile.__table__.columns[name].type) for name in _EDITABLE})  # type: ignore[attr-defined]
)
_BOUGHT = command(update(Profile).where(col(Profile.id) == bindparam("profile")).values(bought_something=True))


def owner(session: Session, shop: int, kind: str, value: str) -> int | None:
    """The person whom an identifier leads to."""
    return session.first(_OWNER, in_shop=shop, of_kind=kind, with_value=value)


def claim(session: Session, shop: int, kind: str, value: str, profile: int) -> bool:
    """Gives an identifier that nobody has to a person; False where somebody has it."""
    key = session.first(_CLAIM, shop=shop, kind=kind, value=value, profile=profile, at=session.now)
    return key is not None


def point(session: Session, shop: int, kind: str, value: str, profile: int) -> None:
    """Gives an identifier that somebody has to another person."""
    session.run(_POINT, in_shop=shop, of_kind=kind, with_value=value, to=profile)


def point_all(session: Session, old: int, new: int) -> None:
    session.run(_POINT_ALL, old=old, to=new)


def release(session: Session, shop: int, kind: str, value: str) -> None:
    session.run(_RELEASE, in_shop=shop, of_kind=kind, with_value=value)


def change(session: Session, shop: int, kind: str, value: str, to: str) -> None:
    session.run(_CHANGE, in_shop=shop, of_kind=kind, with_value=value, to=to)


def identifiers(session: Session, profile: int) -> dict[str, list[str]]:
    """Each kind's values, the main one first; every kind is there."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in session.all(_IDENTIFIERS, profile=profile):
        found[row.kind].append(row.value)
    return found


def main_identifiers(session: Session, numbers: list[int]) -> dict[int, dict[str, str]]:
    """The main identifier of each kind, of many people."""
    found: dict[int, dict[str, str]] = {number: {} for number in numbers}
    for row in session.all(_OF_MANY, profiles=numbers):
        found[row.profile][row.kind] = row.value
    return found


def claimed_at(session: Session, profile: int, kind: str) -> datetime | None:
    """Since when a person has the main identifier of a kind."""
    return session.first(_CLAIMED_AT, profile=profile, kind=kind)


def draw(session: Session) -> int:
    """A number for a new person, as the vendor's look: 1515915625535836508. Somebody may have it already."""
    return 1515915625_000_000_000 + session.world.random.randrange(10**9)


def add(session: Session, shop: int) -> int:
    """A new anonymous person's number."""
    while True:
        number = draw(session)
        if add_as(session, shop, number):
            return number


def add_as(session: Session, shop: int, number: int) -> bool:
    """A new anonymous person with a number that is given; False where somebody has it."""
    return session.first(_INSERT, id=number, shop=shop, created_at=session.now, **_NOTHING_KNOWN) is not None


_NOTHING_KNOWN: dict[str, Any] = {"kids": [], "auto": [], "tags": [], "custom_properties": {}}


def profile(session: Session, number: int) -> Profile:
    return session.one(_PROFILE, id=number)


def save(session: Session, before: Profile, **changes: Any) -> None:
    """Changes some of a profile's attributes."""
    values = {f"new_{name}": changes.get(name, getattr(before, name)) for name in _EDITABLE}
    session.run(_UPDATE, profile=before.id, **values)


def absorb(session: Session, old: int, new: int) -> None:
    """Gives a person what is known of another and not yet of them."""
    before, more = profile(session, new), profile(session, old)
    changes = {name: getattr(more, name) for name in _EDITABLE if not getattr(before, name)}
    changes["custom_properties"] = {**more.custom_properties, **before.custom_properties}
    save(session, before, **changes)


def set_bought_something(session: Session, number: int) -> None:
    session.run(_BOUGHT, profile=number)


def remove(session: Session, number: int) -> None:
    session.run(_DELETE, id=number)
