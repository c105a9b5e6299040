"""Messages that were sent to people, and what was then done with each."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, bindparam, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, command, insert_into, insert_unless_there, prepare
from emulator.vendors.rees46.storage.events_tracking import Event


class SentMessage(Table, table=True):
    __tablename__ = "rees46_messages"
    __table_args__ = (Index("rees46_messages_of", "profile", "at"),)

    code: str = Field(primary_key=True)
    """What the vendor calls a message's unique code."""
    shop: int = Field(foreign_key="rees46_shops.id")
    profile: int = Field(sa_type=BigInteger)
    campaign_id: int
    type: str
    """bulk, chain or transactional."""
    channel: str
    at: datetime = Field(sa_type=Instant)
    subject: str | None = None
    body: str | None = None
    url: str | None = None
    icon: str | None = None
    picture: str | None = None
    links: list[str] = Field(default_factory=list, sa_type=Json)
    """Where the links of an e-mail lead, in their order."""


class MessageEvent(Table, table=True):
    """One entry of the log that both families of tracking paths write."""

    __tablename__ = "rees46_message_events"
    __table_args__ = (Index("rees46_message_events_of", "shop", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    at: datetime = Field(sa_type=Instant)
    event: str
    """received, delivered, showed, opened, clicked, closed, decline, unsubscribed, hard_bounced, soft_bounced or
    complained.
    """
    type: str | None = None
    code: str | None = None
    did: str | None = None
    url: str | None = None


_INSERT = insert_unless_there(SentMessage, "code")
_WITH_CODE = prepare(select(SentMessage).where(col(SentMessage.code) == bindparam("code")))
_OF = prepare(
    select(SentMessage)
    .where(
        col(SentMessage.profile) == bindparam("profile", type_=BigInteger),
        col(SentMessage.at) >= bindparam("since", type_=Instant),
        col(SentMessage.at) < bindparam("until", type_=Instant),
    )
    .order_by(col(SentMessage.at).desc(), col(SentMessage.code))
    .limit(bindparam("limit", type_=Integer))
)
_MOVE = command(
    update(SentMessage)
    .where(col(SentMessage.profile) == bindparam("old", type_=BigInteger))
    .values(profile=bindparam("to", type_=BigInteger))
)
_LOG = insert_into(MessageEvent)
_EVENTS = prepare(
    select(MessageEvent)
    .where(col(MessageEvent.shop) == bindparam("shop"), col(MessageEvent.code) == bindparam("code"))
    .order_by(col(MessageEvent.id))
)
_PURCHASE = prepare(
    select(Event)
    .where(
        col(Event.profile) == bindparam("profile", type_=BigInteger),
        col(Event.event) == "purchase",
        col(Event.recommended_code) == bindparam("code"),
    )
    .limit(1)
)
_MOST = 10_000
"""How many messages of one person are looked at."""


def add(session: Session, **columns: Any) -> bool:
    """False where a message has that code."""
    return session.first(_INSERT, **columns) is not None


def with_code(session: Session, code: str) -> SentMessage | None:
    return session.first(_WITH_CODE, code=code)


def of_profile(session: Session, profile: int, *, since: datetime, until: datetime) -> list[SentMessage]:
    """The latest first; `until` itself is no longer in it."""
    return session.all(_OF, profile=profile, since=since, until=until, limit=_MOST)


def move(session: Session, old: int, new: int) -> None:
    session.run(_MOVE, old=old, to=new)


def log(
    session: Session,
    shop: int,
    event: str,
    *,
    type: str | None,
    code: str | None,
    did: str | None = None,
    url: str | None = None,
) -> None:
    session.one(_LOG, shop=shop, at=session.now, event=event, type=type, code=code, did=did, url=url)


def events(session: Session, shop: int, code: str) -> list[MessageEvent]:
    """What was done with a message, in order."""
    return session.all(_EVENTS, shop=shop, code=code)


def led_to_a_purchase(session: Session, message: SentMessage) -> bool:
    """Whether the person has bought something with the message's code as its source."""
    return session.first(_PURCHASE, profile=message.profile, code=message.code) is not None
