"""Who is asked, who is not, and when."""

import httpx
import pytest

from tests.vendors.reco.customers import JANE, JOHN, MAIL, SMS, SVEN, code, messages

OTHER = {"X-Reco-ApiKey": "cykel-api-key"}
OTHER_MAIL = "/invite/mail/venue/5998572"
FROZEN = {"now": "2030-01-04T11:00:00Z", "frozen": True}


def test_refuses_to_ask_a_customer_twice(reco: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})

    again = reco.post(MAIL, json={"invites": [JANE, {"email": " JANE.DOE@example.org"}]})

    assert again.json() == {
        "errors": [{"errorCode": 3, **JANE}, {"errorCode": 3, "email": " JANE.DOE@example.org"}],
        "success": [],
    }


def test_of_a_customer_who_is_twice_in_a_request_the_first_is_asked(reco: httpx.Client) -> None:
    answer = reco.post(MAIL, json={"invites": [JANE, JOHN, JANE]})

    assert answer.json() == {"errors": [{"errorCode": 4, **JOHN}, {"errorCode": 3, **JANE}], "success": [JANE]}


def test_another_venue_may_ask_the_same_customer(reco: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})

    answer = reco.post(OTHER_MAIL, json={"invites": [JANE]}, headers=OTHER)

    assert code(answer) is None


def test_an_opt_out_is_for_every_venue(reco: httpx.Client) -> None:
    assert code(reco.post(OTHER_MAIL, json={"invites": [JOHN]}, headers=OTHER)) == 4


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({**JOHN, "firstName": 17}, 2),
        (JOHN, 4),
        ({**JANE, "metadata": "books"}, 2),
        ({**JANE, "firstName": "", "lastName": None}, None),
        ({"email": "internal@emulator.test"}, 1),
        ({"email": "asked@emulator.test"}, 3),
        ({"email": "optout@emulator.test"}, 4),
    ],
)
def test_wrong_input_comes_before_opted_out(reco: httpx.Client, entry: dict[str, object], expected: int | None) -> None:
    assert code(reco.post(MAIL, json={"invites": [entry]})) == expected


@pytest.mark.parametrize(
    ("mobile", "expected"),
    [("070-174 06 91", 1), ("+46 70 174 06 93", 3), ("0701740694", 4), ("0701740692", None)],
)
def test_a_magic_number_gives_its_code_however_it_is_written(
    reco: httpx.Client, mobile: str, expected: int | None
) -> None:
    answer = reco.post(SMS, json={"invites": [{"mobile": mobile}]})

    assert code(answer) == expected


def test_opted_out_comes_before_already_asked(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JANE]})
    control.post("reco/opt-outs", json={"email": JANE["email"]})

    assert code(reco.post(MAIL, json={"invites": [JANE]})) == 4


def test_what_was_refused_does_not_count_as_asked(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [JOHN]})
    reco.post(MAIL, json={"invites": [{**JANE, "metadata": 17}]})
    control.delete("reco/opt-outs", params={"email": JOHN["email"]})

    answer = reco.post(MAIL, json={"invites": [JOHN, JANE]})

    assert answer.json() == {"errors": [], "success": [JOHN, JANE]}


def test_a_scheduled_invite_counts_as_asked_and_is_sent_by_the_clock(reco: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    later = {"invites": [JANE], "scheduled": {"sendDateFrom": "2030-01-05"}}

    assert code(reco.post(MAIL, json=later)) is None
    assert code(reco.post(MAIL, json=later)) == 3
    assert messages(control) == []
    ran = control.post("clock/advance", json={"days": 8}).json()["ran"]

    # The 5th is a Saturday.
    assert [(one["vendor"], one["what"], one["at"][:10]) for one in ran] == [
        ("reco", "email invite to jane.doe@example.org", "2030-01-07")
    ]
    assert [(one["to"], one["at"]) for one in messages(control)] == [(JANE["email"], ran[0]["at"])]


def test_who_opts_out_in_between_gets_no_message(reco: httpx.Client, control: httpx.Client) -> None:
    control.put("clock", json=FROZEN)
    reco.post(MAIL, json={"invites": [JANE], "scheduled": {"sendDateFrom": "2030-01-05"}})
    control.post("reco/opt-outs", json={"email": JANE["email"]})

    ran = control.post("clock/advance", json={"days": 8}).json()["ran"]

    assert ran == []
    assert messages(control) == []
    assert [one["state"] for one in control.get("reco/invites").json()["items"]] == ["cancelled"]


def test_a_venue_with_reask_after_days_asks_again_when_they_have_gone_by(
    reco: httpx.Client, control: httpx.Client
) -> None:
    control.put("clock", json=FROZEN)
    codes = [code(reco.post(OTHER_MAIL, json={"invites": [JANE]}, headers=OTHER))]

    for days in (179, 1, 179, 1):
        control.post("clock/advance", json={"days": days})
        codes.append(code(reco.post(OTHER_MAIL, json={"invites": [JANE]}, headers=OTHER)))

    assert codes == [None, 3, None, 3, None]


def test_messages_are_in_swedish_and_english_with_names_escaped(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(MAIL, json={"invites": [{**JANE, "firstName": "<b>Åsa"}]})
    reco.post(SMS, json={"invites": [SVEN]})

    sms, email = messages(control)

    assert (sms["channel"], sms["to"], sms["subject"], sms["html"]) == ("sms", "0730000000", None, None)
    assert sms["text"].startswith("Hej Sven! Vad tyckte du om Kafé Exempel? / How did they do? http")
    assert email["subject"] == "Kafé Exempel: vad tyckte du? / how did they do?"
    assert "Hej &lt;b&gt;Åsa!" in email["html"]
    assert "<b>" not in email["html"]
    assert "Hej <b>Åsa!" in email["text"]
    assert all(link in email["html"] and link in email["text"] for link in email["links"].values())
    assert sorted(email["links"]) == ["opt_out", "review"]
