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
