"""Chapter "Initialize"."""

import httpx
import pytest

SHOP = "DvLWN2ZTMZ"
STARTED = {
    "did": "Ab12Cd34Ef",
    "seance": "Zz98Yy76Xx",
    "sid": "Zz98Yy76Xx",
    "popup": None,
    "currency": "$",
    "email_collector": False,
    "has_email": False,
    "recommendations": True,
    "lazy_load": False,
    "auto_css_recommender": False,
    "cms": "",
    "snippets": [],
    "recone": False,
    "search": {"enabled": True, "landing": "/search", "type": "full", "settings": {"redirects": {}}},
    "web_push_settings": {
        "public_key": "",
        "safari_enabled": False,
        "safari_id": "",
        "service_worker": "/push_sw.js",
    },
    "segment": "B",
}


@pytest.mark.parametrize("path", ["init", "init_script", "init/", "/init"])
@pytest.mark.parametrize("names", [("did", "seance"), ("ssid", "sid")])
def test_answers_all_that_the_sdks_need(path: str, names: tuple[str, str], rees46: httpx.Client) -> None:
    answer = rees46.get(path, params={"shop_id": SHOP, names[0]: "Ab12Cd34Ef", names[1]: "Zz98Yy76Xx", "v": 3})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == STARTED


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"did": "", "sid": "", "seance": "", "stream": "android", "tz": "3"},  # Android's first start
        {"stream": "null"},  # React Native
        {"tz": "2", "stream": "ios", "ios_advertising_id": "A-B"},  # iOS
    ],
)
def test_mints_a_device_and_a_session_where_none_was_sent(sent: dict[str, str], rees46: httpx.Client) -> None:
    started = rees46.get("init", params={"shop_id": SHOP, **sent}).json()

    assert len(started["did"]) == 10
    assert len(started["seance"]) == 10
    assert started["sid"] == started["seance"]
    assert started["segment"] in {"A", "B"}
    assert started == {**STARTED, **{name: started[name] for name in ("did", "seance", "sid", "segment")}}


def test_a_device_stays_on_its_side_of_an_ab_test(rees46: httpx.Client) -> None:
    params = [{"shop_id": SHOP, "did": f"D{number}"} for number in range(20)]

    first, again = ([rees46.get("init", params=one).json()["segment"] for one in params] for _ in range(2))

    assert first == again
    assert set(first) == {"A", "B"}


@pytest.mark.parametrize(
    ("sent", "answered"), [("A", "A"), ("B", "B"), ("SEGMENT[A or B]", "B"), ("", "B"), ("null", "B")]
)
def test_a_client_that_has_chosen_its_side_keeps_it(sent: str, answered: str, rees46: httpx.Client) -> None:
    started = rees46.get("init", params={"shop_id": SHOP, "did": "Ab12Cd34Ef", "segment": sent}).json()

    assert started["segment"] == answered


def test_the_minted_device_is_kept(rees46: httpx.Client) -> None:
    did = rees46.get("init", params={"shop_id": SHOP}).json()["did"]

    assert rees46.get("init", params={"shop_id": SHOP, "did": did}).json()["did"] == did


def test_a_web_page_is_known_again_by_its_cookie(rees46: httpx.Client) -> None:
    page = {"Origin": "https://shop.example"}
    first = rees46.get("init", params={"shop_id": SHOP}, headers=page)

    cookie = {"Cookie": first.headers["set-cookie"].partition(";")[0]}
    again = rees46.get("init", params={"shop_id": SHOP}, headers={**page, **cookie}).json()
    rees46.cookies.clear()
    elsewhere = rees46.get("init", params={"shop_id": SHOP}, headers=cookie).json()

    assert again["did"] == first.json()["did"]
    assert elsewhere["did"] != first.json()["did"]


@pytest.mark.parametrize("value", ["%00a", "%ED%A0%80", "x" * 256, ""])
def test_a_cookie_that_is_no_device_is_not_one(value: str, rees46: httpx.Client) -> None:
    page = {"Origin": "https://shop.example", "Cookie": f"rees46_session_code={value}"}

    started = rees46.get("init", params={"shop_id": SHOP}, headers=page).json()

    assert len(started["did"]) == 10


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": ""}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"shop_id[]": SHOP}, 401, "Shop not found"),
        ({"shop_id": SHOP, "did[]": "x"}, 400, "did: Input should be a valid string"),
        ({"shop_id": SHOP, "did": "x" * 256}, 400, "did: String should have at most 255 characters"),
    ],
)
def test_refuses(sent: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get("init", params=sent)

    assert answer.status_code == status
    assert answer.json() == {"status": "error", "message": message, "payload": {"message": message}}


def test_a_currency_is_the_shops(rees46: httpx.Client) -> None:
    assert rees46.get("init", params={"shop_id": "1234567890"}).json()["currency"] == "₽"
