"""Certificates over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, refusal

JOHN, JANE = "10000000001", "10000000002"
POOL = {
    "id": 1,
    "status": "active",
    "name": "Gift card",
    "description": "",
    "nominal": 1000,
    "flexible_nominal": True,
    "max_flexible_nominal": 10000,
    "personal": False,
    "code": "gift",
    "expiration_days": 365,
    "streams": [],
    "location_ids": [],
    "min_order_value": 0,
    "payable_order_share": 100,
    "exclude_products": [],
    "promo": False,
    "activation_delay": 0,
}
BOUGHT = {
    "id": 1,
    "status": "created",
    "nominal": 5000,
    "balance": 5000,
    "owner_identifier": None,
    "owner_name": None,
    "buyer_identifier": JOHN,
    "created_date": "2030-01-01",
    "activated_date": None,
    "deactivated_date": None,
    "expiration_date": None,
    "planned_activation_date": None,
    "batch": None,
}
ACTIVE = {
    "status": "active",
    "owner_identifier": JANE,
    "owner_name": "Jane",
    "activated_date": "2030-01-01",
    "expiration_date": "2031-01-01",
}
PATHS = [
    ("POST", ""),
    ("GET", ""),
    ("PATCH", "/activate"),
    ("PATCH", "/block"),
    ("PATCH", "/unblock"),
    ("PATCH", "/deactivate"),
    ("GET", "/balance"),
    ("GET", "/transactions"),
    ("GET", "/by-user"),
]


@pytest.fixture(autouse=True)
def today(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-01T12:00:00Z", "frozen": True})


def call(rees46: httpx.Client, method: str, path: str, **sent: Any) -> Any:
    how: dict[str, Any] = {"params": {**S2S, **sent}} if method == "GET" else {"json": {**S2S, **sent}}
    answer = rees46.request(method, f"loyalty/certificates{path}", **how)
    assert (answer.status_code, answer.json()["success"]) == (200, True), answer.text
    return answer.json()["payload"]


@pytest.fixture
def code(rees46: httpx.Client) -> str:
    made = call(rees46, "POST", "", identifier=JOHN, code="gift", nominal=5000)
    return str(made["certificate"]["code"])


def test_creates_a_certificate(rees46: httpx.Client) -> None:
    order = {**S2S, "identifier": JOHN, "code": "gift", "nominal": 5000}

    answer = rees46.post("loyalty/certificates", json=order)

    code = answer.json()["payload"]["certificate"]["code"]
    payload = {"certificate": {**BOUGHT, "code": code}, "pool": POOL}
    assert (answer.status_code, answer.json()) == (200, {"success": True, "payload": payload})
    assert (code[:5], len(code)) == ("gift-", 13)


def test_activates_blocks_unblocks_and_ends_it(code: str, rees46: httpx.Client) -> None:
    paths = ["/activate", "/block", "/unblock", "/deactivate"]
    given = [{"owner_identifier": JANE, "owner_name": "Jane"}, {}, {}, {}]

    found = [call(rees46, "PATCH", path, code=code, **more) for path, more in zip(paths, given, strict=True)]

    whole = {**BOUGHT, **ACTIVE, "code": code}
    assert found == [
        {"certificate": {**whole, **state}, "pool": POOL}
        for state in (
            {},
            {"status": "blocked"},
            {},
            {"status": "deactivated", "deactivated_date": "2030-01-01"},
        )
    ]


def test_tells_what_is_known_of_it(code: str, rees46: httpx.Client) -> None:
    call(rees46, "PATCH", "/activate", code=code, owner_identifier=JANE, owner_name="Jane")

    known = {"certificate": {**BOUGHT, **ACTIVE, "code": code}, "pool": POOL}
    assert call(rees46, "GET", "/balance", code=code) == known
    assert call(rees46, "GET", "/transactions", code=code) == {"transactions": [], **known}
    assert call(rees46, "GET", "/by-user", identifier=JANE) == {"certificates": [known]}
    assert call(rees46, "GET", "/by-user", identifier=JOHN) == {"certificates": []}


@pytest.mark.parametrize(
    ("event", "first", "last", "count"),
    [
        ("created", "2030-01-01", "2030-01-01", 1),
        ("created", "2030-01-02", "2030-01-31", 0),
        ("activated", "2029-12-01", "2030-01-01", 1),
        ("deactivated", "2029-12-01", "2030-01-31", 0),
    ],
)
def test_lists_a_pool(event: str, first: str, last: str, count: int, code: str, rees46: httpx.Client) -> None:
    call(rees46, "PATCH", "/activate", code=code, owner_identifier=JANE, owner_name="Jane")

    found = call(rees46, "GET", "", code="gift", event=event, date_from=first, date_to=last)

    assert found == {"certificates": [{**BOUGHT, **ACTIVE, "code": code}] * count, "pool": POOL}


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize(
    ("credentials", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": "nobody"}, 401, "Shop not found"),
        ({"shop_id": "DvLWN2ZTMZ"}, 403, "Invalid secret key"),
        ({"shop_id": "DvLWN2ZTMZ", "shop_secret": "wrong"}, 403, "Invalid secret key"),
    ],
)
def test_refuses_strangers(
    credentials: dict[str, str], status: int, message: str, method: str, path: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, f"loyalty/certificates{path}", params=credentials)

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("POST", "", {}, 400, "identifier is missing"),
        ("POST", "", {"identifier": JOHN}, 400, "code is missing"),
        ("POST", "", {"identifier": JOHN, "code": "nope"}, 400, "Code is not valid"),
        ("POST", "", {"identifier": "447700900123", "code": "gift"}, 400, "Identifier is not valid"),
        (
            "POST",
            "",
            {"identifier": JOHN, "code": "gift", "nominal": 10001},
            400,
            "nominal: must be above 0 and at most 10000",
        ),
        ("GET", "", {"code": "gift"}, 400, "event is missing"),
        (
            "GET",
            "",
            {"code": "gift", "event": "sold", "date_from": "2030-01-01", "date_to": "2030-01-01"},
            400,
            "event: Input should be 'created', 'activated' or 'deactivated'",
        ),
        (
            "GET",
            "",
            {"code": "gift", "event": "created", "date_from": "soon", "date_to": "2030-01-01"},
            400,
            "date_from: is not a date in YYYY-MM-DD format",
        ),
        ("PATCH", "/activate", {}, 400, "code is missing"),
        ("PATCH", "/activate", {"code": "nope"}, 400, "Code is not valid"),
        ("PATCH", "/activate", {"code": "nope", "owner_identifier": "46700000003"}, 400, "Identifier is not valid"),
        ("PATCH", "/block", {"code": "nope"}, 400, "Code is not valid"),
        ("PATCH", "/unblock", {"code": "nope"}, 400, "Code is not valid"),
        ("PATCH", "/deactivate", {"code": "nope"}, 400, "Code is not valid"),
        ("GET", "/balance", {"code": "nope"}, 400, "Code is not valid"),
        ("GET", "/transactions", {"code": "nope"}, 400, "Code is not valid"),
        ("GET", "/by-user", {"identifier": "447700900123"}, 400, "Identifier is not valid"),
    ],
)
def test_refuses(method: str, path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request(method, f"loyalty/certificates{path}", params={**S2S, **sent})

    assert (answer.status_code, answer.json()) == (status, {"success": False, **refusal(message)})


@pytest.mark.parametrize(
    ("before", "path", "message"),
    [
        ([], "/block", "Certificate is created"),
        (["/activate"], "/activate", "Certificate is active"),
        (["/activate"], "/unblock", "Certificate is active"),
        (["/deactivate"], "/activate", "Certificate is deactivated"),
        (["/deactivate"], "/deactivate", "Certificate is deactivated"),
    ],
)
def test_refuses_what_its_state_forbids(
    before: list[str], path: str, message: str, code: str, rees46: httpx.Client
) -> None:
    for step in before:
        call(rees46, "PATCH", step, code=code)

    answer = rees46.patch(f"loyalty/certificates{path}", json={**S2S, "code": code})

    assert (answer.status_code, answer.json()) == (422, {"success": False, **refusal(message)})
