"""Who is let in, and in which order things are refused."""

import httpx
import pytest

from tests.vendors.reco.customers import FORBIDDEN, JANE, MAIL, NOT_FOUND, SMS

JSON = {"Content-Type": "application/json"}
BODY = {"invites": [JANE]}


@pytest.mark.parametrize(
    ("path", "key", "notice"),
    [
        (MAIL, None, "no key: it belongs into the header X-Reco-ApiKey"),
        (MAIL, "", "no key: it belongs into the header X-Reco-ApiKey"),
        (MAIL, "wrong", "no venue of this world has this key"),
        (MAIL, "cykel-api-key", "the key is that of venue 5998572, not of 123"),
        (MAIL, "sandbox-api-key", "a sandbox key opens only /sandbox/..."),
        (f"/sandbox{MAIL}", "3x3mp3l", "a production key does not open the sandbox"),
        (SMS, "wrong", "no venue of this world has this key"),
        ("/invite/mail/venue/124", "3x3mp3l", "the key is that of venue 123, not of 124"),
        ("/v3/customerids/124", "3x3mp3l", "the key is that of venue 123, not of 124"),
        ("/v3/restaurant/invite?platform=waiteraid&id=123", "wrong", "no venue of this world has this key"),
    ],
)
def test_every_wrong_key_gets_the_same_answer_and_a_notice_why(
    reco: httpx.Client, path: str, key: str | None, notice: str
) -> None:
    del reco.headers["X-Reco-ApiKey"]

    answer = reco.post(path, json=BODY, headers={} if key is None else {"X-Reco-ApiKey": key})

    assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
    assert answer.headers["X-Emulator-Notice"] == notice


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("", "no key: it belongs into the parameter apiKey"),
        ("?apiKey=", "no key: it belongs into the parameter apiKey"),
        ("?apiKey=%00", "no venue of this world has this key"),
        ("?apiKey=sandbox-api-key", "a sandbox key opens only /sandbox/..."),
        ("?apiKey=cykel-api-key&apiKey=3x3mp3l", "the key is that of venue 5998572, not of 123"),
    ],
)
def test_old_reads_take_the_key_as_a_parameter(reco: httpx.Client, query: str, notice: str) -> None:
    answer = reco.get(f"/venue/123/reviews{query}")

    assert (answer.status_code, answer.json()) == (403, FORBIDDEN)
    assert answer.headers["X-Emulator-Notice"] == notice


@pytest.mark.parametrize("venue", ["abc", "0", "0123", "-1", "1234567890123", "١٢٣", "12%003"])
def test_a_venue_id_that_is_no_number_is_not_found(reco: httpx.Client, venue: str) -> None:
    answer = reco.post(f"/invite/mail/venue/{venue}", json=BODY, headers={"X-Reco-ApiKey": "wrong"})

    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", [MAIL, SMS, "/v3/customerids/123", f"/sandbox{MAIL}"])
def test_the_method_is_looked_at_before_the_key(reco: httpx.Client, method: str, path: str) -> None:
    answer = reco.request(method, path, headers={"X-Reco-ApiKey": "wrong"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert answer.json() == {
        "status": 405,
        "error": "Method Not Allowed",
        "message": "The resource does not take this method.",
    }


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "application/x-www-form-urlencoded", "text/json"])
def test_the_content_type_has_to_be_json(reco: httpx.Client, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}

    answer = reco.post(MAIL, content=b'{"invites": []}', headers=headers)

    assert answer.status_code == 415
    assert answer.json() == {
        "status": 415,
        "error": "Unsupported Media Type",
        "message": "Content-Type must be application/json.",
    }


def test_a_wrong_key_comes_before_a_wrong_content_type(reco: httpx.Client) -> None:
    answer = reco.post(MAIL, content=b"x", headers={"X-Reco-ApiKey": "wrong"})

    assert answer.status_code == 403


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json;"])
def test_the_content_type_may_have_parameters_and_capitals(reco: httpx.Client, content_type: str) -> None:
    answer = reco.post(MAIL, content=b'{"invites": []}', headers={"Content-Type": content_type})

    assert (answer.status_code, answer.json()) == (200, {"errors": [], "success": []})


@pytest.mark.parametrize("path", [f"{MAIL}/", f"/{MAIL}", "/invite//mail/venue/123//"])
def test_slashes_too_many_do_not_count(reco: httpx.Client, path: str) -> None:
    answer = reco.post(str(reco.base_url).rstrip("/") + path, json={"invites": []})

    assert answer.status_code == 200


def test_credentials_alone_lead_to_their_world(running: object, control: httpx.Client, world: object) -> None:
    made = control.post("accounts/reco", json={"name": "Egen värld"}).json()
    client = running.client("/reco")  # type: ignore[attr-defined]

    by_header = client.get(f"/v3/venue/{made['venue']}/reviews", headers={"X-Reco-ApiKey": made["api_key"]})
    by_parameter = client.get(f"/venue/{made['venue']}/reviews", params={"apiKey": made["api_key"]})

    assert by_header.json() == by_parameter.json()
    assert by_parameter.json()["name"] == "Egen värld"
    assert world.prefix in by_parameter.json()["restfulIdentifier"]  # type: ignore[attr-defined]
