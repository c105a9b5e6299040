import hashlib
import json
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from tests.conftest import TestWorld
from tests.control.conftest import INVITE, NOON, problem

NESTED = json.dumps({"from": [{"shop_secret": "EIxTuot8sj"}]})


def masked(secret: str) -> str:
    return f"masked:{hashlib.sha256(secret.encode()).hexdigest()[:8]}"


@pytest.fixture
def three(invited: httpx.Client) -> httpx.Client:
    """Jane was invited, then nobody knew the path, then the key was wrong."""
    invited.get("/nowhere?a=1&a=2&apikey=hidden")
    invited.post(INVITE, json={"invites": []}, headers={"X-Reco-ApiKey": "wrong"})
    return invited


def test_a_request_is_kept_with_its_answer(
    control: httpx.Client, reco: httpx.Client, world: TestWorld, noon: str
) -> None:
    sent = reco.post(INVITE, json={"invites": [{"email": "jane@example.com"}]})

    answer = control.get("/requests").json()

    item = answer["items"][0]
    assert answer == {"items": [item], "total": 1}
    assert control.get("/requests/1").json() == item
    assert 0 < item.pop("duration_ms") < 1000
    assert item == {
        "id": 1,
        "at": NOON,
        "vendor": "reco",
        "operation": "reco.create_email_invite",
        "method": "POST",
        "url": str(sent.request.url),
        "path": INVITE,
        "status": 200,
        "notices": [],
        "request": {
            "headers": {**sent.request.headers, "x-reco-apikey": masked("3x3mp3l")},
            "query": {},
            "body": '{"invites":[{"email":"jane@example.com"}]}',
        },
        "response": {
            "status": 200,
            "headers": dict(sent.headers),
            "body": '{"errors":[],"success":[{"email":"jane@example.com"}]}',
        },
    }


@pytest.mark.parametrize(
    ("filter", "ids", "total"),
    [
        ({}, [3, 2, 1], 3),
        ({"limit": 1}, [3], 3),
        ({"vendor": "reco"}, [3, 2, 1], 3),
        ({"vendor": "rees46"}, [], 0),
        ({"operation": "reco.create_email_invite"}, [3, 1], 2),
        ({"status": 404}, [2], 1),
        ({"status": 403, "operation": "reco.create_email_invite"}, [3], 1),
        ({"vendor": "reco", "operation": "create_email_invite"}, [3, 1], 2),
        ({"status": 0}, [], 0),
        ({"text": "jane@"}, [1], 1),
        ({"text": "JANE@"}, [], 0),
        ({"text": "nowhere"}, [2], 1),
        ({"text": "%"}, [], 0),
        ({"since": NOON}, [3, 2, 1], 3),
        ({"since": "2030-01-31T13:00:01+01:00"}, [], 0),
    ],
)
def test_finds_requests_the_latest_first(
    control: httpx.Client, three: httpx.Client, filter: dict[str, Any], ids: list[int], total: int
) -> None:
    answer = control.get("/requests", params=filter).json()

    assert ([request["id"] for request in answer["items"]], answer["total"]) == (ids, total)


def test_secrets_are_masked_and_alike_where_they_are_alike(control: httpx.Client, three: httpx.Client) -> None:
    wrong, unknown, invited = control.get("/requests").json()["items"]

    keys = [request["request"]["headers"]["x-reco-apikey"] for request in (wrong, unknown, invited)]
    assert keys == [masked("wrong"), masked("3x3mp3l"), masked("3x3mp3l")]
    assert unknown["request"]["query"] == {"a": ["1", "2"], "apikey": masked("hidden")}
    assert unknown["url"].endswith(f"/reco/nowhere?a=1&a=2&apikey={masked('hidden')}")
    assert "hidden" not in control.get("/requests").text


@pytest.mark.parametrize("as_", ["json", "data"])
def test_secrets_in_bodies_are_masked(control: httpx.Client, rees46: httpx.Client, as_: str) -> None:
    shop = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
    rees46.post("/profile/set", **{as_: {**shop, "email": "jane@example.com"}})  # type: ignore[arg-type]

    request = control.get("/requests").json()["items"][0]["request"]

    assert "EIxTuot8sj" not in request["body"]
    assert masked("EIxTuot8sj") in request["body"]
    assert "DvLWN2ZTMZ" in request["body"]


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"source": NESTED}},
        {"files": {"source": (None, NESTED)}},
        {"params": {"source": NESTED}},
        {"json": {"source": NESTED}},
        {"json": {"source": json.dumps({"source": NESTED})}},
        {"headers": {"Referer": "https://shop.example/?shop_secret=EIxTuot8sj&a=1"}},
    ],
)
@pytest.mark.parametrize(
    "place", ["/requests", "/requests/1", "/requests/1/curl", "/requests/export.har", "/requests/unexpected"]
)
def test_a_secret_in_json_in_a_field_is_masked_everywhere_and_alike(
    control: httpx.Client, rees46: httpx.Client, sent: dict[str, Any], place: str
) -> None:
    rees46.post("/nowhere", **sent)

    shown = unquote(control.get(place).text)

    assert "EIxTuot8sj" not in shown
    assert masked("EIxTuot8sj") in shown or (place == "/requests/unexpected" and "params" not in sent)


def test_is_emptied_and_numbers_go_on(control: httpx.Client, three: httpx.Client) -> None:
    answer = control.delete("/requests")

    three.get("/nowhere")
    assert answer.status_code == 204
    assert [request["id"] for request in control.get("/requests").json()["items"]] == [4]


def test_the_emulators_own_calls_are_not_in_it(control: httpx.Client) -> None:
    control.get("/clock")

    assert control.get("/requests").json() == {"items": [], "total": 0}


WHOLE = "Input should be a valid integer, unable to parse string as an integer"


@pytest.mark.parametrize(
    ("path", "field", "status", "title", "detail"),
    [
        ("/9", "id", 404, "Not Found", "there is no request 9: it was never made, or is too long ago"),
        ("/x", "id", 400, "Bad Request", f"id: {WHOLE}"),
        ("/99999999999999999999", "id", 400, "Bad Request", f"id: Input should be less than {2**63}"),
        ("?limit=0", "limit", 400, "Bad Request", "limit: Input should be greater than or equal to 1"),
        ("?limit=10001", "limit", 400, "Bad Request", "limit: Input should be less than or equal to 10000"),
        ("?status=ok", "status", 400, "Bad Request", f"status: {WHOLE}"),
        ("?status=99", "status", 400, "Bad Request", "status: is 100 to 599, or 0 where the connection was reset"),
        (
            "?operation=reco.create_mail_invite",
            "operation",
            400,
            "Bad Request",
            "operation: no operation is called 'reco.create_mail_invite'; is it 'reco.create_email_invite'?",
        ),
        ("?operatoin=x", "operatoin", 400, "Bad Request", "operatoin: unknown key"),
        (
            "?since=2030-01-31",
            "since",
            400,
            "Bad Request",
            "since: has no time zone: end it with Z or with +01:00, for without one it is no moment",
        ),
    ],
)
def test_refuses(control: httpx.Client, path: str, field: str, status: int, title: str, detail: str) -> None:
    assert control.get(f"/requests{path}").json() == problem(status, title, detail, field=field)


def test_a_misspelt_vendor_is_refused_and_not_taken_for_one_that_did_nothing(control: httpx.Client) -> None:
    answer = control.get("/requests", params={"vendor": "recco"})

    assert answer.json() == problem(
        400, "Bad Request", "no vendor is called 'recco'; the vendors are reco, rees46, recensus", field="vendor"
    )
