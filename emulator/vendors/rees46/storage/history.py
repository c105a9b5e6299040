"""What people did and bought, as conditions on a profile: how often, for how much, of which products, since when.

Asked of one person, the person's own rows are read; asked of everybody, each table is read once. Measured: of everybody
in the former way takes ten times as long, of one person in the latter a thousand times.
"""

from typing import Any

from sqlalchemy import String, and_, bindparam, cast, exists, func, literal, not_, or_
from sqlalchemy import select as core_select
from sqlmodel import col

from emulator.kernel.columns import JsonText
from emulator.kernel.database import Instant
from emulator.vendors.rees46.storage.catalogue import Product
from emulator.vendors.rees46.storage.categories import Category
from emulator.vendors.rees46.storage.events_tracking import Event
from emulator.vendors.rees46.storage.filters import Placement
from emulator.vendors.rees46.storage.orders import Order, OrderItem
from emulator.vendors.rees46.storage.profiles import Profile

Asked = dict[str, Any]
Sql = Any

_SHOP: Any = bindparam("shop")
_COUNT = func.count()
_SUM = func.coalesce(func.sum(col(Order.value)), 0)
_CENT = 0.005
"""Sums of money are compared to the cent."""
_ONE = {"at_least": 1}


def events(asked: Asked, *, everybody: bool) -> Sql:
    """Assumed: an event about several products counts once for each."""
    where = [col(Event.event) == asked["event"], *_since(Event.at, asked)]
    about = asked
    if asked["event"] == "category" and "category" in asked:
        where.append(JsonText(col(Event.details), literal("category_id")).in_(_with_all_beneath(asked["category"])))
        about = {name: value for name, value in asked.items() if name != "category"}
    where += _about(about, col(Event.product), everybody=everybody)
    return _measured(Event, _COUNT, asked.get("count", _ONE), where, everybody=everybody)


def orders(asked: Asked, *, everybody: bool) -> Sql:
    """Assumed: what was cancelled or refunded was not bought."""
    status = func.lower(col(Order.status))
    gone = or_(status.startswith("cancel"), status.startswith("refund"))
    where = [not_(gone), *_since(Order.at, asked)]
    lines = _about(asked, col(OrderItem.product), everybody=everybody)
    if lines and everybody:
        where.append(col(Order.id).in_(core_select(col(OrderItem.order)).where(*lines)))
    elif lines:
        where.append(exists().where(col(OrderItem.order) == col(Order.id), *lines).correlate_except(OrderItem))
    tests = []
    if "sum" in asked:
        bounds = {name: bound + (_CENT if name == "at_most" else -_CENT) for name, bound in asked["sum"].items()}
        tests.append(_measured(Order, _SUM, bounds, where, everybody=everybody))
    if "count" in asked or "sum" not in asked:
        tests.append(_measured(Order, _COUNT, asked.get("count", _ONE), where, everybody=everybody))
    return and_(*tests)


def _measured(model: Any, measure: Sql, bounds: dict[str, float], where: list[Sql], *, everybody: bool) -> Sql:
    """Whether the measure of a person's rows is within bounds; who has none of them measures 0."""
    if not everybody:
        own = core_select(measure).where(col(model.profile) == col(Profile.id), *where)
        return _within(own.correlate_except(model).scalar_subquery(), bounds)
    people = core_select(col(model.profile)).where(col(model.shop) == _SHOP, *where).group_by(col(model.profile))
    if bounds.get("at_least", 0) <= 0 <= bounds.get("at_most", 0):
        return col(Profile.id).not_in(people.having(not_(_within(measure, bounds))))
    return col(Profile.id).in_(people.having(_within(measure, bounds)))


def _within(measure: Sql, bounds: dict[str, float]) -> Sql:
    tests = [measure >= bounds["at_least"]] if "at_least" in bounds else []
    return and_(*tests, *([measure <= bounds["at_most"]] if "at_most" in bounds else []))


def _since(at: Any, asked: Asked) -> list[Sql]:
    return [col(at) > bindparam(f"since_{asked['within_days']}", type_=Instant)] if "within_days" in asked else []


def _about(asked: Asked, uid: Any, *, everybody: bool) -> list[Sql]:
    """What is asked of the product that an event or a line of an order is about."""
    tests: list[Sql] = [uid == asked["product"]] if "product" in asked else []
    if "brand" in asked:
        same = func.lower(col(Product.brand)) == func.lower(literal(asked["brand"]))
        tests.append(_of_products(uid, [same], everybody=everybody))
    if "category" in asked:
        placed = [
            col(Placement.shop) == _SHOP,
            col(Placement.product) == col(Product.id),
            col(Placement.category).in_(_with_all_beneath(asked["category"])),
        ]
        tests.append(_of_products(uid, placed, everybody=everybody))
    return tests


def _of_products(uid: Any, where: list[Sql], *, everybody: bool) -> Sql:
    if everybody:
        return uid.in_(core_select(col(Product.uid)).where(col(Product.shop) == _SHOP, *where))
    that = exists().where(col(Product.shop) == _SHOP, col(Product.uid) == uid, *where)
    return that.correlate_except(Product, Placement)


def _with_all_beneath(category: str) -> Sql:
    """A category and all beneath it; one that is not in the tree stands for itself."""
    tree: Any = core_select(cast(literal(category), String).label("uid")).cte(recursive=True)
    children = core_select(col(Category.uid)).join(tree, col(Category.parent) == tree.c.uid)
    tree = tree.union(children.where(col(Category.shop) == _SHOP))
    return core_select(tree.c.uid)
