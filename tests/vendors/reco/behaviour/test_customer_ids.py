"""The contacted share."""

import httpx
import pytest

from emulator.vendors.reco.behaviour.customer_ids import customer_id
from tests.vendors.reco.customers import JANE, MAIL, SANDBOX

SHARE = "reco/venues/5998572/contacted-share"
KEY = {"X-Reco-ApiKey": "cykel-api-key"}


def asked(email: str, customer: str) -> dict[str, object]:
    return {"email": email, "metadata": [{"key": "customerId", "value": customer}]}


def test_share_of_no_customers_is_none(control: httpx.Client) -> None:
    assert control.get(SHARE).json() == {"registered": 0, "invited": 0, "share": None}


def test_measures_how_many_of_the_registered_were_asked(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post("/v3/customerids/5998572", json={"ids": ["a", "b", 3, "d", "a"]}, headers=KEY)
    invites = [
        asked("a@example.org", "a"),
        asked("a2@example.org", "a"),
        asked("c@example.org", "3"),
        asked("x@example.org", "nobody"),
        JANE,
        {**asked("john.doe@example.org", "b")},
    ]
    reco.post("/invite/mail/venue/5998572", json={"invites": invites}, headers=KEY)

    assert control.get(SHARE).json() == {"registered": 4, "invited": 2, "share": 0.5}


def test_the_sandbox_has_a_share_of_its_own(reco: httpx.Client, control: httpx.Client) -> None:
    share = "reco/venues/123/contacted-share"
    before = control.get(share).json()
    reco.post("/sandbox/v3/customerids/123", json={"ids": ["a", "b"]}, headers=SANDBOX)
    reco.post(f"/sandbox{MAIL}", json={"invites": [asked("a@example.org", "a")]}, headers=SANDBOX)

    in_sandbox = control.get(share, params={"sandbox": True})

    assert in_sandbox.json() == {"registered": 2, "invited": 1, "share": 0.5}
    assert control.get(share).json() == before == {"registered": 3, "invited": 0, "share": 0.0}


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a", "a"),
        (17, "17"),
        (1.5, "1.5"),
        (10**400, str(10**400)),
        (float("inf"), None),
        ("", None),
        (" ", None),
        ("a\0", None),
        (None, None),
        (True, None),
        ([], None),
    ],
)
def test_what_is_an_id(given: object, stored: str | None) -> None:
    assert customer_id(given) == stored
