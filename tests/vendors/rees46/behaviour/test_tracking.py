"""How a strict shop tracks."""

import httpx
import pytest

from tests.vendors.rees46.calls import rows


@pytest.fixture
def strict(control: httpx.Client) -> str:
    form = {"shop_id": "a" * 30, "shop_secret": "secret", "strict": True}
    assert control.post("accounts/rees46", json=form).status_code == 201
    return "a" * 30


def test_a_strict_shop_knows_its_codes(strict: str, rees46: httpx.Client, control: httpx.Client) -> None:
    answer = rees46.post("track/clicked", json={"shop_id": strict, "did": "D1", "code": "made-up", "type": "bulk"})

    assert answer.status_code == 404
    assert answer.json()["message"] == "Code is not valid"
    assert rows(control, "message_events", "id") == []
