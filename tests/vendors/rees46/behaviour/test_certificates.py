"""What a pool says of its certificates."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP

JOHN = "10000000001"


def bought(rees46: httpx.Client, control: httpx.Client, pool: dict[str, Any], **order: Any) -> dict[str, Any]:
    """A certificate of a pool, activated at once on New Year's Day."""
    control.put("clock", json={"now": "2030-01-01T12:00:00Z", "frozen": True})
    program = control.put(f"rees46/shops/{SHOP}/loyalty", json={"certificate_pools": [{"code": "p", **pool}]})
    assert program.status_code == 200, program.text
    made = rees46.post("loyalty/certificates", json={**S2S, "identifier": JOHN, "code": "p", **order}).json()
    code = made["payload"]["certificate"]["code"]
    active = rees46.patch("loyalty/certificates/activate", json={**S2S, "code": code}).json()
    found: dict[str, Any] = active["payload"]["certificate"]
    return found


@pytest.mark.parametrize(
    ("pool", "order", "shown"),
    [
        ({"nominal": 300}, {"nominal": 900}, {"nominal": 300, "expiration_date": None, "owner_identifier": None}),
        ({"flexible_nominal": True}, {"nominal": 900}, {"nominal": 900, "balance": 900}),
        ({"flexible_nominal": True, "nominal": 250.5}, {}, {"nominal": 250.5}),
        ({"personal": True}, {}, {"owner_identifier": JOHN}),
        (
            {"activation_delay": 3, "expiration_days": 10},
            {},
            {"planned_activation_date": "2030-01-04", "expiration_date": "2030-01-14"},
        ),
    ],
)
def test_a_certificate_is_as_its_pool_says(
    pool: dict[str, Any], order: dict[str, Any], shown: dict[str, Any], rees46: httpx.Client, control: httpx.Client
) -> None:
    found = bought(rees46, control, pool, **order)

    assert {name: found[name] for name in shown} == shown


def test_a_pool_that_is_not_active_sells_none(rees46: httpx.Client, control: httpx.Client) -> None:
    pools = [{"code": "p", "status": "archived"}]
    control.put(f"rees46/shops/{SHOP}/loyalty", json={"certificate_pools": pools})

    refused = rees46.post("loyalty/certificates", json={**S2S, "identifier": JOHN, "code": "p"})

    assert (refused.status_code, refused.json()["message"]) == (422, "The pool of certificates is not active")


def test_two_pools_have_two_codes(control: httpx.Client) -> None:
    refused = control.put(f"rees46/shops/{SHOP}/loyalty", json={"certificate_pools": [{"code": "p"}, {"code": "p"}]})

    assert (refused.status_code, refused.json()["field"]) == (400, "certificate_pools")
