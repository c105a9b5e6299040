"""Collections of products that the shop has put together by hand."""

from sqlalchemy import UniqueConstraint, bindparam
from sqlmodel import Field, col, select

from emulator.kernel.database import Json, Session, Table, insert_unless_there, prepare


class Collection(Table, table=True):
    __tablename__ = "rees46_collections"
    __table_args__ = (UniqueConstraint("shop", "code"),)

    id: int = Field(default=None, primary_key=True)
    shop: int = Field(foreign_key="rees46_shops.id")
    code: str
    """What a page asks for: the dashboard's number."""
    name: str
    products: list[str] = Field(default_factory=list, sa_type=Json)


_ADD = insert_unless_there(Collection, "shop", "code")
_WITH_CODE = prepare(
    select(Collection).where(col(Collection.shop) == bindparam("shop"), col(Collection.code) == bindparam("code"))
)


def add(session: Session, shop: int, *, code: str, name: str, products: list[str]) -> bool:
    """False where the shop has a collection with that code."""
    return session.first(_ADD, shop=shop, code=code, name=name, products=products) is not None


def with_code(session: Session, shop: int, code: str) -> Collection | None:
    return session.first(_WITH_CODE, shop=shop, code=code)
