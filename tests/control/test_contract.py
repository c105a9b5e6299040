from typing import Any

import httpx
import pytest

from tests.control.conftest import INVITE, NOON, problem


def report(control: httpx.Client, **filter: Any) -> dict[str, Any]:
    answer = control.get("/contract", params=filter)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_says_which_operations_were_used_how_they_answered_and_how_sure_we_are_of_them(
    control: httpx.Client, invited: httpx.Client
) -> None:
    invited.post(INVITE, json={}, headers={"X-Reco-ApiKey": "wrong"})

    told = report(control, used=True)

    assert told["operations"] == [
        {
            "operation": "reco.create_email_invite",
            "vendor": "reco",
            "methods": ["POST"],
            "path": "/invite/mail/venue/{venue_id}",
            "evidence": "documented",
            "source": "Create email invite",
            "used": 2,
            "statuses": {"200": 1, "403": 1},
            "refused": 1,
            "breaches": 0,
            "example": 2,
        }
    ]
    assert told["window"] == {"requests": 2, "first": 1, "last": 2, "since": NOON, "forgotten": 0}
    assert {name: told["total"][name] for name in ("requests", "used", "refused", "unknown", "breaches")} == {
        "requests": 2,
        "used": 1,
        "refused": 1,
        "unknown": 0,
        "breaches": 0,
    }


def test_says_which_operations_were_not_used(control: httpx.Client, invited: httpx.Client) -> None:
    told = report(control, used=False, vendor="reco")

    names = [one["operation"] for one in told["operations"]]
    assert "reco.create_sms_invite" in names
    assert "reco.create_email_invite" not in names
    assert all(name.startswith("reco.") for name in names)
    assert told["total"]["unused"] == len(names)


def test_a_path_that_no_vendor_has_is_counted(control: httpx.Client, invited: httpx.Client) -> None:
    invited.get("/nowhere")
    invited.get("/nowhere")

    assert report(control)["unknown"] == [
        {"vendor": "reco", "method": "GET", "path": "/nowhere", "status": 404, "used": 2, "example": 3}
    ]


def test_explanations_are_counted_and_are_no_breaches(control: httpx.Client, invited: httpx.Client) -> None:
    for _ in range(2):
        invited.post(INVITE, json={}, headers={"X-Reco-ApiKey": "wrong"})

    told = report(control)

    assert told["notices"] == [
        {
            "vendor": "reco",
            "operation": "reco.create_email_invite",
            "kind": "explanation",
            "notice": "no venue of this world has this key",
            "count": 2,
            "example": 3,
        }
    ]
    assert (told["total"]["breaches"], told["total"]["explanations"]) == (0, 2)


def test_it_counts_from_where_the_journal_begins(control: httpx.Client, invited: httpx.Client) -> None:
    control.delete("/requests")
    invited.post(INVITE, json={"invites": []})

    told = report(control, used=True)

    assert told["window"] == {"requests": 1, "first": 2, "last": 2, "since": NOON, "forgotten": 1}
    assert [one["used"] for one in told["operations"]] == [1]


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("vendr=reco", "vendr", "vendr: unknown key"),
        ("vendor=recco", "vendor", "no vendor is called 'recco'; the vendors are reco, rees46, recensus"),
        (
            "used=perhaps",
            "used",
            "used: Input should be a valid boolean, unable to interpret input",
        ),
    ],
)
def test_refuses(control: httpx.Client, query: str, field: str, detail: str) -> None:
    assert control.get(f"/contract?{query}").json() == problem(400, "Bad Request", detail, field=field)
