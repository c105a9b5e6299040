from typing import Any

import httpx
import pytest

from tests.control.conftest import INVITE, problem

JANE = {"email": "jane@example.com"}


def explained(control: httpx.Client, number: int) -> dict[str, Any]:
    answer = control.get(f"/requests/{number}/explain")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_tells_what_was_sent_what_it_was_taken_for_and_where_that_is_documented(
    control: httpx.Client, invited: httpx.Client
) -> None:
    told = explained(control, 1)

    assert told == {
        "id": 1,
        "vendor": "reco",
        "method": "POST",
        "url": str(invited.base_url) + INVITE[1:],
        "operation": "reco.create_email_invite",
        "path": "/invite/mail/venue/{venue_id}",
        "evidence": "documented",
        "source": "Create email invite",
        "rules": [
            "Invites customers by e-mail to review the venue, one or many at once.",
            "Assumed order: the path, the key, the content type, the body.",
        ],
        "sent": [
            {"at": "path.venue_id", "value": "123", "documented": "string"},
            {"at": "body.invites[0].email", "value": "jane@example.com", "documented": "string"},
        ],
        "sent_total": 2,
        "status": 200,
        "answer": '{"errors":[],"success":[{"email":"jane@example.com"}]}',
        "notices": [],
        "breaches": [],
        "refusal": None,
    }


def test_an_error_code_inside_a_success_is_a_refusal_too(control: httpx.Client, invited: httpx.Client) -> None:
    invited.post(INVITE, json={"invites": [JANE]})

    refusal = explained(control, 2)["refusal"]

    assert refusal["reason"] == "errorCode 3: The customer have already been asked to review"
    assert refusal["would_pass"] == [
        "an address that this venue has not asked yet, or this one after the venue's reask_after_days"
    ]
    assert refusal["example"]["invites"][0]["email"] == "email@example.org"


def test_every_wrong_field_is_told_with_what_is_documented_in_its_place(
    control: httpx.Client, rees46: httpx.Client
) -> None:
    rees46.post("/nps/create", data={"shop_id": "DvLWN2ZTMZ", "did": "d-1", "rate": "99", "channel": "x"})

    refusal = explained(control, 1)["refusal"]

    assert refusal["wrong"] == [
        {"at": "body.category", "reason": "Field required", "documented": "string, up to 10000"},
        {
            "at": "body.rate",
            "reason": "Input should be less than or equal to 10",
            "documented": "integer, at least 1, at most 10",
        },
    ]
    assert refusal["would_pass"] == [
        "body.category: string, up to 10000",
        "body.rate: integer, at least 1, at most 10",
    ]


@pytest.mark.parametrize(
    ("vendor", "method", "path", "passes"),
    [
        ("reco", "GET", INVITE, [f"{INVITE} with POST"]),
        (
            "reco",
            "POST",
            "/invites/mail/venue/1",
            [
                "POST /invite/mail/venue/{venue_id}",
                "POST /sandbox/invite/mail/venue/{venue_id}",
                "POST /invite/sms/venue/{venue_id}",
                "a path of /reco/openapi.json",
            ],
        ),
        (
            "rees46",
            "GET",
            "/nps/channels?shop_id=none",
            ["the credentials of an account of this world: GET /_emulator/accounts has them"],
        ),
        (
            "recensus",
            "POST",
            "/merchant/1/customer-contact-request",
            [
                "body.signedRequest: object",
                "body.data: object",
                "the same with what the notices name put right, a planned fault taken back",
            ],
        ),
    ],
)
def test_what_would_have_passed(
    control: httpx.Client, request: pytest.FixtureRequest, vendor: str, method: str, path: str, passes: list[str]
) -> None:
    request.getfixturevalue(vendor).request(method, path)

    assert explained(control, 1)["refusal"]["would_pass"] == passes


def test_secrets_are_masked(control: httpx.Client, rees46: httpx.Client) -> None:
    rees46.get("/nps/channels", params={"shop_id": "DvLWN2ZTMZ", "shop_secret": "hidden"})

    told = explained(control, 1)

    assert "hidden" not in str(told)
    assert {"at": "query.shop_secret", "value": "masked:e564b408", "documented": "string"} in told["sent"]


def test_refuses_a_request_that_is_not_there(control: httpx.Client) -> None:
    assert control.get("/requests/7/explain").json() == problem(
        404, "Not Found", "there is no request 7: it was never made, or is too long ago", field="id"
    )
