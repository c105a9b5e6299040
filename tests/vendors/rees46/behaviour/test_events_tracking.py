"""What events change."""

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, SUCCESS, open_shop, profile, push, rows

LINE = ("product", "line_id", "fashion_size", "amount")


def test_the_cart_takes_the_amount_that_was_sent_last(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "1", "amount": 2}, {"id": "2"}])
    push(rees46, "cart", items=[{"id": "1", "amount": 5}])

    assert rows(control, "cart_lines", *LINE) == [("1", "", "", 5), ("2", "", "", 1)]


def test_sizes_and_lines_are_told_apart(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "1", "fashion_size": "M"}, {"id": "1", "line_id": "a", "amount": 2}])

    assert sorted(rows(control, "cart_lines", *LINE)) == [("1", "", "M", 1), ("1", "a", "", 2)]


def test_a_full_cart_replaces_what_was_there(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "1"}, {"id": "2"}])

    push(rees46, "cart", items=[{"id": "3"}], full_cart="true")
    replaced = rows(control, "cart_lines", "product")
    cleared = push(rees46, "cart", items=[], full_cart=True)

    assert replaced == [("3",)]
    assert cleared.json() == SUCCESS
    assert rows(control, "cart_lines", "product") == []


def test_a_shop_may_add_amounts_up(rees46: httpx.Client, control: httpx.Client) -> None:
    shop_id = open_shop(control, cart_accumulates=True)["shop_id"]

    for amount in (2, 3):
        push(rees46, "cart", shop_id=shop_id, items=[{"id": "1", "amount": amount}])

    assert rows(control, "cart_lines", "amount") == [(5,)]


def test_removing_from_the_cart_drops_every_line_of_the_product(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "1", "amount": 5}, {"id": "1", "line_id": "a"}, {"id": "2"}])

    removed = [push(rees46, "remove_from_cart", item_id=item) for item in ("1", "unknown")]

    assert [answer.json() for answer in removed] == [SUCCESS, SUCCESS]
    assert rows(control, "cart_lines", "product") == [("2",)]


def test_favourites_come_and_go(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "wish", item_id=["1", "2", "3"])
    push(rees46, "wish", item_id="1")
    push(rees46, "remove_wish", item_id="2")

    wished = rows(control, "wishes", "product")
    push(rees46, "wish", item_id="9", full_wish=True)
    replaced = rows(control, "wishes", "product")
    push(rees46, "wish", items=[], full_wish=True)

    assert wished == [("1",), ("3",)]
    assert replaced == [("9",)]
    assert rows(control, "wishes", "product") == []


def test_the_last_word_about_a_products_stock_counts(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "view", items=[{"id": "37", "is_available": 1}])
    push(rees46, "view", items=[{"id": "37", "is_available": "0"}, {"id": "38", "is_available": "1"}])

    assert rows(control, "products", "is_available", uid="37") == [(False,)]


def test_a_purchase_is_an_order_of_the_profile(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "37"}, {"id": "187"}, {"id": "5"}])

    push(
        rees46,
        "purchase",
        email="buyer@example.org",
        products=[{"id": 37, "price": 318, "amount": 3, "stock": True}, {"id": 187, "price": 5000.5, "amount": 1}],
        order="N318",
        order_price=29999,
        delivery_type="self_pickup",
    )

    buyer = profile(rees46, email="buyer@example.org")
    assert buyer["bought_something"] is True
    assert buyer["orders"] == [
        {
            "id": "N318",
            "value": 29999,
            "status": "new",
            "items": [
                {"id": "37", "price": 318, "name": "Alpenglow Ridge 2 Backpacking Tent", "quantity": 3},
                {"id": "187", "price": 5000.5, "name": "Trailhead Nomad 3 Backpacking Tent", "quantity": 1},
            ],
        }
    ]
    assert rows(control, "cart_lines", "product") == [("5",)]
    assert rows(control, "orders", "details", order_id="N318") == [({"delivery_type": "self_pickup"},)]


def test_the_same_order_id_changes_the_order(rees46: httpx.Client) -> None:
    push(rees46, "purchase", email="buyer@example.org", items=[{"id": "1"}, {"id": "2"}], order_id="N1", order_price=5)

    push(rees46, "purchase", items=[{"id": "unknown", "price": "7.50", "amount": "2"}], order_id="N1")

    assert profile(rees46, email="buyer@example.org")["orders"] == [
        {
            "id": "N1",
            "value": 15,
            "status": "new",
            "items": [{"id": "unknown", "price": 7.5, "name": None, "quantity": 2}],
        }
    ]


def test_a_price_that_was_not_sent_is_the_catalogues(rees46: httpx.Client) -> None:
    items = [{"id": "37", "amount": 2}, {"id": "187", "price": 400}, {"id": "unknown"}]

    push(rees46, "purchase", email="buyer@example.org", items=items, order_id="N1")

    [order] = profile(rees46, email="buyer@example.org")["orders"]
    assert order["value"] == 2 * 329 + 400
    assert [(item["id"], item["price"]) for item in order["items"]] == [("37", 329), ("187", 400), ("unknown", None)]


@pytest.mark.parametrize("order_id", [None, ""])
def test_without_an_order_id_each_purchase_is_an_order(order_id: str | None, rees46: httpx.Client) -> None:
    for _ in range(2):
        push(rees46, "purchase", email="buyer@example.org", items=[{"id": "1", "price": 2}], order_id=order_id)

    orders = profile(rees46, email="buyer@example.org")["orders"]
    assert [order["value"] for order in orders] == [2, 2]
    assert len({order["id"] for order in orders}) == 2


def test_what_an_anonymous_device_did_becomes_its_owners(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("profile/set", json={"shop_id": SHOP, "did": "PHONE", "email": "jane@example.org"})
    push(rees46, "cart", did="LAPTOP", items=[{"id": "1"}])
    push(rees46, "wish", did="LAPTOP", item_id="2")
    push(rees46, "purchase", did="LAPTOP", items=[{"id": "3", "price": 1}], order_id="N1")

    rees46.post("profile/set", json={"shop_id": SHOP, "did": "LAPTOP", "email": "jane@example.org"})

    [(owner,)] = rows(control, "identifiers", "profile", value="jane@example.org")
    assert [order["id"] for order in profile(rees46, did="PHONE")["orders"]] == ["N1"]
    assert profile(rees46, did="PHONE")["bought_something"] is True
    assert set(rows(control, "events", "profile")) == {(owner,)}
    assert rows(control, "cart_lines", "profile", "product") == [(owner, "1")]
    assert rows(control, "wishes", "profile", "product") == [(owner, "2")]
