"""Planned faults that find no place in the answer: they are not applied, and their rule is not spent."""

from typing import Any

import httpx
import pytest

from tests.test_faults import INVITE, INVITED, invite

NO_COMMIT = "the request was refused, so nothing was committed"


@pytest.mark.parametrize(
    ("effect", "request_", "status", "why"),
    [
        ({"code": 1}, ("GET", "/venue/123/reviews?apiKey=3x3mp3l", None), 200, "this answer has no place for a code"),
        ({"code": 1}, ("POST", INVITE, {"invites": []}), 200, "this answer has no place for a code"),
        ({"code": 1, "delay_ms": 9}, ("POST", INVITE, {"invites": 5}), 400, "the request was refused"),
        ({"code": 1, "after_commit": True}, ("POST", INVITE, {"invites": 5}), 400, NO_COMMIT),
        ({"status": 503, "after_commit": True}, ("GET", "/nowhere", None), 404, NO_COMMIT),
        ({"reset": True, "after_commit": True}, ("GET", "/venue/123/reviews?apiKey=x", None), 403, NO_COMMIT),
        ({"truncate": 400}, ("POST", INVITE, {"invites": []}), 200, "the answer's body has 26 bytes"),
    ],
)
def test_a_fault_that_finds_no_place_is_not_applied_and_its_rule_is_not_spent(
    effect: dict[str, Any],
    request_: tuple[str, str, Any],
    status: int,
    why: str,
    control: httpx.Client,
    reco: httpx.Client,
) -> None:
    method, path, said = request_
    control.post("/faults", json={"vendor": "reco", **effect, "times": 1})

    answer = reco.request(method, path, json=said)

    assert answer.status_code == status
    notice = answer.headers.get_list("x-emulator-notice")[0]
    assert notice.startswith("fault 1: ")
    assert notice.endswith(f": not applied, for {why}")
    assert control.get("/requests").json()["items"][0]["notices"][0] == notice
    (unspent,) = control.get("/faults", params={"fired": False}).json()["items"]
    assert (unspent["seen"], unspent["fired"]) == (1, 0)


def test_a_fault_waits_for_the_first_request_that_it_can_spoil(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "reco", "code": 1, "times": 1})
    reco.post(INVITE, json={"invites": 5})

    answers = [invite(reco).json() for _ in range(2)]

    assert answers == [{"errors": [{"errorCode": 1, "email": "jane@example.com"}], "success": []}, INVITED]
    assert control.get("/faults").json()["items"][0]["fired"] == 1
