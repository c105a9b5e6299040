"""Who waits for a lower price, or for a return to stock."""

import pytest

from emulator.kernel import outbox
from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, people, triggers
from emulator.vendors.rees46.errors import NotFound
from emulator.vendors.rees46.storage import catalogue as products
from emulator.vendors.rees46.storage import shops
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.storage.triggers import AVAILABLE, PRICE

JANE = {"email": "jane@example.com"}


@pytest.mark.parametrize(
    ("kind", "price", "before", "after", "told"),
    [
        (PRICE, 100, (100, True), (99, True), True),
        (PRICE, None, (100, True), (99, True), True),
        (PRICE, 90, (100, True), (95, True), False),
        (PRICE, 100, (100, True), (100, True), False),
        (PRICE, 100, (100, True), (110, True), False),
        (PRICE, 100, (100, True), (50, False), False),
        (AVAILABLE, None, (100, False), (100, True), True),
        (AVAILABLE, None, (100, True), (50, True), False),
        (AVAILABLE, None, (100, True), (100, False), False),
    ],
)
def test_one_is_told_what_one_waits_for(
    kind: str,
    price: float | None,
    before: tuple[float, bool],
    after: tuple[float, bool],
    told: bool,
    session: Session,
    shop: Shop,
) -> None:
    product = products.with_uid(session, shop.id, "1001")
    assert product is not None
    jane = people.identify(session, shop, JANE)
    triggers.subscribe(session, shop, jane, kind, "1001", price=price)

    triggers.product_changed(session, shop, product, products.Stock(*before), products.Stock(*after))

    assert outbox.count(session, outbox.Filter(vendor="rees46", to="jane@example.com")) == told
    assert triggers.is_subscribed(session, jane, kind, "1001") is not told


def test_the_catalogue_tells_of_its_changes() -> None:
    assert triggers.product_changed in catalogue.LISTENERS


def test_a_strict_shop_knows_its_products(session: Session, shop: Shop) -> None:
    shops.set_rules(session, shop.id, strict=True, active=True, requests_per_minute=None)
    strict = shops.with_number(session, shop.id)
    jane = people.identify(session, shop, JANE)

    triggers.subscribe(session, strict, jane, PRICE, "1001")
    with pytest.raises(NotFound, match="Product not found"):
        triggers.subscribe(session, strict, jane, PRICE, "unknown")
