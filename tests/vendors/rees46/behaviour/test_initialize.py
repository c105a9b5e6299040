"""A start is remembered."""

import httpx

SHOP = "DvLWN2ZTMZ"


def test_two_devices_without_a_did_are_two(rees46: httpx.Client) -> None:
    rees46.cookies.clear()
    dids = {rees46.get("init", params={"shop_id": SHOP}).json()["did"] for _ in range(3)}

    assert len(dids) == 3
