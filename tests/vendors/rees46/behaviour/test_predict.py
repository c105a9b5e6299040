"""What makes a purchase likely."""

import httpx

from tests.vendors.rees46.calls import SHOP, push


def probability(rees46: httpx.Client, **params: str) -> float:
    answer = rees46.get("predict/probability-to-purchase", params={"shop_id": SHOP, "did": "D1", **params})
    return float(answer.json()["probability"])


def test_what_a_visitor_does_makes_it_likelier(rees46: httpx.Client) -> None:
    chances = [probability(rees46)]
    for event in ("view", "cart"):
        push(rees46, event, items=[{"id": "37"}])
        chances.append(probability(rees46))

    assert chances == [0.0, 0.02, 0.314]


def test_of_one_product(rees46: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "37"}])

    assert probability(rees46, item_id="37") == 0.3
    assert probability(rees46, item_id="52") == 0.0


def test_a_month_later_it_is_forgotten(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "cart", items=[{"id": "37"}])

    control.post("clock/advance", json={"days": 31})

    assert probability(rees46) == 0.0
