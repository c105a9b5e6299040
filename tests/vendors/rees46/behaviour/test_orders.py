"""Orders that a shop imports."""

from typing import Any

import httpx
import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import orders, people
from emulator.vendors.rees46.behaviour.orders import ImportedOrder
from emulator.vendors.rees46.storage import orders as storage
from emulator.vendors.rees46.storage.shops import Shop
from tests.vendors.rees46.calls import S2S, SHOP

JANE = {"email": "jane@example.com"}


@pytest.mark.parametrize(
    ("status", "cancelled"),
    [("cancelled", True), ("Canceled by client", True), ("Refunded", True), ("delivered", False), ("new", False)],
)
def test_a_free_text_says_whether_an_order_is_cancelled(
    status: str, cancelled: bool, session: Session, shop: Shop
) -> None:
    orders.import_order(session, shop, ImportedOrder("O-1", status, JANE))

    assert orders.is_cancelled(storage.with_order_id(session, shop.id, "O-1").status) is cancelled


def test_a_new_order_needs_somebody(session: Session, shop: Shop) -> None:
    assert not orders.import_order(session, shop, ImportedOrder("O-1", "new", {}))
    assert orders.import_order(session, shop, ImportedOrder("O-1", "new", JANE))
    assert orders.import_order(session, shop, ImportedOrder("O-1", "paid", {}))


def test_an_order_stays_with_whom_it_was_made_for(session: Session, shop: Shop) -> None:
    orders.import_order(session, shop, ImportedOrder("O-1", "new", JANE))

    orders.import_order(session, shop, ImportedOrder("O-1", "new", {"email": "john@example.com"}))

    jane = people.find(session, shop, JANE)
    assert [order.order_id for order, _ in orders.by_user(session, jane)] == ["O-1"]


BLOCKS = {"popular": "1fd1b3495137bc3c9299816026acf36f", "also bought": "2b6a4f9c1e8d4c07a9d35b7e60f1c283"}


def recommended(rees46: httpx.Client, block: str, **params: str) -> list[str]:
    query = {"shop_id": SHOP, "did": "D1", "prevent_shuffle": "1", **params}
    return rees46.get(f"recommend/{BLOCKS[block]}", params=query).json()["recommends"]  # type: ignore[no-any-return]


def bought(number: int, *items: str, status: str = "new") -> dict[str, Any]:
    lines = [{"id": item, "price": 10, "quantity": 1} for item in items]
    return {"id": f"I-{number}", "status": status, "email": "jane@example.com", "items": lines}


def test_what_imported_orders_sold_is_recommended(rees46: httpx.Client) -> None:
    before = recommended(rees46, "popular"), recommended(rees46, "also bought", item="1030")
    orders = [bought(number, "1030", "1049") for number in range(40)]

    rees46.post("sync/orders", json={**S2S, "orders": orders})
    rees46.post("sync/orders", json={**S2S, "orders": orders})

    sold = rees46.get("products/get", params={"shop_id": SHOP, "item_id": "1030"}).json()["sales_rate"]
    assert not {"1030", "1049"} & {*before[0], *before[1]}
    assert recommended(rees46, "popular")[:2] == ["1030", "1049"]
    assert recommended(rees46, "also bought", item="1030")[0] == "1049"
    assert sold == 40


def test_what_was_cancelled_is_not_recommended(rees46: httpx.Client) -> None:
    orders = [bought(number, "1030", "1049", status="Canceled by the client") for number in range(40)]

    rees46.post("sync/orders", json={**S2S, "orders": orders})

    assert "1030" not in recommended(rees46, "popular")
    assert "1049" not in recommended(rees46, "also bought", item="1030")
