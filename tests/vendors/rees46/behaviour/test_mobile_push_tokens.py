"""Whose token it is."""

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
