from typing import Any

import httpx
import pytest

from tests.control.conftest import INVITE, NOON, problem


@pytest.fixture
def three(invited: httpx.Client) -> httpx.Client:
    """Jane was invited, then Bo, then a telephone."""
    invited.post(INVITE, json={"invites": [{"email": "Bo@example.com"}]})
    invited.post("/invite/sms/venue/123", json={"invites": [{"mobile": "+46701234567"}]})
    return invited


def test_a_message_has_all_that_was_sent(control: httpx.Client, invited: httpx.Client) -> None:
    answer = control.get("/outbox").json()

    message = answer["items"][0]
    assert answer == {"items": [message], "total": 1}
    assert control.get("/outbox/1").json() == message
    assert {name: type(value) for name, value in message.items() if name in ("subject", "text", "html", "links")} == {
        "subject": str,
        "text": str,
        "html": str,
        "links": dict,
    }
    rest = {name: value for name, value in message.items() if name not in ("subject", "text", "html", "links")}
    assert rest == {
        "id": 1,
        "at": NOON,
        "vendor": "reco",
        "channel": "email",
        "to": "jane@example.com",
        "payload": None,
        "request_id": control.get("/requests").json()["items"][0]["id"],
        "acts": ["review", "opt_out"],
    }


@pytest.mark.parametrize(
    ("filter", "ids", "total"),
    [
        ({}, [3, 2, 1], 3),
        ({"channel": "sms"}, [3], 1),
        ({"channel": "mobile_push"}, [], 0),
        ({"to": "bo@EXAMPLE.com"}, [2], 1),
        ({"to": "bo"}, [], 0),
        ({"vendor": "reco", "channel": "email"}, [2, 1], 2),
        ({"vendor": "recensus"}, [], 0),
        ({"limit": 2}, [3, 2], 3),
        ({"text": "ett omdöme på Reco"}, [2, 1], 2),
        ({"text": "href="}, [2, 1], 2),
        ({"text": "Avböj / opt out"}, [3], 1),
        ({"text": "nowhere"}, [], 0),
        ({"since": NOON}, [3, 2, 1], 3),
        ({"since": "2030-01-31T13:00:00.000001+01:00"}, [], 0),
    ],
)
def test_finds_messages_the_latest_first(
    control: httpx.Client, three: httpx.Client, filter: dict[str, Any], ids: list[int], total: int
) -> None:
    answer = control.get("/outbox", params=filter).json()

    assert ([message["id"] for message in answer["items"]], answer["total"]) == (ids, total)


def test_html_is_shown_where_nothing_in_it_can_run(control: httpx.Client, invited: httpx.Client) -> None:
    answer = control.get("/outbox/1/html")

    policy = answer.headers["content-security-policy"]
    assert answer.text == control.get("/outbox/1").json()["html"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert policy.startswith("default-src 'none'; ")
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_is_emptied(control: httpx.Client, three: httpx.Client) -> None:
    answer = control.delete("/outbox")

    assert answer.status_code == 204
    assert control.get("/outbox").json() == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/outbox/9", problem(404, "Not Found", "there is no message 9", field="id")),
        ("/outbox/9/html", problem(404, "Not Found", "there is no message 9", field="id")),
        ("/outbox/3/html", problem(404, "Not Found", "message 3 has no HTML: its channel is sms", field="id")),
        (
            "/outbox?channel=fax",
            problem(
                400,
                "Bad Request",
                "channel: Input should be 'email', 'sms', 'mobile_push' or 'web_push'",
                field="channel",
            ),
        ),
        (
            "/outbox?since=yesterday",
            problem(
                400,
                "Bad Request",
                "since: give an ISO 8601 time with a zone, such as 2030-01-31T12:00:00Z",
                field="since",
            ),
        ),
        (
            "/outbox?limit=0",
            problem(400, "Bad Request", "limit: Input should be greater than or equal to 1", field="limit"),
        ),
        ("/outbox?form=x", problem(400, "Bad Request", "form: unknown key", field="form")),
        (
            "/outbox/x",
            problem(
                400,
                "Bad Request",
                "id: Input should be a valid integer, unable to parse string as an integer",
                field="id",
            ),
        ),
    ],
)
def test_refuses(control: httpx.Client, three: httpx.Client, path: str, expected: dict[str, Any]) -> None:
    assert control.get(path).json() == expected


def test_a_misspelt_vendor_is_refused_and_not_taken_for_one_that_did_nothing(control: httpx.Client) -> None:
    answer = control.get("/outbox", params={"vendor": "recco"})

    assert answer.json() == problem(
        400, "Bad Request", "no vendor is called 'recco'; the vendors are reco, rees46, recensus", field="vendor"
    )
