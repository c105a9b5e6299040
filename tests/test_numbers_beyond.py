"""Numbers that JSON can write and no number can hold: a vendor answers something, and the journal has it."""

import httpx
import pytest

S2S = '"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"'
BODIES = {
    "profile/set": '{%s, "email": "a@b.se", "age": %s}',
    "import/audience": '{%s, "audience": [{"email": "a@b.se", "age": %s}]}',
    "push": '{%s, "event": "view", "did": "x", "items": [{"id": "1", "amount": %s}]}',
    "loyalty/checkout/estimate": '{%s, "bonuses_amount": %s, "cart_items": [{"product_id": "1", "price": 10}]}',
    "nps/create": '{%s, "rate": %s, "channel": "web", "category": "delivery", "email": "a@b.se"}',
}


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN"])
@pytest.mark.parametrize("path", BODIES)
def test_a_number_beyond_all_numbers_breaks_nothing(
    path: str, number: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    body = BODIES[path] % (S2S, number)

    answer = rees46.post(path, content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code < 500, answer.text
    (entry,) = control.get("/requests").json()["items"]
    assert (entry["path"], entry["status"]) == (f"/{path}", answer.status_code)
