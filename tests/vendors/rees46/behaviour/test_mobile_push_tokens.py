"""Whose token it is."""

from typing import Any

import httpx

SHOP = "DvLWN2ZTMZ"


def test_a_device_that_nobody_knows_is_registered(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("mobile_push_tokens", json={"shop_id": SHOP, "did": "new-one", "token": "T", "platform": "android"})

    rows = control.get("state/rees46/identifiers", params={"q": "new-one"}).json()

    assert [(row["kind"], row["value"]) for row in rows["items"]] == [("did", "new-one")]


def test_shops_do_not_take_each_others_tokens(rees46: httpx.Client, control: httpx.Client) -> None:
    for shop in (SHOP, "1234567890"):
        rees46.post("mobile_push_tokens", json={"shop_id": shop, "did": "D", "token": "T", "platform": "android"})

    assert control.get("state/rees46/push_tokens").json()["total"] == 2


def test_a_strict_shop_knows_its_devices(rees46: httpx.Client, control: httpx.Client) -> None:
    control.patch(f"rees46/shops/{SHOP}", json={"strict": True})
    token = {"shop_id": SHOP, "token": "T", "platform": "android"}

    known = rees46.post("mobile_push_tokens", json={**token, "did": "gN7WW9zXpM"})
    unknown = rees46.post("mobile_push_tokens", json={**token, "did": "stranger"})

    assert (known.status_code, unknown.status_code) == (200, 404)
    assert unknown.json()["message"] == "Device ID is not valid"


def flags(rees46: httpx.Client) -> dict[str, Any]:
    status = rees46.get("subscriptions/check", params={"shop_id": SHOP, "did": "D1"}).json()
    return {name: on for name, on in status.items() if name.startswith("mobile_push")}


def test_who_gives_a_token_is_subscribed_to_mobile_pushes(rees46: httpx.Client) -> None:
    before = flags(rees46)

    rees46.post("mobile_push_tokens", json={"shop_id": SHOP, "did": "D1", "token": "T", "platform": "ios"})

    names = ("mobile_push", "mobile_push_bulk", "mobile_push_chain", "mobile_push_transactional")
    assert before == dict.fromkeys(names, False)
    assert flags(rees46) == dict.fromkeys(names, True)


def test_who_has_said_no_to_mobile_pushes_stays_so_at_the_next_start(rees46: httpx.Client) -> None:
    token = {"shop_id": SHOP, "did": "D1", "token": "T", "platform": "ios"}
    rees46.post("mobile_push_tokens", json=token)
    rees46.post("subscriptions/manage", json={"shop_id": SHOP, "did": "D1", "mobile_push_bulk": False})

    rees46.post("mobile_push_tokens", json=token)

    assert flags(rees46) == {
        "mobile_push": True,
        "mobile_push_bulk": False,
        "mobile_push_chain": True,
        "mobile_push_transactional": True,
    }
