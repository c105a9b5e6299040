"""How each SDK starts: its exact requests, and what its parser needs of the answers."""

import json
from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import SHOP, rows

SUCCESS = {"status": "success"}
PAGE = {"Origin": "https://shop.example", "Referer": "https://shop.example/"}


def did_of(init: httpx.Response) -> str:
    """What every SDK needs of /init; without it Android waits for ever and React Native throws."""
    body = init.json()
    assert init.status_code == 200
    assert all(isinstance(body[name], str) and body[name] for name in ("did", "seance", "sid"))
    assert "message" not in body
    assert body["popup"] is None
    assert isinstance(body["search"]["settings"]["redirects"], dict)
    return str(body["did"])


def test_android(rees46: httpx.Client, control: httpx.Client) -> None:
    sdk = {"User-Agent": "Personalizatio SDK REES46, v2.9.1"}
    common = {"shop_id": SHOP, "seance": "Zz98Yy76Xx", "sid": "Zz98Yy76Xx", "segment": "A", "stream": "android"}

    init = rees46.get("init", params={**common, "did": "", "tz": "3"}, headers=sdk)
    common["did"] = did_of(init)
    answers = [
        rees46.post(path, content=json.dumps({**common, **sent}), headers={**sdk, "Content-Type": "application/json"})
        for path, sent in [
            ("mobile_push_tokens", {"token": "T1", "platform": "android", "push_provider": "firebase"}),
            ("profile/set", {"google_advertising_id": "38400000-8cf0-11bd-b23e-10b96e40000d"}),
            ("push", {"event": "view", "items": [{"id": "37"}]}),
            ("track/received", {"type": "bulk", "code": "abc"}),
        ]
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer.json() == SUCCESS for answer in answers)
    assert rows(control, "push_tokens", "did", "token") == [(common["did"], "T1")]


def test_android_that_kept_its_did_over_a_reset(rees46: httpx.Client) -> None:
    """Android asks /init only at its first start."""
    common = {"shop_id": SHOP, "did": "kept-did-1", "seance": "Zz98Yy76Xx", "sid": "Zz98Yy76Xx", "stream": "android"}

    token = rees46.post("mobile_push_tokens", json={**common, "token": "T1", "platform": "android"})
    profile = rees46.post("profile/set", json={**common, "google_advertising_id": "x"})
    cart = rees46.post("push", json={**common, "event": "cart", "items": [{"id": "37", "amount": "1"}]})

    assert [answer.json() for answer in (token, profile, cart)] == [SUCCESS] * 3


def test_ios(rees46: httpx.Client) -> None:
    sdk = {"Accept": "application/json", "Content-Type": "application/json"}

    did = did_of(rees46.get("init", params={"shop_id": SHOP, "tz": "2", "stream": "ios"}))
    common = {"shop_id": SHOP, "did": did, "seance": "Zz98Yy76Xx", "sid": "Zz98Yy76Xx", "segment": "A"}
    shown = rees46.post("popup/showed", json={**common, "popup": 0}, headers=sdk)
    token = rees46.post("mobile_push_tokens", json={**common, "token": "ab12", "platform": "ios"}, headers=sdk)
    again = rees46.get("init", params={"shop_id": SHOP, "did": did, "ios_advertising_id": "A-B", "stream": "ios"})
    profile = rees46.post("profile/set", json={**common, "apple_advertising_id": "A-B"}, headers=sdk)
    view = {"event": "view", "items": [{"id": "37"}], "source": {"from": "", "code": ""}}
    viewed = rees46.post("push", json={**common, **view}, headers=sdk)
    delivered = rees46.post("track/delivered", json={**common, "type": "bulk", "code": "abc"}, headers=sdk)

    assert did_of(again) == did
    assert [one.json() for one in (shown, token, profile, viewed, delivered)] == [SUCCESS] * 5


