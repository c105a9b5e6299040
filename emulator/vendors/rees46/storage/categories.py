"""A shop's tree of categories and its locations."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import UniqueConstraint, bindparam, delete, update
from sqlmodel import Field, col, select

from emulator.kernel.columns import OneOf
from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_unless_there, prepare, remember


class Node(Table):
    """What stands in a tree. `id` is the vendor's own number, which stays as long as the shop's id (`uid`) does."""

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    uid: str
    name: str
    parent: str | None = None


class Category(Node, table=True):
    __tablename__ = "rees46_categories"
    __table_args__ = (UniqueConstraint("shop", "uid"),)

    url: str = ""
    alias: str = ""


class Location(Node, table=True):
    __tablename__ = "rees46_locations"
    __table_args__ = (UniqueConstraint("shop", "uid"),)

    type: str = ""


Kind = type[Category] | type[Location]
_KINDS: tuple[type[Node], ...] = (Category, Location)
_ALL: dict[type[Node], Prepared[Any]] = {
    kind: remember(select(kind).where(col(kind.shop) == bindparam("shop")).order_by(col(kind.id))) for kind in _KINDS
}
_SOME: Prepared[Category] = prepare(
    select(Category).where(
        col(Category.shop) == bindparam("shop"), OneOf(col(Category.uid), bindparam("uids", type_=Json))
    )
)
_ADD = {kind: insert_unless_there(kind, "shop", "uid") for kind in _KINDS}
_SET = {
    kind: command(
        update(kind)
        .where(col(kind.shop) == bindparam("of_shop"), col(kind.uid) == bindparam("with_uid"))
        .values({name: bindparam(f"new_{name}") for name in kind.model_fields if name not in ("id", "shop", "uid")})
    )
    for kind in _KINDS
}
_REMOVE = {
    kind: command(
        delete(kind).where(col(kind.shop) == bindparam("shop"), OneOf(kind.uid, bindparam("uids", type_=Json)))
    )
    for kind in _KINDS
}


def categories(session: Session, shop: int) -> dict[str, Category]:
    """All of them by uid, in the order in which the shop first named them."""
    return {row.uid: row for row in session.all(_ALL[Category], shop=shop)}


def tree(session: Session, shop: int) -> dict[str, Category]:
    """As `categories`, remembered until one of them changes: nobody may change it."""
    return session.recall_made(("categories", shop), lambda: categories(session, shop))


def locations(session: Session, shop: int) -> dict[str, Location]:
    return {row.uid: row for row in session.all(_ALL[Location], shop=shop)}


def with_ancestors(session: Session, shop: int, uids: Iterable[str]) -> dict[str, Category]:
    """Those categories and all above them, by uid."""
    found: dict[str, Category] = {}
    wanted = set(uids)
    while wanted:
        rows = session.all(_SOME, shop=shop, uids=list(wanted))
        found.update((row.uid, row) for row in rows)
        wanted = {row.parent for row in rows if row.parent is not None} - found.keys()
    return found


def put(session: Session, kind: Kind, shop: int, rows: Iterable[dict[str, Any]]) -> None:
    """Adds categories or locations; those that there are already get the new name, parent and so on."""
    given = list(rows)
    changes = [
        {"of_shop": shop, "with_uid": row["uid"], **{f"new_{name}": row[name] for name in row if name != "uid"}}
        for row in given
    ]
    session.run_many(_SET[kind], changes)
    session.run_many(_ADD[kind], ({"shop": shop, **row} for row in given))


def remove(session: Session, kind: Kind, shop: int, uids: Iterable[str]) -> None:
    session.run(_REMOVE[kind], shop=shop, uids=list(uids))


def with_descendants(nodes: dict[str, Any], wanted: Iterable[str]) -> list[str]:
    """The uids and those of all that lies beneath them; what is not in the tree stands for itself."""
    children: dict[str, list[str]] = {}
    for node in nodes.values():
        if node.parent is not None:
            children.setdefault(node.parent, []).append(node.uid)
    found: dict[str, None] = {}
    waiting = list(wanted)
    while waiting:
        uid = waiting.pop()
        if uid not in found:
            found[uid] = None
            waiting.extend(children.get(uid, ()))
    return list(found)


def path(nodes: dict[str, Any], uid: str) -> list[Any]:
    """From the root down to the node; empty for one that is not in the tree. A circle is cut where it closes."""
    found: dict[str, Any] = {}
    while uid in nodes and uid not in found:
        found[uid] = nodes[uid]
        uid = found[uid].parent or ""
    return [*found.values()][::-1]
