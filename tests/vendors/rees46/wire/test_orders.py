"""Chapter "Orders", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, STRANGERS, SUCCESS, profile, push, refusal

JANE = {"email": "jane@example.com"}
ORDER = {
    "id": "O-1",
    "status": "Delivered",
    "date": 1602338740,
    **JANE,
    "value": {"total": 200.13, "cash": 190},
    "items": [{"id": "A", "price": 205, "quantity": 2}],
}


def imported(rees46: httpx.Client, *orders: Any, path: str = "sync/orders") -> httpx.Response:
    return rees46.post(path, json={**S2S, "orders": list(orders)})


def bought(rees46: httpx.Client, **who: str) -> Any:
    return profile(rees46, **who)["orders"]


def test_an_imported_order_is_the_persons(rees46: httpx.Client) -> None:
    answer = imported(rees46, ORDER)

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert bought(rees46, **JANE) == [
        {
            "id": "O-1",
            "value": 200.13,
            "status": "Delivered",
            "items": [{"id": "A", "price": 205, "name": None, "quantity": 2}],
        }
    ]
    assert profile(rees46, **JANE)["bought_something"] is True


def test_the_same_order_again_changes_it(rees46: httpx.Client) -> None:
    imported(rees46, ORDER)

    imported(rees46, {"id": "O-1", "status": "Cancelled"})
    imported(
        rees46, {"id": "O-1", "items": [{"id": "B", "price": "10.5", "amount": "3"}, {"id": "C", "status": "refunded"}]}
    )

    assert bought(rees46, **JANE) == [
        {
            "id": "O-1",
            "value": 31.5,
            "status": "Cancelled",
            "items": [{"id": "B", "price": 10.5, "name": None, "quantity": 3}],
        }
    ]


def test_a_visitors_purchase_is_synced_by_its_number(rees46: httpx.Client) -> None:
    push(rees46, "purchase", items=[{"id": "A", "price": 5}], order_id="O-1")

    imported(rees46, {"id": "O-1", "status": "shipped", "email": "somebody@example.com"})

    imported(rees46, {"id": "O-2", "status": "new", "did": "D1", **JANE})
    assert [(order["id"], order["status"]) for order in bought(rees46, **JANE)] == [("O-1", "shipped"), ("O-2", "new")]


@pytest.mark.parametrize("path", ["import/orders", "import/sync_orders"])
def test_old_clients_get_a_bare_ok(path: str, rees46: httpx.Client) -> None:
    answer = imported(rees46, ORDER, path=path)

    assert (answer.status_code, answer.text) == (200, "OK")
    assert [order["id"] for order in bought(rees46, **JANE)] == ["O-1"]


def test_bad_orders_are_left_out_and_named(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = imported(
        rees46,
        ORDER,
        {"id": "O-2", "status": "new"},
        {"status": "new", **JANE},
        {"id": "O-3", **JANE, "items": "A"},
        {"id": "O-4", **JANE, "date": "yesterday"},
        {"id": "O-5", **JANE, "items": [{"price": 5}]},
    )

    assert answer.json() == SUCCESS
    (request,) = control.get("requests").json()["items"]
    assert [notice for notice in request["notices"] if "left out" in notice] == [
        "orders[3]: items: Input should be a valid list; the row is left out",
        "orders[4]: date: is neither a Unix time nor an ISO date; it is left out",
        "orders[2]: it has no id; the row is left out",
        "orders: O-2 is new and names nobody; it is left out",
        "orders: O-5 has an item without an id; it is left out",
    ]
    assert [order["id"] for order in bought(rees46, **JANE)] == ["O-1", "O-4"]


def test_a_promo_code_of_an_order_is_used_up(rees46: httpx.Client) -> None:
    fetch = {"shop_id": SHOP, "did": "D1", "id": "3184"}
    code = rees46.get("promo_codes/fetch", params=fetch).json()["code"]

    imported(rees46, {**ORDER, "promocode": code})

    assert rees46.get("promo_codes/fetch", params=fetch).json()["code"] != code


def test_the_last_order_that_was_not_cancelled_is_a_list_of_products(rees46: httpx.Client) -> None:
    imported(
        rees46,
        {**ORDER, "id": "O-2", "date": "2020-10-12T10:00:00", "items": [{"id": "B", "price": 7.5, "quantity": 1}]},
        {**ORDER, "did": "D1"},
        {**ORDER, "id": "O-3", "date": 1702338740, "status": "canceled"},
    )

    answer = rees46.get("orders/last_for_user", params={"shop_id": SHOP, "did": "D1", "seance": "S"})

    assert answer.status_code == 200
    assert [(product["id"], product["price_full"], product["name"]) for product in answer.json()] == [("B", 7.5, "B")]


@pytest.mark.parametrize("did", ["nobody", "D1"])
def test_who_bought_nothing_has_no_last_order(did: str, rees46: httpx.Client) -> None:
    push(rees46, "view", item_id="A")

    answer = rees46.get("orders/last_for_user", params={"shop_id": SHOP, "did": did})

    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize(
    ("path", "expected"), [("sync/orders", None), ("import/orders", 400), ("import/sync_orders", 400)]
)
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        *STRANGERS,
        ({"orders": None}, 400, "orders is missing"),
        ({"orders": ORDER}, 400, "orders: Input should be a valid list"),
    ],
)
def test_refuses_an_import(
    path: str, expected: int | None, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.post(path, json={**S2S, "orders": [ORDER], **sent})

    assert (answer.status_code, answer.json()) == (expected or status, refusal(message))


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, **JANE}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
    ],
)
def test_refuses_to_show_the_last_order(sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("orders/last_for_user", params=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