def test_react_native(rees46: httpx.Client) -> None:
    sdk = {"User-Agent": "ReactNative Android SDK v4.0.0", "Content-Type": "application/x-www-form-urlencoded"}

    init = rees46.get("init", params={"shop_id": SHOP, "stream": "null"}, headers=sdk)
    did = did_of(init)
    common: dict[str, Any] = {"shop_id": SHOP, "did": did, "seance": init.json()["seance"], "sid": init.json()["sid"]}
    in_query = {**common, "stream": "null", "token": "T1", "platform": "android"}
    token = rees46.post("mobile_push_tokens", params=in_query, headers=sdk)
    viewed = rees46.post("push", json={**common, "stream": None, "event": "view", "items": [{"id": "37"}]})
    nps = {"channel": "ios_app", "category": "checkout", "rate": 9, "comment": "a%3Ab"}
    reviewed = rees46.post("nps/create", params={**common, **nps}, headers=sdk)

    assert [answer.json() for answer in (token, viewed, reviewed)] == [SUCCESS] * 3


def test_javascript(rees46: httpx.Client) -> None:
    init = rees46.get("init", params={"shop_id": SHOP, "v": "3", "tz": "2"}, headers=PAGE)
    common = {"shop_id": SHOP, "did": did_of(init), "seance": "Zz98Yy76Xx"}
    asked = rees46.options("push", headers={**PAGE, "Access-Control-Request-Method": "POST"})
    answers = [
        rees46.post(path, json={**common, **sent}, headers=PAGE)
        for path, sent in [
            ("push", {"event": "view", "items": [{"id": "37", "stock": True}]}),
            ("popup/showed", {"popup": 101}),
            ("web_push_subscriptions", {"subscription": {"endpoint": "https://push.example/1", "keys": {}}}),
            ("web_push_subscriptions/showed", {}),
            ("track/opened", {"type": "bulk", "code": "abc"}),
        ]
    ]

    assert asked.status_code == 204
    assert [answer.json() for answer in answers] == [SUCCESS] * 5
    for answer in (init, asked, *answers):
        assert answer.headers["access-control-allow-origin"] == PAGE["Origin"]
        assert answer.headers["access-control-allow-credentials"] == "true"


def test_javascript_of_old(rees46: httpx.Client) -> None:
    script = rees46.get("init_script", params={"shop_id": SHOP, "ssid": "0f8fad5b-d9cb-469f-a165-70867728950e"})

    collected = {"shop_id": SHOP, "ssid": did_of(script), "email": "new@example.org"}
    answer = rees46.post("subscriptions/create", data=collected, headers=PAGE)

    assert script.json()["did"] == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert answer.json() == SUCCESS


FORM = (
    "event=view&shop_id=DvLWN2ZTMZ&ssid={ssid}&user_id=100500&user_email=jane%40example.org&item_id%5B0%5D=37"
    "&price%5B0%5D=199.0000&is_available%5B0%5D=1&categories%5B0%5D=5%2C7&amount%5B0%5D=1&rating=5&isAvailable=true"
)


@pytest.mark.parametrize("agent", ["", "Java/1.8.0_292"])
def test_php_and_java(agent: str, rees46: httpx.Client, control: httpx.Client) -> None:
    """The Java client's mapping fails on any key beside `status`; PHP's curl sends no User-Agent."""
    headers = {"User-Agent": agent, "Content-Type": "application/x-www-form-urlencoded"}

    ssid = rees46.get("generate_ssid", params={"shop_id": SHOP}, headers=headers)
    pushed = rees46.post("push", content=FORM.format(ssid=ssid.text), headers=headers)
    wanted = {"shop_id": SHOP, "ssid": ssid.text, "recommender_type": "popular", "cart_item_id[0]": "187", "limit": 1}
    recommended = rees46.get("recommend", params=wanted, headers=headers)

    assert (ssid.status_code, len(ssid.text)) == (200, 36)
    assert ssid.headers["content-type"].startswith("text/plain")
    assert (pushed.status_code, pushed.json()) == (200, SUCCESS)
    assert (recommended.status_code, recommended.json()) == (200, ["123"])
    assert recommended.headers["content-type"].startswith("application/json")
    assert rows(control, "events", "event", "product", did=ssid.text) == [("view", "37")]
