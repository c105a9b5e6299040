"""Push tokens: where a device's pushes go, one for each device and platform."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage.profiles import Identifier

MOBILE = ("ios", "android", "ios_firebase")
WEB = "web"


class PushToken(Table, table=True):
    __tablename__ = "rees46_push_tokens"
    __table_args__ = (UniqueConstraint("shop", "did", "platform"), Index("rees46_push_tokens_token", "shop", "token"))

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    did: str
    platform: str
    """One of MOBILE, or WEB: a browser's subscription, whose token is its endpoint."""
    token: str
    push_provider: str | None = None
    at: datetime = Field(sa_type=Instant)


_INSERT = insert_unless_there(PushToken, "shop", "did", "platform")
_UPDATE = command(
    update(PushToken)
    .where(
        col(PushToken.shop) == bindparam("of_shop"),
        col(PushToken.did) == bindparam("of_did"),
        col(PushToken.platform) == bindparam("of_platform"),
    )
    .values(token=bindparam("new"), push_provider=bindparam("provider"), at=bindparam("since", type_=Instant))
)
_TAKE_AWAY = command(
    delete(PushToken).where(
        col(PushToken.shop) == bindparam("shop"),
        col(PushToken.token) == bindparam("token"),
        col(PushToken.did) != bindparam("did"),
    )
)
_REMOVE = command(
    delete(PushToken).where(
        col(PushToken.shop) == bindparam("shop"),
        col(PushToken.did) == bindparam("did"),
        col(PushToken.platform) == bindparam("platform"),
    )
)
_OF = prepare(
    select(PushToken)
    .join(
        Identifier,
        (col(Identifier.shop) == col(PushToken.shop))
        & (col(Identifier.value) == col(PushToken.did))
        & (col(Identifier.kind) == "did"),
    )
    .where(col(Identifier.profile) == bindparam("profile", type_=BigInteger))
    .order_by(col(PushToken.at).desc(), col(PushToken.id).desc())
)


def save(session: Session, shop: int, *, did: str, platform: str, token: str, push_provider: str | None) -> None:
    """The device's only token of the platform; no other device of the shop has it any longer."""
    session.run(_TAKE_AWAY, shop=shop, token=token, did=did)
    values = {"token": token, "push_provider": push_provider, "at": session.now}
    if session.first(_INSERT, shop=shop, did=did, platform=platform, **values) is None:
        session.run(
            _UPDATE,
            of_shop=shop,
            of_did=did,
            of_platform=platform,
            new=token,
            provider=push_provider,
            since=session.now,
        )


def remove(session: Session, shop: int, *, did: str, platform: str) -> None:
    session.run(_REMOVE, shop=shop, did=did, platform=platform)


def tokens(session: Session, profile: int) -> list[PushToken]:
    """All of a person's, on whichever device, the one that was sent last first."""
    return session.all(_OF, profile=profile)


def has_mobile(session: Session, profile: int) -> bool:
    return any(token.platform in MOBILE for token in tokens(session, profile))


def has_web(session: Session, profile: int) -> bool:
    return any(token.platform == WEB for token in tokens(session, profile))
