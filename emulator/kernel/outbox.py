"""Every e-mail, SMS and push that a vendor would have sent, rendered, with the request that caused it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Integer, String, delete, func, or_
from sqlmodel import Field, bindparam, col, select

from emulator.kernel.columns import Holds, unless_none
from emulator.kernel.database import Instant, Json, Prepared, Session, Table, command, insert_into, prepare

Channel = Literal["email", "sms", "mobile_push", "web_push"]


class Message(Table, table=True):
    __tablename__ = "outbox"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    vendor: str
    channel: str
    to: str
    subject: str | None = None
    text: str | None = None
    html: str | None = None
    payload: dict[str, Any] | None = Field(default=None, sa_type=Json)
    links: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    request_id: int | None = None


_INSERT = insert_into(Message)
_ONE = prepare(select(Message).where(col(Message.id) == bindparam("id")))
_CLEAR = command(delete(Message))
_LAST_REQUEST = prepare(select(func.max(Message.request_id)))


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which messages are asked for: those that meet all that is given."""

    vendor: str | None = None
    channel: Channel | None = None
    to: str | None = None
    """The address, number or token; upper and lower case are one."""
    text: str | None = None
    """Stands, as it is written here, in the subject, the text, the HTML or the payload."""
    since: datetime | None = None


def _matching(statement: Any) -> Any:
    text = bindparam("text", type_=String)
    columns = (Message.subject, Message.text, Message.html, Message.payload)
    return statement.where(
        unless_none("vendor", String(), lambda vendor: col(Message.vendor) == vendor),
        unless_none("channel", String(), lambda channel: col(Message.channel) == channel),
        unless_none("to", String(), lambda to: func.lower(Message.to) == func.lower(to)),
        unless_none("since", Instant(), lambda since: col(Message.at) >= since),
        or_(text.is_(None), *(Holds(col(column), text) for column in columns)),
    )


_LATEST = prepare(_matching(select(Message)).order_by(col(Message.id).desc()).limit(bindparam("limit", type_=Integer)))
_COUNT: Prepared[int] = prepare(_matching(select(func.count()).select_from(Message)))


def send(
    session: Session,
    *,
    vendor: str,
    channel: Channel,
    to: str,
    text: str,
    subject: str | None = None,
    html: str | None = None,
    payload: dict[str, Any] | None = None,
    links: dict[str, str] | None = None,
) -> int:
    """Keeps a message at the session's time, under the request that the session serves; answers its id."""
    session.world.waiters.wake()
    return session.one(
        _INSERT,
        at=session.now,
        vendor=vendor,
        channel=channel,
        to=to,
        subject=subject,
        text=text,
        html=html,
        payload=payload,
        links=links or {},
        request_id=session.request_id,
    )


def message(session: Session, number: int) -> Message | None:
    return session.first(_ONE, id=number)


def latest_first(session: Session, filter: Filter, *, limit: int) -> list[Message]:
    return session.all(_LATEST, **asdict(filter), limit=limit)


def count(session: Session, filter: Filter) -> int:
    return session.one(_COUNT, **asdict(filter))


def last_request(session: Session) -> int:
    """The latest request that any message comes from; 0 where there is none."""
    return session.one(_LAST_REQUEST) or 0


def clear(session: Session) -> None:
    session.run(_CLEAR)
