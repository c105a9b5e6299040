"""Orders that a shop imports."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import orders, people
from emulator.vendors.rees46.behaviour.orders import ImportedOrder
from emulator.vendors.rees46.storage import orders as storage
from emulator.vendors.rees46.storage.shops import Shop

JANE = {"email": "jane@example.com"}


@pytest.mark.parametrize(
    ("status", "cancelled"),
    [("cancelled", True), ("Canceled by client", True), ("Refunded", True), ("delivered", False), ("new", False)],
)
def test_a_free_text_says_whether_an_order_is_cancelled(
    status: str, cancelled: bool, session: Session, shop: Shop
) -> None:
    orders.import_order(session, shop, ImportedOrder("O-1", status, JANE))

    assert orders.is_cancelled(storage.with_order_id(session, shop.id, "O-1")) is cancelled


def test_a_new_order_needs_somebody(session: Session, shop: Shop) -> None:
    assert not orders.import_order(session, shop, ImportedOrder("O-1", "new", {}))
    assert orders.import_order(session, shop, ImportedOrder("O-1", "new", JANE))
    assert orders.import_order(session, shop, ImportedOrder("O-1", "paid", {}))


def test_an_order_stays_with_whom_it_was_made_for(session: Session, shop: Shop) -> None:
    orders.import_order(session, shop, ImportedOrder("O-1", "new", JANE))

    orders.import_order(session, shop, ImportedOrder("O-1", "new", {"email": "john@example.com"}))

    jane = people.find(session, shop, JANE)
    assert [order.order_id for order, _ in orders.by_user(session, jane)] == ["O-1"]
