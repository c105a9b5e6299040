"""Chapter "Bonuses", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SUCCESS, left_out, profile, refusal, rows

JANE = {"email": "jane@example.com", "balance": 120.5, "total_balance": 300, "event": "reward", "amount_changed": "+20"}


def imported(rees46: httpx.Client, *bonuses: Any) -> httpx.Response:
    return rees46.post("import/bonuses", json={**S2S, "bonuses": list(bonuses)})


def test_the_current_balance_is_the_profiles(rees46: httpx.Client, control: httpx.Client) -> None:
    answer = imported(rees46, JANE, {"loyalty_id": "L1", "total_balance": "300"})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, email="jane@example.com")["loyalty_bonuses"] == 120.5
    assert profile(rees46, loyalty_id="L1")["loyalty_bonuses"] == 300
    status = {name: value for name, value in JANE.items() if name != "email"}
    assert rows(control, "bonuses", "status") == [(status,), ({"total_balance": 300.0},)]


def test_bad_rows_are_left_out_and_named(rees46: httpx.Client) -> None:
    answer = imported(rees46, JANE, {"balance": 7}, {"email": "jane", "balance": 7}, {"phone": "1555", "balance": "x"})

    assert answer.json() == SUCCESS
    assert left_out(answer) == [
        "bonuses[2]: email: is not an e-mail address; the row is left out",
        "bonuses[3]: balance: Input should be a valid number, unable to parse string as a number; it is left out",
        "bonuses[1]: it has no identifier; the row is left out",
    ]
    assert profile(rees46, phone="1555")["loyalty_bonuses"] is None


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({"bonuses": None}, 400, "bonuses is missing"),
        ({"bonuses": "all"}, 400, "bonuses: Input should be a valid list"),
    ],
)
def test_refuses(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post("import/bonuses", json={**S2S, "bonuses": [JANE], **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
