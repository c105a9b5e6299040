"""What a vendor tolerates of what its document forbids: told beside the answer, refused by a strict world."""

import hashlib
from typing import Any

import httpx
import pytest

INVITE = "/invite/mail/venue/123"
JANE = {"email": "jane@example.org"}
SHOP = {"shop_id": "DvLWN2ZTMZ", "did": "d-1"}
PURCHASE = {"quantity": "2", "gtin": "1", "mpn": "", "brand": "", "lang": "en", "title": "Shoes", "type": "P"}


def told(control: httpx.Client, number: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = control.get(f"/requests/{number}/explain").json()["breaches"]
    return found


def contact(recensus: httpx.Client, **purchase: Any) -> httpx.Response:
    path = "/merchant/1/customer-contact-request"
    url = str(recensus.base_url).rstrip("/") + path
    data = {
        "merchant": "1",
        "customerFirstName": "Ben",
        "customerLastName": "Waine",
        "customerEmail": "ben@recensus.com",
        "purchaseDate": "2012-12-12T16:00:00+0000",
        "purchases": [{name: value for name, value in {**PURCHASE, **purchase}.items() if value is not None}],
    }
    signature = hashlib.md5(f"POST{url}shared-secret".encode()).hexdigest()  # noqa: S324 (the vendor's hash)
    return recensus.post(path, json={"signedRequest": {"token": "1", "signature": signature}, "data": data})


@pytest.mark.parametrize(
    ("vendor", "request_", "kind", "at", "notice"),
    [
        (
            "reco",
            {"url": INVITE, "json": {"invites": [{**JANE, "firstname": "Jane"}]}},
            "undocumented parameter",
            "body.invites[0].firstname",
            "`invites[0].firstname` is not documented for POST /invite/mail/venue/{venue_id}; "
            "did you mean `firstName`?",
        ),
        (
            "reco",
            {"url": f"{INVITE}?lang=sv", "json": {"invites": [JANE]}},
            "undocumented parameter",
            "query.lang",
            "`lang` is not documented for POST /invite/mail/venue/{venue_id}",
        ),
        (
            "rees46",
            {"url": "/profile/set", "data": {**SHOP, "frist_name": "Jane"}},
            "undocumented parameter",
            "body.frist_name",
            "`frist_name` is not documented for POST /profile/set; did you mean `first_name`?",
        ),
        (
            "rees46",
            {"url": "/push", "json": {**SHOP, "event": "view", "items": [{"id": "7", "price": "cheap"}]}},
            "wrong type",
            "body.items[0].price",
            "`items[0].price` is sent as a string, and documented as a number for POST /push",
        ),
        (
            "rees46",
            {
                "url": "/push",
                "data": {"shop_id": "DvLWN2ZTMZ", "ssid": "d-1", "event": "view", "item_id": "7"},
            },
            "old name",
            "body.ssid",
            "`ssid` is an old name of `did` for POST /push",
        ),
        (
            "rees46",
            {"url": "/search?shop_id=DvLWN2ZTMZ&type=full_search&search_query=tent", "method": "GET"},
            "missing field",
            "query.did",
            "`did` is missing, which is documented as required for GET /search",
        ),
        (
            "rees46",
            {"url": "/push", "data": {**SHOP, "event": "view", "item_id": "7", "segment": "C"}},
            "wrong value",
            "segment",
            "segment counts as not sent: it is neither A nor B",
        ),
    ],
)
def test_a_tolerated_breach_is_told_in_a_header_and_in_the_journal(
    control: httpx.Client,
    request: pytest.FixtureRequest,
    vendor: str,
    request_: dict[str, Any],
    kind: str,
    at: str,
    notice: str,
) -> None:
    method = request_.pop("method", "POST")

    answer = request.getfixturevalue(vendor).request(method, **request_)

    assert answer.status_code == 200
    assert answer.headers.get_list("x-emulator-notice", split_commas=False)[0] == notice
    (entry,) = control.get("/requests").json()["items"]
    assert entry["notices"][0] == notice
    assert (told(control)[0]["kind"], told(control)[0]["at"]) == (kind, at)


@pytest.mark.parametrize(
    ("purchase", "kind", "notice"),
    [
        (
            {"gtn": "1"},
            "undocumented parameter",
            "`data.purchases[0].gtn` is not documented for {}; did you mean `gtin`?",
        ),
        ({"mpn": None}, "missing field", "`data.purchases[0].mpn` is missing, which is documented as required for {}"),
        (
            {"quantity": 2},
            "wrong type",
            "`data.purchases[0].quantity` is sent as a whole number, and documented as a string for {}",
        ),
    ],
)
def test_recensus_tells_too_and_a_strict_world_refuses_with_400(
    control: httpx.Client, recensus: httpx.Client, purchase: dict[str, Any], kind: str, notice: str
) -> None:
    sentence = notice.format("POST /merchant/{merchant_id}/customer-contact-request")

    lenient = contact(recensus, **purchase)
    control.put("/contract", json={"strict": True})
    strict = contact(recensus, **purchase)

    assert (lenient.status_code, lenient.headers["x-emulator-notice"]) == (201, sentence)
    assert told(control)[0]["kind"] == kind
    assert (strict.status_code, strict.json()) == (400, {"code": 400, "message": f"{sentence}."})


def test_a_refused_request_is_told_too_what_was_misspelt(rees46: httpx.Client) -> None:
    answer = rees46.post("/nps/create", data={**SHOP, "channel": "web", "category": "checkout", "raet": "5"})

    assert answer.status_code == 400
    assert "`raet` is not documented for POST /nps/create; did you mean `rate`?" in answer.headers["x-emulator-notice"]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/profile/set", {**SHOP, "favourite_colour": "blue"}),
        ("/push/custom", {**SHOP, "event": "mine", "whatever": "1"}),
        ("/push", {**SHOP, "event": "view", "item_id": "7", "sid": "s", "seance": "s"}),
        ("/push", {**SHOP, "ssid": "d-1", "event": "view", "item_id": "7"}),
    ],
)
def test_what_the_document_leaves_open_is_no_breach(
    control: httpx.Client, rees46: httpx.Client, path: str, data: dict[str, str]
) -> None:
    assert rees46.post(path, data=data).status_code == 200

    assert told(control) == []


