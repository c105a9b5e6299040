"""How certificates pay for an order."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

JANE = {**S2S, "identifier": "10000000002"}
TENT = {"product_id": "187", "price": 1000, "quantity": 1}


@pytest.fixture(autouse=True)
def today(control: httpx.Client) -> None:
    control.put("clock", json={"now": "2027-03-10T12:00:00Z"})


def estimate(rees46: httpx.Client, **more: Any) -> dict[str, Any]:
    answer = rees46.post("loyalty/checkout/estimate", json={**JANE, "cart_items": [TENT], **more})
    assert answer.status_code == 200, answer.text
    return answer.json()["payload"]  # type: ignore[no-any-return]


def certificate(rees46: httpx.Client, pool: str, **order: Any) -> str:
    made = rees46.post("loyalty/certificates", json={**JANE, "code": pool, **order}).json()
    code = str(made["payload"]["certificate"]["code"])
    rees46.patch("loyalty/certificates/activate", json={**S2S, "code": code})
    return code


def test_of_promo_certificates_one_pays_its_part_before_the_gift_cards(rees46: httpx.Client) -> None:
    gift = certificate(rees46, "gift", nominal=100)
    first, second = certificate(rees46, "birthday"), certificate(rees46, "birthday")

    found = estimate(rees46, certificates=[gift, first, second, "nobody's"])

    assert found["certificates"] == [first, gift]
    assert found["certificates_failed"] == [
        {"code": "nobody's", "message": "Code is not valid"},
        {"code": second, "message": "Only one promo certificate can be used in an order"},
    ]
    assert (found["saved_by_certificates"], found["order_to_pay"]) == (600, 300)


def test_a_members_own_certificates_are_found_without_naming_them(rees46: httpx.Client) -> None:
    own = certificate(rees46, "birthday")

    assert estimate(rees46, use_personal_certificates=True)["certificates"] == [own]
    assert estimate(rees46)["certificates"] == []


@pytest.mark.parametrize(
    ("pool", "more", "why"),
    [
        ({"min_order_value": 1001}, {}, "Order value is too low"),
        ({"streams": ["pos"]}, {"stream": "ios"}, "Certificate is not valid in this stream"),
        ({"location_ids": ["oslo"]}, {}, "Certificate is not valid in this location"),
        ({"personal": True}, {"identifier": "10000000001"}, "Certificate belongs to another member"),
        ({"activation_delay": 1}, {}, "Certificate is not active"),
    ],
)
def test_a_pool_says_what_its_certificates_pay(
    pool: dict[str, Any], more: dict[str, Any], why: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    control.put(f"rees46/shops/{SHOP}/loyalty", json={"certificate_pools": [{"code": "p", **pool}]})
    code = certificate(rees46, "p")

    found = estimate(rees46, certificates=[code], **more)

    assert (found["certificates"], found["certificates_failed"]) == ([], [{"code": code, "message": why}])


def test_a_promo_certificate_does_not_go_with_a_referral_code(rees46: httpx.Client) -> None:
    joined = rees46.post("loyalty/referral/join", json={**S2S, "identifier": "10000000001", "id": 1}).json()
    code, own = joined["payload"]["code"], certificate(rees46, "birthday")

    found = estimate(rees46, certificates=[own], promo_codes=[code])

    why = "Promo certificate cannot be used with a referral code"
    assert (found["promo_codes"], found["certificates_failed"]) == ([code], [{"code": own, "message": why}])
