"""Net Promoter Score: the categories and channels of a shop, and the reviews that its clients gave."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String, UniqueConstraint, bindparam, delete, or_, update
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Session, Table, command, insert_unless_there, prepare
from emulator.vendors.rees46.storage.shops import Shop


class NpsCategory(Table, table=True):
    """What is rated, with the texts that promoters (9, 10), passives (7, 8) and detractors see."""

    __tablename__ = "rees46_nps_categories"

    shop: int = Field(foreign_key="rees46_shops.id", primary_key=True)
    code: str = Field(primary_key=True)
    id: int
    name: str
    promoter_question: str
    passive_question: str
    detractor_question: str
    promoter_success: str
    passive_success: str
    detractor_success: str


class NpsChannel(Table, table=True):
    """Where a review comes from."""

    __tablename__ = "rees46_nps_channels"

    shop: int = Field(foreign_key="rees46_shops.id", primary_key=True)
    code: str = Field(primary_key=True)
    id: int
    name: str


class NpsReview(Table, table=True):
    __tablename__ = "rees46_nps_reviews"
    __table_args__ = (UniqueConstraint("profile", "channel", "category", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id", index=True)
    profile: int = Field(foreign_key="rees46_profiles.id", sa_type=BigInteger)
    channel: str
    category: str
    day: str
    """YYYY-MM-DD in UTC."""
    rate: int
    comment: str | None = None
    order_id: str | None = None
    published: bool = True
    saved_at: datetime = Field(sa_type=Instant)


_CATEGORIES = prepare(
    select(NpsCategory).where(col(NpsCategory.shop) == bindparam("shop")).order_by(col(NpsCategory.id))
)
_CHANNELS = prepare(select(NpsChannel).where(col(NpsChannel.shop) == bindparam("shop")).order_by(col(NpsChannel.id)))
_CATEGORY = prepare(
    select(col(NpsCategory.id)).where(
        col(NpsCategory.shop) == bindparam("shop"), col(NpsCategory.code) == bindparam("code")
    )
)
_CHANNEL = prepare(
    select(col(NpsChannel.id)).where(
        col(NpsChannel.shop) == bindparam("shop"), col(NpsChannel.code) == bindparam("code")
    )
)
_ADD_CATEGORY = insert_unless_there(NpsCategory, "shop", "code")
_ADD_CHANNEL = insert_unless_there(NpsChannel, "shop", "code")
_ADD_REVIEW = insert_unless_there(NpsReview, "profile", "channel", "category", "day")
_REPLACE_REVIEW = command(
    update(NpsReview)
    .where(col(NpsReview.id) == bindparam("review_id"))
    .values(
        rate=bindparam("new_rate"),
        comment=bindparam("new_comment"),
        order_id=bindparam("new_order_id"),
        saved_at=bindparam("now", type_=Instant),
    )
)
_OF_PROFILE = prepare(
    select(NpsReview).where(col(NpsReview.profile) == bindparam("profile")).order_by(col(NpsReview.id))
)
_REVIEW_OF = prepare(
    select(NpsReview).where(
        col(NpsReview.profile) == bindparam("profile"),
        col(NpsReview.channel) == bindparam("channel"),
        col(NpsReview.category) == bindparam("category"),
        col(NpsReview.day) == bindparam("day"),
    )
)
_GIVE = command(update(NpsReview).where(col(NpsReview.id) == bindparam("review_id")).values(profile=bindparam("to")))
_DELETE = command(delete(NpsReview).where(col(NpsReview.id) == bindparam("review_id")))
_PUBLISH = command(
    update(NpsReview).where(col(NpsReview.id) == bindparam("review_id")).values(published=bindparam("to"))
)


def _unless_given(column: Any, name: str) -> Any:
    """A filter that lets everything through where its parameter is empty."""
    given = bindparam(name, type_=String())
    return or_(given == "", column == given)


_PUBLISHED = prepare(
    select(NpsReview)
    .where(
        col(NpsReview.shop) == bindparam("shop"),
        col(NpsReview.published).is_(True),
        col(NpsReview.day) >= bindparam("date_from"),
        col(NpsReview.day) <= bindparam("date_to"),
        _unless_given(col(NpsReview.channel), "in_channel"),
        _unless_given(col(NpsReview.category), "in_category"),
    )
    .order_by(col(NpsReview.id))
    .limit(bindparam("limit"))
)


def categories(session: Session, shop: Shop) -> list[NpsCategory]:
    return session.all(_CATEGORIES, shop=shop.id)


def channels(session: Session, shop: Shop) -> list[NpsChannel]:
    return session.all(_CHANNELS, shop=shop.id)


def has_category(session: Session, shop: Shop, code: str) -> bool:
    return session.first(_CATEGORY, shop=shop.id, code=code) is not None


def has_channel(session: Session, shop: Shop, code: str) -> bool:
    return session.first(_CHANNEL, shop=shop.id, code=code) is not None


def add_category(session: Session, shop: Shop, **columns: Any) -> None:
    session.first(_ADD_CATEGORY, shop=shop.id, **columns)


def add_channel(session: Session, shop: Shop, **columns: Any) -> None:
    session.first(_ADD_CHANNEL, shop=shop.id, **columns)


def add_review(session: Session, shop: Shop, **columns: Any) -> int | None:
    """The review's id, or None where the client has one of that channel, category and day."""
    return session.first(_ADD_REVIEW, shop=shop.id, **columns)


def review_of(session: Session, profile: int, *, channel: str, category: str, day: str) -> NpsReview | None:
    return session.first(_REVIEW_OF, profile=profile, channel=channel, category=category, day=day)


def replace_review(
    session: Session, review: NpsReview, *, rate: int, comment: str | None, order_id: str | None
) -> None:
    session.run(
        _REPLACE_REVIEW,
        review_id=review.id,
        new_rate=rate,
        new_comment=comment,
        new_order_id=order_id,
        now=session.now,
    )


def published(
    session: Session, shop: Shop, *, date_from: str, date_to: str, channel: str, category: str, limit: int
) -> list[NpsReview]:
    """Days as YYYY-MM-DD, both inclusive; an empty channel or category is any."""
    return session.all(
        _PUBLISHED,
        shop=shop.id,
        date_from=date_from,
        date_to=date_to,
        in_channel=channel,
        in_category=category,
        limit=limit,
    )


def set_published(session: Session, review_id: int, published: bool) -> bool:
    """Whether there is such a review."""
    return session.run(_PUBLISH, review_id=review_id, to=published) > 0


def of_profile(session: Session, profile: int) -> list[NpsReview]:
    return session.all(_OF_PROFILE, profile=profile)


def give(session: Session, review: NpsReview, profile: int) -> None:
    session.run(_GIVE, review_id=review.id, to=profile)


def delete_review(session: Session, review: NpsReview) -> None:
    session.run(_DELETE, review_id=review.id)
