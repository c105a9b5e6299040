from base64 import b64decode
from typing import Any

import httpx
import jsonschema
import pytest

from tests.control.conftest import INVITE, problem
from tests.control.har_schema import HAR


def archive(control: httpx.Client, **filter: Any) -> list[dict[str, Any]]:
    exported = control.get("/requests/export.har", params=filter).json()
    jsonschema.validate(exported, HAR)
    entries: list[dict[str, Any]] = exported["log"]["entries"]
    return entries


def test_the_journal_is_exported_as_a_valid_archive_the_first_first(
    control: httpx.Client, invited: httpx.Client, rees46: httpx.Client
) -> None:
    rees46.post("/profile/set", data={"shop_id": "DvLWN2ZTMZ", "did": "d", "a": "\udcff".encode("utf-8", "replace")})
    picture = rees46.get("/nowhere?a=1&a=2", headers={"Cookie": "a=b"})

    first, _, last = archive(control)

    journal = control.get("/requests/1").json()
    assert [first["_id"], first["_operation"], first["request"]["method"]] == [1, "reco.create_email_invite", "POST"]
    assert first["startedDateTime"] == "2030-01-31T12:00:00+00:00"
    assert first["request"]["postData"] == {"mimeType": "application/json", "text": journal["request"]["body"]}
    assert first["response"]["content"]["text"] == journal["response"]["body"]
    assert last["request"]["queryString"] == [{"name": "a", "value": "1"}, {"name": "a", "value": "2"}]
    assert (last["response"]["status"], last["response"]["statusText"]) == (picture.status_code, "Not Found")


def test_a_picture_is_in_it_as_base64(control: httpx.Client, rees46: httpx.Client) -> None:
    pixel = rees46.get("/track/email/nobody.png")

    content = archive(control)[-1]["response"]["content"]

    assert (content["encoding"], content["mimeType"]) == ("base64", pixel.headers["content-type"])
    assert b64decode(content["text"]) == pixel.content


def test_no_secret_is_in_it(control: httpx.Client, invited: httpx.Client, rees46: httpx.Client) -> None:
    shop = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
    rees46.get("/segments", params=shop, headers={"X-Shop-Secret": "EIxTuot8sj", "Cookie": "a=EIxTuot8sj"})
    rees46.post("/profile/set", json=shop)

    exported = control.get("/requests/export.har").text

    assert "EIxTuot8sj" not in exported
    assert "3x3mp3l" not in exported
    assert exported.count("masked:") > 3


@pytest.mark.parametrize(
    ("filter", "ids"),
    [({"vendor": "rees46"}, []), ({"status": 404}, [2]), ({"limit": 1}, [2]), ({"text": INVITE}, [1])],
)
def test_is_filtered_as_the_list_is(
    control: httpx.Client, invited: httpx.Client, filter: dict[str, Any], ids: list[int]
) -> None:
    invited.get("/nowhere")

    assert [entry["_id"] for entry in archive(control, **filter)] == ids


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("vendor=recco", "vendor", "no vendor is called 'recco'; the vendors are reco, rees46, recensus"),
        ("limits=1", "limits", "limits: unknown key"),
        ("limit=1000001", "limit", "limit: Input should be less than or equal to 1000000"),
    ],
)
def test_refuses(control: httpx.Client, query: str, field: str, detail: str) -> None:
    answer = control.get(f"/requests/export.har?{query}")

    assert answer.json() == problem(400, "Bad Request", detail, field=field)
