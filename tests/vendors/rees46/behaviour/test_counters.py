"""How often a product was looked at, put into a cart and bought."""

import httpx

from tests.vendors.rees46.calls import SHOP, push


def test_counts_the_last_day_and_the_last_half_hour(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2026-01-01T00:00:00Z", "frozen": True})
    push(rees46, "view", items=[{"id": "37"}])
    control.post("clock/advance", json={"hours": 23})
    push(rees46, "view", items=[{"id": "37"}, {"id": "187"}])
    push(rees46, "cart", items=[{"id": "37", "amount": 4}])

    control.post("clock/advance", json={"minutes": 29})
    both = rees46.get("products/counters", params={"shop_id": SHOP, "item": "37"}).json()
    control.post("clock/advance", json={"hours": 1})
    later = rees46.get("products/counters", params={"shop_id": SHOP, "item": "37"}).json()

    none = {"view": 0, "cart": 0, "purchase": 0}
    triggers = {"back_in_stock": 0, "price_drop": 0}
    assert both == {
        "daily": {"view": 2, "cart": 1, "purchase": 0},
        "now": {"view": 1, "cart": 1, "purchase": 0},
        "triggers": triggers,
    }
    assert later == {"daily": {"view": 1, "cart": 1, "purchase": 0}, "now": none, "triggers": triggers}


def test_counts_who_waits_for_a_product(rees46: httpx.Client) -> None:
    for did in ("D1", "D2"):
        wanted = {"shop_id": SHOP, "did": did, "item": "37"}
        rees46.post("subscriptions/subscribe_for_product_price", json={**wanted, "price": 300})
    rees46.post("subscriptions/subscribe_for_product_available", json=wanted)
    rees46.post("subscriptions/subscribe_for_product_available", json={**wanted, "item": "187"})

    counters = rees46.get("products/counters", params={"shop_id": SHOP, "item": "37"}).json()

    assert counters["triggers"] == {"back_in_stock": 1, "price_drop": 2}
