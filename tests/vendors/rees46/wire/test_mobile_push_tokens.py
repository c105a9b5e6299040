"""Chapter "Mobile push tokens"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import changed

SHOP = "DvLWN2ZTMZ"
TOKEN = {"shop_id": SHOP, "did": "D1", "token": "T1", "platform": "ios"}


def kept(control: httpx.Client) -> list[tuple[str, str, str]]:
    rows = control.get("state/rees46/push_tokens").json()["items"]
    return [(row["did"], row["platform"], row["token"]) for row in rows]


@pytest.mark.parametrize("how", ["data", "json", "params"])
def test_takes_a_token_however_it_is_sent(how: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("mobile_push_tokens", **{how: TOKEN})

    assert answer.status_code == 200
    assert answer.json() == {"status": "success"}
    assert kept(control) == [("D1", "ios", "T1")]


def test_a_device_has_one_token_for_each_platform(rees46: httpx.Client, control: httpx.Client) -> None:
    for platform, token in [("ios", "T1"), ("android", "T2"), ("ios", "T3")]:
        rees46.post("mobile_push_tokens", json={**TOKEN, "platform": platform, "token": token})

    assert kept(control) == [("D1", "ios", "T3"), ("D1", "android", "T2")]


def test_a_token_moves_to_the_device_that_sends_it(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("mobile_push_tokens", json=TOKEN)

    rees46.post("mobile_push_tokens", json={**TOKEN, "did": "D2"})

    assert kept(control) == [("D2", "ios", "T1")]


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_id": "unknown"}, 401, "Shop not found"),
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({"did": ""}, 401, "Device ID is not valid"),
        ({"did": "", "shop_secret": "EIxTuot8sj", "email": "a@b.example"}, 422, "did is missing"),
        ({"did": "x" * 256}, 422, "did: String should have at most 255 characters"),
        ({"token": None}, 422, "token is missing"),
        ({"token": ""}, 422, "token is missing"),
        ({"token": {"a": 1}}, 422, "token: Input should be a valid string"),
        ({"token": "x" * 4097}, 422, "token: String should have at most 4096 characters"),
        ({"platform": None}, 422, "platform is missing"),
        ({"platform": "symbian"}, 422, "platform: Input should be 'ios', 'android' or 'ios_firebase'"),
        ({"push_provider": "pigeon"}, 422, "push_provider: Input should be 'firebase' or 'huawei'"),
    ],
)
def test_refuses(
    changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    sent = changed(TOKEN, changes)

    answer = rees46.post("mobile_push_tokens", json=sent)

    assert answer.status_code == status
    assert answer.json() == {"status": "error", "message": message, "payload": {"message": message}}
    assert kept(control) == []
