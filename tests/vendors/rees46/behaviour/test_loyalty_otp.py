"""How long and for what a one-time code is good."""

import httpx

from tests.vendors.rees46.calls import S2S, profile

PHONE = {**S2S, "identifier": "447700900123"}


def send(rees46: httpx.Client, control: httpx.Client, event: str) -> str:
    assert rees46.post("loyalty/otp/send", json={**PHONE, "event": event}).status_code == 200
    return str(control.get("outbox").json()["items"][0]["text"][24:29])


def check(rees46: httpx.Client, event: str, code: str) -> bool:
    return bool(rees46.get("loyalty/otp/check", params={**PHONE, "event": event, "code": code}).json()["success"])


def test_a_code_is_good_once(rees46: httpx.Client, control: httpx.Client) -> None:
    code = send(rees46, control, "charge_bonuses")

    assert [check(rees46, "charge_bonuses", code) for _ in range(2)] == [True, False]


def test_a_code_is_good_for_its_action_alone_and_wrong_guesses_do_not_end_it(
    rees46: httpx.Client, control: httpx.Client
) -> None:
    first, second = send(rees46, control, "first"), send(rees46, control, "second")

    assert not check(rees46, "first", "wrong")
    assert check(rees46, "second", second)
    assert check(rees46, "first", first)


def test_a_new_code_replaces_the_one_before(rees46: httpx.Client, control: httpx.Client) -> None:
    old, new = send(rees46, control, "one"), send(rees46, control, "one")

    assert [check(rees46, "one", code) for code in (old, new)] == [False, True]


def test_a_code_is_good_for_ten_minutes(rees46: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json={"now": "2030-01-01T12:00:00Z", "frozen": True})
    late, in_time = send(rees46, control, "late"), send(rees46, control, "in_time")
    control.post("clock/advance", json={"minutes": 9, "seconds": 59})
    good = check(rees46, "in_time", in_time)
    control.post("clock/advance", json={"seconds": 1})

    assert (good, check(rees46, "late", late)) == (True, False)


def test_whoever_has_the_phone_gets_a_profile(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, control, "one")

    assert profile(rees46, phone="447700900123")["phone"] == "447700900123"


def test_a_member_keeps_the_pin_until_leaving(rees46: httpx.Client) -> None:
    jane = {**S2S, "identifier": "10000000002"}
    codes = [rees46.post("loyalty/qr/get", json=jane).json()["payload"]["code"] for _ in range(2)]
    rees46.request("DELETE", "loyalty/members/destroy", json=jane)

    after = rees46.post("loyalty/qr/check", json={**S2S, "code": codes[0]})
    assert codes[0] == codes[1]
    assert after.status_code == 400
