"""The partner API over HTTP."""

import httpx
import pytest

from tests.vendors.reco.customers import JANE, MAIL, NOT_FOUND, SVEN, code, messages

INVITE = "/v3/restaurant/invite"
MAPPED = {"platform": "waiteraid", "id": "123"}


def test_one_path_takes_both_channels(reco: httpx.Client, control: httpx.Client) -> None:
    both = {"email": "both@example.org", "mobile": "0730000009"}

    answer = reco.post(INVITE, params=MAPPED, json={"invites": [JANE, SVEN, both, {"firstName": "Nobody"}]})

    assert answer.json() == {"errors": [{"errorCode": 2, "firstName": "Nobody"}], "success": [JANE, SVEN, both]}
    assert [(one["channel"], one["to"]) for one in messages(control)] == [
        ("email", "both@example.org"),
        ("sms", "0730000000"),
        ("email", "jane.doe@example.org"),
    ]


def test_a_partners_invite_is_the_venues(reco: httpx.Client) -> None:
    reco.post(INVITE, params=MAPPED, json={"invites": [JANE]})

    assert code(reco.post(MAIL, json={"invites": [JANE]})) == 3


def test_metadata_may_have_types(reco: httpx.Client, control: httpx.Client) -> None:
    metadata = [
        {"key": "vip", "value": "true", "type": "text"},
        {"key": "visit", "value": "2018-05-25T19:00:00", "type": "ts"},
        {"key": "sum", "value": "5995", "type": "num"},
    ]

    reco.post(INVITE, params=MAPPED, json={"invites": [{**JANE, "metadata": metadata}]})

    assert control.get("reco/invites").json()["items"][0]["metadata"] == metadata


@pytest.mark.parametrize("params", [{"platform": "waiteraid", "id": "no"}, {"platform": "no", "id": "123"}])
def test_an_id_that_is_not_mapped_is_not_found(reco: httpx.Client, params: dict[str, str]) -> None:
    answer = reco.post(INVITE, params=params, json={"invites": [JANE]})

    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)


@pytest.mark.parametrize(
    ("params", "field"),
    [({}, "platform"), ({"platform": "waiteraid"}, "id"), ({"platform": "", "id": "123"}, "platform")],
)
def test_platform_and_id_are_needed(reco: httpx.Client, params: dict[str, str], field: str) -> None:
    answers = [
        reco.get("/v3/restaurant/customer", params=params),
        reco.post(INVITE, params=params, json={"invites": [JANE]}),
    ]

    for answer in answers:
        assert answer.status_code == 400
        assert answer.json()["message"].startswith(f"{field}: ")


@pytest.mark.parametrize(("path", "allow"), [("/v3/restaurant/customer", "GET"), (INVITE, "POST")])
def test_each_path_has_its_method(reco: httpx.Client, path: str, allow: str) -> None:
    answer = reco.put(path, params=MAPPED)

    assert (answer.status_code, answer.headers["Allow"]) == (405, allow)
