"""How amounts of certificates are written."""

import httpx
import pytest

from tests.vendors.rees46.calls import S2S


@pytest.mark.parametrize(("nominal", "written"), [(5000, b'"nominal":5000,'), (99.5, b'"nominal":99.5,')])
def test_whole_amounts_have_no_fraction(nominal: float, written: bytes, rees46: httpx.Client) -> None:
    order = {**S2S, "identifier": "10000000001", "code": "gift", "nominal": nominal}

    answer = rees46.post("loyalty/certificates", json=order)

    assert written in answer.content


def test_a_pool_that_pays_a_part_is_one_of_promo_certificates(rees46: httpx.Client) -> None:
    orders = [{**S2S, "identifier": "10000000001", "code": code} for code in ("gift", "birthday")]

    pools = [rees46.post("loyalty/certificates", json=order).json()["payload"]["pool"] for order in orders]

    assert [(pool["payable_order_share"], pool["promo"]) for pool in pools] == [(100, False), (50, True)]
