"""What tests of the loyalty program share: a member, a cart, a day, the shop's program and what the cart comes to."""

from typing import Any

import httpx

from tests.vendors.rees46.calls import S2S, SHOP

JANE = {**S2S, "identifier": "10000000002"}
"""A member of the demo shop's program."""
TENT = {"product_id": "187", "price": 1000, "quantity": 1}


def estimate(rees46: httpx.Client, **more: Any) -> dict[str, Any]:
    """What Jane's cart comes to."""
    answer = rees46.post("loyalty/checkout/estimate", json={**JANE, "cart_items": [TENT], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]  # type: ignore[no-any-return]


def set_program(control: httpx.Client, *promotions: dict[str, Any], **more: Any) -> None:
    """The shop's program has these promotions, numbered from 1, and nothing but them and `more`."""
    numbered = [{"id": number, **one} for number, one in enumerate(promotions, 1)]
    answer = control.put(f"rees46/shops/{SHOP}/loyalty", json={"promotions": numbered, **more})
    assert answer.status_code == 200, answer.text


def certificate(rees46: httpx.Client, pool: str, **order: Any) -> str:
    """The code of an active certificate of Jane's."""
    made = rees46.post("loyalty/certificates", json={**JANE, "code": pool, **order}).json()
    code = str(made["payload"]["certificate"]["code"])
    rees46.patch("loyalty/certificates/activate", json={**S2S, "code": code})
    return code
