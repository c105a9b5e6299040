"""The sandbox: tried out there, nothing happens in production."""

import httpx
import pytest

from tests.vendors.reco.customers import JANE, MAIL, SANDBOX, SMS, SVEN, code, messages

MAPPED = {"platform": "waiteraid", "id": "123"}


def test_the_sandboxs_own_addresses_receive_every_message(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)
    reco.post(f"/sandbox{SMS}", json={"invites": [SVEN]}, headers=SANDBOX)

    assert [(one["to"], one["payload"]) for one in messages(control)] == [
        ("+46700000000", {"sandbox": True, "original_to": "0730000000"}),
        ("sandbox@emulator.test", {"sandbox": True, "original_to": "jane.doe@example.org"}),
    ]


def test_the_sandbox_has_duplicates_of_its_own(reco: httpx.Client) -> None:
    codes = [
        code(reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)),
        code(reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)),
        code(reco.post(MAIL, json={"invites": [JANE]})),
    ]

    assert codes == [None, 3, None]


def test_the_partner_api_is_in_the_sandbox(reco: httpx.Client) -> None:
    exists = reco.get("/sandbox/v3/restaurant/customer", params=MAPPED, headers=SANDBOX)
    invited = reco.post("/sandbox/v3/restaurant/invite", params=MAPPED, json={"invites": [SVEN]}, headers=SANDBOX)

    assert exists.json() == {"exists": True}
    assert invited.json() == {"errors": [], "success": [SVEN]}


def test_customer_ids_are_registered_in_the_sandbox(reco: httpx.Client) -> None:
    answer = reco.post("/sandbox/v3/customerids/123", json={"ids": ["a"]}, headers=SANDBOX)

    assert answer.json() == {"status": 200, "errors": [], "success": ["a"]}


def test_a_review_of_the_sandbox_is_read_only_there(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)
    review = {"venue": "123", "email": JANE["email"], "sandbox": True, "grade": 1, "text": "Prov"}
    assert control.post("reco/reviews", json=review).status_code == 201

    in_sandbox = reco.get("/sandbox/v3/venue/123/reviews", headers=SANDBOX).json()["reviews"]
    in_production = reco.get("/v3/venue/123/reviews").json()["reviews"]

    assert [one["text"] for one in in_sandbox] == ["Prov"]
    assert len(in_production) == 10


@pytest.mark.parametrize("path", ["/sandbox/v3/customerids/123", "/sandbox/v3/restaurant/invite?platform=a&id=1"])
def test_a_production_key_does_not_open_the_sandbox(reco: httpx.Client, path: str) -> None:
    assert reco.post(path, json={"ids": [], "invites": []}).status_code == 403
