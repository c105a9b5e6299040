"""An identifier that is changed by force."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SUCCESS, profile, refusal

SURE = {"i_understand_what_i_am_doing": "believe me I know what I am doing"}
VALUES = {
    "email": ("email", "old@example.org", "new@example.org"),
    "phone": ("phone", "10000000011", "10000000022"),
    "id": ("external_id", "A-1", "A-2"),
}


def change(what: str, **more: Any) -> dict[str, Any]:
    kind, old, new = VALUES[what]
    return {**S2S, **SURE, f"old_{kind}": old, f"new_{kind}": new, **more}


@pytest.mark.parametrize("what", VALUES)
def test_an_identifier_leads_to_one_person_from_then_on(what: str, rees46: httpx.Client) -> None:
    kind, old, new = VALUES[what]
    rees46.post("profile/set", json={**S2S, "telegram_id": "T1", kind: old, "first_name": "Jane"})
    rees46.post("profile/set", json={**S2S, "telegram_id": "T2", kind: new, "first_name": "John"})

    answer = rees46.post(f"profile/force_change_{what}", json=change(what))

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, **{kind: new})["first_name"] == "Jane"
    assert profile(rees46, telegram_id="T2")["first_name"] == "John"
    again = rees46.post(f"profile/force_change_{what}", json=change(what))
    assert (again.status_code, again.json()) == (404, refusal(f"Profile with `old_{kind}` not found"))


@pytest.mark.parametrize("what", VALUES)
@pytest.mark.parametrize(
    ("more", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({}, 404, "Profile with `old_{kind}` not found"),
        ({"old_{kind}": None}, 400, "old_{kind} is missing"),
        ({"new_{kind}": ""}, 400, "new_{kind} is missing"),
        ({"i_understand_what_i_am_doing": None}, 400, "i_understand_what_i_am_doing is missing"),
        ({"i_understand_what_i_am_doing": "False"}, 400, "i_understand_what_i_am_doing must be true"),
        ({"i_understand_what_i_am_doing": 0}, 400, "i_understand_what_i_am_doing must be true"),
    ],
)
def test_a_change_is_refused(what: str, more: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    kind = VALUES[what][0]
    sent = change(what, **{name.format(kind=kind): value for name, value in more.items()})

    answer = rees46.post(f"profile/force_change_{what}", json=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message.format(kind=kind)))


@pytest.mark.parametrize(
    ("what", "wrong", "message"),
    [
        ("email", {"new_email": "x"}, "new_email: is not an e-mail address"),
        ("phone", {"new_phone": "12"}, "new_phone: a phone has 3 to 20 digits"),
        ("id", {"new_external_id": "x" * 256}, "new_external_id: String should have at most 255 characters"),
    ],
)
def test_a_value_that_cannot_be_one_is_refused(
    what: str, wrong: dict[str, str], message: str, rees46: httpx.Client
) -> None:
    answer = rees46.post(f"profile/force_change_{what}", json=change(what, **wrong))

    assert (answer.status_code, answer.json()) == (400, refusal(message))
