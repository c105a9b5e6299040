"""What is put into a catalogue, and who hears of it."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, offers
from emulator.vendors.rees46.storage import catalogue as storage
from emulator.vendors.rees46.storage.catalogue import Product, Stock
from emulator.vendors.rees46.storage.shops import Shop

Heard = list[tuple[str, Stock, Stock]]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    found: Heard = []

    def listen(session: Session, shop: Shop, product: Product, before: Stock, after: Stock) -> None:
        found.append((product.uid, before, after))

    monkeypatch.setattr(catalogue, "LISTENERS", (listen,))
    return found


def offer(uid: str, **item: Any) -> offers.Offer:
    return offers.read({"id": uid, "name": f"Product {uid}", "price": 100, "categories": ["1"], **item})


def test_products_are_added_or_replaced_and_no_others_are_touched(session: Session, second_shop: Shop) -> None:
    catalogue.put(session, second_shop, [offer("a"), offer("b")])

    written = catalogue.put(session, second_shop, [offer("b", name="New"), offer("c"), offer("c", price=7)])

    rows = storage.with_uids(session, second_shop.id, ["c", "b", "a", "none"])
    assert [(row.uid, row.name, row.price) for row in rows] == [
        ("c", "Product c", 7.0),
        ("b", "New", 100.0),
        ("a", "Product a", 100.0),
    ]
    assert written == 2


def test_what_did_not_change_is_not_written(session: Session, second_shop: Shop) -> None:
    catalogue.put(session, second_shop, [offer("a", params=[{"name": "n", "value": [1]}])])

    assert catalogue.put(session, second_shop, [offer("a", params=[{"name": "n", "value": [1]}])]) == 0


def test_a_change_of_price_or_stock_is_heard_once_and_nothing_else_is(
    session: Session, second_shop: Shop, heard: Heard
) -> None:
    catalogue.put(session, second_shop, [offer("a"), offer("b"), offer("c")])

    catalogue.put(session, second_shop, [offer("a", price=80), offer("b", available=False), offer("c", name="New")])
    catalogue.set_stock(session, second_shop, "b", is_available=True)
    catalogue.set_stock(session, second_shop, "b", is_available=True)

    assert heard == [
        ("a", Stock(100, True), Stock(80, True)),
        ("b", Stock(100, True), Stock(100, False)),
        ("b", Stock(100, False), Stock(100, True)),
    ]


def test_an_event_overrides_the_stock_until_the_next_feed(session: Session, second_shop: Shop) -> None:
    catalogue.put(session, second_shop, [offer("a")], feed=1)
    overridden = catalogue.set_stock(session, second_shop, "a", is_available=False)

    catalogue.put(session, second_shop, [offer("a")], feed=2)

    assert overridden is not None
    assert overridden.is_available is False
    assert storage.with_uids(session, second_shop.id, ["a"])[0].is_available is True


def test_a_new_price_has_a_new_discount(session: Session, second_shop: Shop) -> None:
    catalogue.put(session, second_shop, [offer("a")])

    cheaper = catalogue.set_stock(session, second_shop, "a", price=75, oldprice=100)

    assert cheaper is not None
    assert (cheaper.price, cheaper.oldprice, cheaper.discount_percent) == (75.0, 100.0, 25)


def test_a_product_that_nobody_knows_has_no_stock(session: Session, second_shop: Shop) -> None:
    assert catalogue.set_stock(session, second_shop, "none", price=1) is None


def test_synchronizing_names_all_that_is_in_stock(session: Session, second_shop: Shop, heard: Heard) -> None:
    catalogue.put(session, second_shop, [offer("a"), offer("b", available=False), offer("c")])

    catalogue.synchronize(session, second_shop, ["b", "c", "none"])

    rows = storage.with_uids(session, second_shop.id, ["a", "b", "c"])
    assert [row.is_available for row in rows] == [False, True, True]
    assert [uid for uid, _, _ in heard] == ["a", "b"]
