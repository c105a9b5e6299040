"""What people are subscribed to, what became of their e-mail addresses, and every change of either."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String, bindparam, delete, or_
from sqlmodel import Field, col, select

from emulator.kernel import ids
from emulator.kernel.columns import unless_none
from emulator.kernel.database import (
    Instant,
    Session,
    Table,
    command,
    insert_into,
    insert_or_merge,
    insert_unless_there,
    prepare,
)


class Subscriptions(Table, table=True):
    """A person's own word on each kind of campaign: yes, no, or never said."""

    __tablename__ = "rees46_subscriptions"

    profile: int = Field(foreign_key="rees46_profiles.id", primary_key=True, sa_type=BigInteger)
    email_bulk: bool | None = None
    email_chain: bool | None = None
    email_transactional: bool | None = None
    sms_bulk: bool | None = None
    sms_chain: bool | None = None
    sms_transactional: bool | None = None
    web_push_bulk: bool | None = None
    web_push_chain: bool | None = None
    web_push_transactional: bool | None = None
    mobile_push_bulk: bool | None = None
    mobile_push_chain: bool | None = None
    mobile_push_transactional: bool | None = None
    telegram_bulk: bool | None = None
    telegram_chain: bool | None = None
    telegram_transactional: bool | None = None
    whatsapp_bulk: bool | None = None
    whatsapp_chain: bool | None = None
    whatsapp_transactional: bool | None = None
    max_bulk: bool | None = None
    max_chain: bool | None = None
    max_transactional: bool | None = None
    wallet_bulk: bool | None = None


FLAGS = tuple(name for name in Subscriptions.model_fields if name != "profile")


class EmailStatus(Table, table=True):
    """What an address has become, whoever has it: `bounced`, `suppressed` or `blacklisted`; it stays so."""

    __tablename__ = "rees46_email_statuses"

    shop: int = Field(foreign_key="rees46_shops.id", primary_key=True)
    email: str = Field(primary_key=True)
    status: str = Field(primary_key=True)


class SubscriptionChange(Table, table=True):
    """One event of one contact."""

    __tablename__ = "rees46_subscription_changes"
    __table_args__ = (Index("rees46_subscription_changes_at", "shop", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    at: datetime = Field(sa_type=Instant)
    contact_type: str
    contact: str
    campaign_types: str
    """Comma-separated; the vendor shows each as a row of its own."""
    event: str
    channel: str
    ip: str | None = None


class Unaddressed(Table, table=True):
    """Who subscribed to what needs an address before any was known of them, and where they last did so."""

    __tablename__ = "rees46_unaddressed"

    profile: int = Field(foreign_key="rees46_profiles.id", primary_key=True, sa_type=BigInteger)
    channel: str
    ip: str | None = None


class UnsubscribeKey(Table, table=True):
    """What the unsubscribe link of a person's e-mails ends in."""

    __tablename__ = "rees46_unsubscribe_keys"

    key: str = Field(primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger, index=True)


_OF = prepare(select(Subscriptions).where(col(Subscriptions.profile) == bindparam("profile")))
MERGE = insert_or_merge(Subscriptions, "profile")
_FORGET = command(delete(Subscriptions).where(col(Subscriptions.profile) == bindparam("profile")))
_UNADDRESSED = prepare(select(Unaddressed).where(col(Unaddressed.profile) == bindparam("profile")))
WAIT_FOR_ADDRESS = insert_or_merge(Unaddressed, "profile")
_FORGET_UNADDRESSED = command(delete(Unaddressed).where(col(Unaddressed.profile) == bindparam("profile")))
_FORGET_KEY = command(delete(UnsubscribeKey).where(col(UnsubscribeKey.profile) == bindparam("profile")))
_STATUSES = prepare(
    select(EmailStatus.status).where(
        col(EmailStatus.shop) == bindparam("shop"), col(EmailStatus.email) == bindparam("email")
    )
)
ADD_STATUS = insert_unless_there(EmailStatus, "shop", "email", "status")
LOG = insert_into(SubscriptionChange)
_CONTACT = col(SubscriptionChange.contact)
_EMAIL = bindparam("email", type_=String)
_PHONE = bindparam("phone", type_=String)
_CHANGES = prepare(
    select(SubscriptionChange)
    .where(
        col(SubscriptionChange.shop) == bindparam("shop"),
        col(SubscriptionChange.at) >= bindparam("since", type_=Instant),
        col(SubscriptionChange.at) < bindparam("until", type_=Instant),
        unless_none("event", String(), lambda event: col(SubscriptionChange.event) == event),
        unless_none("channel", String(), lambda channel: col(SubscriptionChange.channel) == channel),
        or_(_EMAIL.is_(None) & _PHONE.is_(None), _CONTACT == _EMAIL, _CONTACT == _PHONE),
    )
    .order_by(col(SubscriptionChange.at), col(SubscriptionChange.id))
    .limit(bindparam("limit", type_=Integer))
)
_KEY_OF = prepare(select(UnsubscribeKey.key).where(col(UnsubscribeKey.profile) == bindparam("profile")))
_WITH_KEY = prepare(select(UnsubscribeKey).where(col(UnsubscribeKey.key) == bindparam("key")))
_ADD_KEY = insert_into(UnsubscribeKey)


def of(session: Session, profile: int) -> dict[str, bool | None]:
    """A person's word on every flag."""
    row = session.first(_OF, profile=profile)
    return {flag: None if row is None else getattr(row, flag) for flag in FLAGS}


def save(session: Session, profile: int, flags: Mapping[str, bool | None]) -> None:
    """Sets the flags that are given; the others stay."""
    session.first(MERGE, profile=profile, **flags)


def forget(session: Session, profile: int) -> None:
    """Removes a person's flags and links."""
    session.run(_FORGET, profile=profile)
    session.run(_FORGET_UNADDRESSED, profile=profile)
    session.run(_FORGET_KEY, profile=profile)


def unaddressed(session: Session, profile: int) -> Unaddressed | None:
    return session.first(_UNADDRESSED, profile=profile)


def wait_for_address(session: Session, profile: int, *, channel: str, ip: str | None) -> None:
    session.first(WAIT_FOR_ADDRESS, profile=profile, channel=channel, ip=ip)


def statuses(session: Session, shop: int, email: str) -> set[str]:
    return set(session.all(_STATUSES, shop=shop, email=email))


def add_status(session: Session, shop: int, email: str, status: str) -> bool:
    """False where the address has it already."""
    return session.first(ADD_STATUS, shop=shop, email=email, status=status) is not None


def log(session: Session, **columns: str | int | None) -> None:
    session.one(LOG, at=session.now, **columns)


def changes(
    session: Session,
    shop: int,
    *,
    since: datetime,
    until: datetime,
    event: str | None,
    channel: str | None,
    email: str | None,
    phone: str | None,
    limit: int,
) -> list[SubscriptionChange]:
    """The first changes of the time from `since` to before `until` that meet all that is given."""
    return session.all(
        _CHANGES,
        shop=shop,
        since=since,
        until=until,
        event=event,
        channel=channel,
        email=email,
        phone=phone,
        limit=limit,
    )


def key_of(session: Session, shop: int, profile: int) -> str:
    """The key of a person's unsubscribe links, minted at the first."""
    known = session.first(_KEY_OF, profile=profile)
    if known is not None:
        return known
    key = ids.alnum(session.world.random, 22)
    session.one(_ADD_KEY, key=key, shop=shop, profile=profile)
    return key


def with_key(session: Session, key: str) -> UnsubscribeKey | None:
    return session.first(_WITH_KEY, key=key)
