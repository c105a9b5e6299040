"""How certificates pay for an order."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP
from tests.vendors.rees46.loyalty import certificate, estimate

pytestmark = pytest.mark.usefixtures("march")


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
