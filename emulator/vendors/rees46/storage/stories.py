"""Blocks of stories, and which device has seen which slide."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Instant, Json, Session, Table, insert_into, insert_unless_there, prepare


class StoriesBlock(Table, table=True):
    __tablename__ = "rees46_stories"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    stories: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)


class StoryEvent(Table, table=True):
    """A slide was viewed or clicked."""

    __tablename__ = "rees46_story_events"
    __table_args__ = (Index("rees46_story_events_of", "shop", "did", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    at: datetime = Field(sa_type=Instant)
    event: str
    did: str | None = None
    code: str | None = None
    story: str
    slide: str


_ADD = insert_unless_there(StoriesBlock, "shop", "code")
_WITH_CODE = prepare(
    select(StoriesBlock).where(col(StoriesBlock.shop) == bindparam("shop"), col(StoriesBlock.code) == bindparam("code"))
)
_LOG = insert_into(StoryEvent)
_VIEWED = prepare(
    select(StoryEvent).where(
        col(StoryEvent.shop) == bindparam("shop"),
        col(StoryEvent.did) == bindparam("did"),
        col(StoryEvent.code) == bindparam("code"),
        col(StoryEvent.event) == "view",
    )
)


def add(session: Session, **columns: Any) -> bool:
    """False where the shop has a block with that code."""
    return session.first(_ADD, **columns) is not None


def with_code(session: Session, shop: int, code: str) -> StoriesBlock | None:
    return session.first(_WITH_CODE, shop=shop, code=code)


def log(session: Session, shop: int, event: str, **columns: str | None) -> None:
    session.one(_LOG, shop=shop, at=session.now, event=event, **columns)


def viewed(session: Session, shop: int, did: str, code: str) -> set[tuple[str, str]]:
    """The slides of a block that a device has seen, each as story and slide."""
    return {(row.story, row.slide) for row in session.all(_VIEWED, shop=shop, did=did, code=code)}
