"""Chapter "Events tracking", as clients send it."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SECRET, SHOP, SUCCESS, open_shop, profile, push, refusal, rows

WEB = {"shop_id": SHOP, "did": "D1", "sid": "S1", "seance": "S1", "stream": "web"}
REACT_NATIVE = {"shop_id": SHOP, "did": "D1", "sid": "S1", "seance": "S1", "segment": "A", "stream": None}
IOS = {"shop_id": SHOP, "did": "D1", "seance": "S1", "sid": "S1", "segment": "B", "stream": "ios"}
ANDROID = {"shop_id": SHOP, "did": "D1", "sid": "S1", "seance": "S1", "segment": "A", "stream": "android"}

BODIES: list[dict[str, Any]] = [
    {**WEB, "event": "view", "item_id": ["37"], "is_available": [1], "referer": "https://shop.example/"},
    {**REACT_NATIVE, "event": "view", "items": [{"id": 37}], "source": '{"from":"bulk","code":"C1"}'},
    {**REACT_NATIVE, "event": "cart", "items": [{"id": "37", "amount": 2}], "full_cart": False},
    {**REACT_NATIVE, "event": "recone_view", "recommended_by": "stories", "recommended_code": "S"},
    {**REACT_NATIVE, "event": "recone_click"},
    {**IOS, "event": "view", "items": [{"id": "37"}], "source": {"from": "", "code": ""}},
    {**IOS, "event": "cart", "items": [{"id": "37", "amount": "2"}], "full_cart": "true"},
    {**IOS, "event": "purchase", "items": [{"id": "37", "amount": 3}], "order_id": "123", "order_price": "33.3"},
    {**ANDROID, "event": "cart", "items": [{"id": "37", "amount": "2"}], "from": "bulk", "code": "C1"},
    {**ANDROID, "event": "category", "category_id": "100500"},
    {**ANDROID, "event": "search", "search_query": "socks"},
    {**WEB, "event": "banner_view"},
    {**WEB, "event": "banner_click"},
]


@pytest.mark.parametrize("body", BODIES)
def test_takes_what_each_sdk_sends(body: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.post("push", json=body)

    assert (answer.status_code, answer.json()) == (200, SUCCESS)


def test_an_old_clients_form_is_the_same_event(rees46: httpx.Client, control: httpx.Client) -> None:
    form = (
        "event=cart&shop_id=DvLWN2ZTMZ&ssid=D1&user_id=7&item_id[0]=37&price[0]=199.0000&amount[0]=2&categories[0]=5,7"
    )
    answer = rees46.post("push", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert answer.json() == SUCCESS
    assert rows(control, "events", "event", "did", "product", "price", "amount") == [("cart", "D1", "37", 199.0, 2)]


def test_an_old_client_names_who_bought_by_user_email(rees46: httpx.Client) -> None:
    form = {"event": "purchase", "shop_id": SHOP, "ssid": "D1", "user_email": "jane@example.org", "order_id": "N1"}

    answer = rees46.post("push", data={**form, "item_id[0]": "37", "price[0]": "199.0000"})

    assert answer.json() == SUCCESS
    assert [order["id"] for order in profile(rees46, email="jane@example.org")["orders"]] == ["N1"]


def test_a_form_may_leave_out_a_number_of_a_column(rees46: httpx.Client, control: httpx.Client) -> None:
    form = f"event=cart&shop_id={SHOP}&did=D1&item_id[0]=37&item_id[1]=38&amount[1]=5"

    rees46.post("push", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert rows(control, "cart_lines", "product", "amount") == [("37", 1), ("38", 5)]


def test_everything_may_stand_in_the_query(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("push", params={"shop_id": SHOP, "did": "D1", "event": "view", "item_id[0]": "37"})

    assert answer.json() == SUCCESS
    assert rows(control, "events", "event", "product") == [("view", "37")]


def test_an_event_keeps_its_circumstances(rees46: httpx.Client, control: httpx.Client) -> None:
    push(
        rees46,
        "view",
        items=[{"id": "37", "price": 9.5}],
        seance="S1",
        stream="ios",
        segment="A",
        source={"from": "bulk", "code": "C1"},
    )

    names = ("did", "sid", "stream", "segment", "recommended_by", "recommended_code", "product", "price", "details")
    assert rows(control, "events", *names) == [("D1", "S1", "ios", "A", "bulk", "C1", "37", 9.5, None)]


def test_a_server_may_name_a_contact_instead_of_a_device(rees46: httpx.Client, control: httpx.Client) -> None:
    body = {"shop_id": SHOP, "shop_secret": SECRET, "email": "Server@Example.org", "event": "view", "item_id": "37"}

    answer = rees46.post("push", json=body)

    assert answer.json() == SUCCESS
    assert rows(control, "identifiers", "kind", value="server@example.org") == [("email",)]


def test_what_counts_as_not_sent_is_told_beside_the_answer(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = push(rees46, "view", item_id="37", segment="SEGMENT[A or B]", source={"from": "nowhere", "code": "C1"})

    assert answer.json() == SUCCESS
    assert answer.headers.get_list("x-emulator-notice") == [
        "recommended_by, source or from counts as not sent: it names no source that is known",
        "segment counts as not sent: it is neither A nor B",
    ]
    assert rows(control, "events", "segment", "recommended_by") == [(None, None)]


VIEW = {"shop_id": SHOP, "did": "D1", "event": "view", "item_id": "37"}
REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"shop_id": None}, 401, "Shop not found"),
    ({"shop_id": "0" * 30}, 401, "Shop not found"),
    ({"did": None}, 401, "Device ID is not valid"),
    ({"did": ""}, 401, "Device ID is not valid"),
    ({"did": "null"}, 401, "Device ID is not valid"),
    ({"did": ["D1"]}, 401, "Device ID is not valid"),
    ({"did": None, "email": "jane@example.org"}, 403, "Invalid secret key"),
    ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
    ({"did": "x" * 256}, 422, "did: String should have at most 255 characters"),
    ({"did": None, "shop_secret": SECRET, "email": "nobody"}, 422, "email: is not an e-mail address"),
    ({"event": None}, 422, "event is missing"),
    ({"event": ""}, 422, "event is missing"),
    ({"item_id": None}, 422, "items is missing"),
    ({"item_id": ""}, 422, "items is missing"),
    ({"item_id": None, "items": []}, 422, "items is missing"),
    ({"item_id": "a\\b"}, 422, "item_id: no item has a valid id"),
    ({"event": "category"}, 422, "category_id is missing"),
    ({"event": "category", "category_id": ""}, 422, "category_id is missing"),
    ({"event": "category", "category_id": ["1"]}, 422, "category_id: Input should be a valid string"),
    ({"event": "search"}, 422, "search_query is missing"),
    ({"event": "search", "search_query": ["x"]}, 422, "search_query: Input should be a valid string"),
    ({"event": "purchase", "order_id": "x" * 256}, 422, "order_id: String should have at most 255 characters"),
    ({"event": "cart", "full_cart": []}, 422, "full_cart: Input should be a valid boolean"),
    ({"stream": {"a": 1}}, 422, "stream: Input should be a valid string"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "status", "message"), REFUSED)
def test_refuses(
    change: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    answer = rees46.post("push", json={**VIEW, **change})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
    assert rows(control, "events", "id") == []


def test_an_unknown_event_is_refused_by_name(rees46: httpx.Client) -> None:
    answer = push(rees46, "sneeze")

    assert answer.status_code == 422
    assert answer.json()["message"].startswith("event: Input should be 'view', 'category'")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_only_post_is_taken(method: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, "push", params=VIEW)

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


# Track custom event


def test_a_custom_event_keeps_what_the_shop_adds(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post(
        "push/custom",
        json={
            **IOS,
            "event": "my_event",
            "category": "c",
            "label": "l",
            "value": "42",
            "payload": {"a": 1},
            "own": "x",
        },
    )

    assert answer.json() == SUCCESS
    details = {"category": "c", "label": "l", "value": 42, "payload": {"a": 1}, "own": "x"}
    assert rows(control, "events", "event", "did", "sid", "details") == [("my_event", "D1", "S1", details)]


def test_a_value_that_is_no_number_counts_as_not_sent(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("push/custom", data={"event": "e", "shop_id": SHOP, "did": "D1", "value": "EVENT_VALUE"})

    assert answer.json() == SUCCESS
    assert rows(control, "events", "event", "details") == [("e", None)]


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"did": None}, 401, "Device ID is not valid"),
        ({"event": None}, 422, "event is missing"),
        ({"event": ""}, 422, "event is missing"),
        ({"event": "x" * 256}, 422, "event: String should have at most 255 characters"),
        ({"label": []}, 422, "label: Input should be a valid string"),
    ],
)
def test_a_custom_event_is_refused(change: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post("push/custom", json={"shop_id": SHOP, "did": "D1", "event": "e", **change})

    assert (answer.status_code, answer.json()) == (status, refusal(message))


def test_a_phone_under_email_is_a_phone(rees46: httpx.Client) -> None:
    answer = push(rees46, "view", item_id="37", email="+44 7700 900123")

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, phone="447700900123")["email"] is None


@pytest.mark.parametrize("email", ["nobody", "12", "+1 (2)", "@example.org"])
def test_what_is_no_email_loses_no_event(email: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = push(rees46, "view", item_id="37", email=email)

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert rows(control, "events", "event", did="D1") == [("view",)]
    assert rows(control, "identifiers", "kind", value=email) == []


def test_a_strict_shop_refuses_what_is_no_email(rees46: httpx.Client, control: httpx.Client) -> None:
    shop = open_shop(control, strict=True)
    rees46.get("init", params={"shop_id": shop["shop_id"], "did": "D1"})

    answer = push(rees46, "view", item_id="37", email="nobody", shop_id=shop["shop_id"])

    assert (answer.status_code, answer.json()) == (422, refusal("email: is not an e-mail address"))