def test_only_the_first_ten_stand_in_headers_and_the_journal_has_more(
    control: httpx.Client, reco: httpx.Client
) -> None:
    answer = reco.post(INVITE, json={"invites": [{**JANE, **{f"x{n}": "1" for n in range(150)}}]})

    sent = answer.headers.get_list("x-emulator-notice", split_commas=False)
    assert len(sent) == 11
    assert sent[-1] == "90 more notices stand in the journal"
    assert len(told(control)) == 100


def test_a_long_name_with_lines_of_its_own_makes_no_header_of_its_own(reco: httpx.Client) -> None:
    answer = reco.post(INVITE, json={"invites": [JANE], "a\r\nx-evil: " + "b" * 500: 1})

    assert answer.status_code == 200
    assert "x-evil" not in answer.headers
    assert len(answer.headers["x-emulator-notice"]) < 300


def test_the_report_groups_what_is_alike(control: httpx.Client, reco: httpx.Client) -> None:
    reco.post(INVITE, json={"invites": [{**JANE, "firstname": "J"}, {"email": "b@example.org", "firstname": "B"}]})
    reco.post(INVITE, json={"invites": [{"email": "c@example.org", "firstname": "C"}]})

    report = control.get("/contract").json()

    assert report["notices"] == [
        {
            "vendor": "reco",
            "operation": "reco.create_email_invite",
            "kind": "undocumented parameter",
            "notice": "`invites[].firstname` is not documented for POST /invite/mail/venue/{venue_id}; did you mean "
            "`firstName`?",
            "count": 3,
            "example": 2,
        }
    ]
    assert report["total"]["breaches"] == 3
