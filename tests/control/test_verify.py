from contextlib import suppress
from dataclasses import replace
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.control.conftest import INVITE, problem

MAIL = "reco.create_email_invite"
JANE = {"email": "jane@example.com", "firstName": "Jane"}
REVIEW = {"shop_id": "DvLWN2ZTMZ", "did": "d-1"}


@pytest.fixture
def calls(reco: httpx.Client, rees46: httpx.Client) -> None:
    """1: Jane is invited; 2: a view in the query; 3: a profile in JSON; 4: one as a multipart form; 5: nobody's key."""
    reco.post(INVITE, json={"invites": [JANE]})
    rees46.post("/push", params={**REVIEW, "event": "view", "items[0][id]": "7", "items[0][amount]": "2"})
    rees46.post("/profile/set", json={**REVIEW, "loyalty_bonuses": 9, "tags": ["a", "b"]})
    rees46.post("/profile/set", files={name: (None, value) for name, value in {**REVIEW, "age": "30"}.items()})
    reco.post(INVITE, json={"invites": []}, headers={"X-Reco-ApiKey": "wrong"})


def verified(control: httpx.Client, expected: dict[str, Any]) -> tuple[bool, int]:
    answer = control.post("/requests/verify", json=expected).json()
    return answer["ok"], answer["matched"]


@pytest.mark.parametrize(
    ("expected", "ok", "matched"),
    [
        ({}, True, 5),
        ({"times": 5}, True, 5),
        ({"times": 4}, False, 5),
        ({"vendor": "recensus"}, False, 0),
        ({"vendor": "recensus", "times": 0}, True, 0),
        ({"vendor": "reco", "operation": MAIL, "status": 403, "times": 1}, True, 1),
        ({"params": {"email": "jane@example.com", "firstName": "Jane"}}, True, 1),
        ({"params": {"email": "jane@example.com", "firstName": "John"}}, False, 0),
        ({"params": {"invites": [JANE]}}, True, 1),
        ({"params": {"venue_id": 123}, "times": 2}, True, 2),
        ({"params": {"id": 7, "amount": 2}}, True, 1),
        ({"params": {"items": [{"id": 7}]}}, True, 1),
        ({"params": {"did": "d-1"}, "times": 3}, True, 3),
        ({"params": {"loyalty_bonuses": 9}}, True, 1),
        ({"params": {"loyalty_bonuses": "9"}}, False, 0),
        ({"params": {"tags": "b"}}, True, 1),
        ({"params": {"tags": ["a", "b"]}}, True, 1),
        ({"params": {"age": 30}}, True, 1),
    ],
)
def test_a_call_is_found_by_fields_wherever_they_stand(
    control: httpx.Client, calls: None, expected: dict[str, Any], ok: bool, matched: int
) -> None:
    assert verified(control, expected) == (ok, matched)


def test_the_nearest_misses_show_what_was_expected_and_what_was_sent(control: httpx.Client, calls: None) -> None:
    expected = {"operation": MAIL, "status": 200, "params": {"email": "john@example.com"}}

    answer = control.post("/requests/verify", json=expected).json()

    assert (answer["ok"], answer["matched"], [miss["id"] for miss in answer["nearest"]]) == (False, 0, [1, 5, 4])
    assert answer["nearest"][0] == {
        "id": 1,
        "method": "POST",
        "url": control.get("/requests/1").json()["url"],
        "fields": [
            {"field": "operation", "expected": MAIL, "got": MAIL, "at": [], "ok": True},
            {"field": "status", "expected": 200, "got": 200, "at": [], "ok": True},
            {
                "field": "params.email",
                "expected": "john@example.com",
                "got": "jane@example.com",
                "at": ["body.invites[0].email"],
                "ok": False,
            },
        ],
    }


def test_requests_that_are_too_many_are_shown(control: httpx.Client, calls: None) -> None:
    answer = control.post("/requests/verify", json={"operation": MAIL, "times": 1}).json()

    assert (answer["ok"], answer["matched"], [request["id"] for request in answer["nearest"]]) == (False, 2, [5, 1])


def test_a_secret_is_compared_and_never_shown(control: httpx.Client, rees46: httpx.Client) -> None:
    rees46.get("/segments", params={**REVIEW, "shop_secret": "EIxTuot8sj"})

    met = verified(control, {"params": {"shop_secret": "EIxTuot8sj"}})
    missed = control.post("/requests/verify", json={"params": {"shop_secret": "another"}})
    as_shown = missed.json()["nearest"][0]["fields"][0]["got"]

    assert (met, verified(control, {"params": {"shop_secret": as_shown}})) == ((True, 1), (True, 1))
    assert as_shown.startswith("masked:")
    assert "EIxTuot8sj" not in missed.text
    assert "another" not in missed.text


@pytest.mark.parametrize(
    ("sequence", "ok", "matched"),
    [
        ([{"operation": MAIL}], True, 1),
        ([{"vendor": "reco"}, {"vendor": "rees46"}, {"status": 403}], True, 3),
        ([{"vendor": "reco"}, {"vendor": "reco"}, {"vendor": "reco"}], False, 2),
        ([{"params": {"age": 30}}, {"params": {"id": 7}}], False, 1),
    ],
)
def test_calls_are_verified_in_their_order(
    control: httpx.Client, calls: None, sequence: list[Any], ok: bool, matched: int
) -> None:
    assert verified(control, {"sequence": sequence}) == (ok, matched)


def test_a_call_that_was_made_too_early_is_the_nearest_miss_of_its_step(control: httpx.Client, calls: None) -> None:
    answer = control.post("/requests/verify", json={"sequence": [{"status": 403}, {"params": {"age": 30}}]}).json()

    nearest = answer["nearest"][0]
    assert (nearest["id"], nearest["step"]) == (4, 1)
    assert nearest["fields"] == [
        {"field": "params.age", "expected": 30, "got": "30", "at": ["body.age"], "ok": True},
        {"field": "id", "expected": "more than 5", "got": 4, "at": [], "ok": False},
    ]


def test_is_right_with_more_requests_than_are_looked_at_at_once(control: httpx.Client, reco: httpx.Client) -> None:
    for number in range(520):
        reco.get(f"/nowhere?n={number}")

    assert verified(control, {"params": {"n": 519}, "times": 1}) == (True, 1)


@pytest.mark.parametrize("fault", [None, "reset", "truncate=10", "drip=1ms", "delay=1ms", "status=503,after_commit"])
def test_an_entry_is_there_before_its_client_has_the_answer(fault: str | None, world: TestWorld) -> None:
    """1,000 assertions (200 where an answer is spoilt), each made at once, by four clients on their own connections."""
    each = 250 if fault is None else 50
    headers = {"X-Emulator-Fault": fault} if fault else {}
    found: list[tuple[str, bool]] = []

    def call_and_look(client: str) -> None:
        with httpx.HTTPTransport(verify=False) as own:
            running = replace(world.running, transport=own)
            reco, control = (running.client(f"{world.prefix}/{surface}") for surface in ("reco", "_emulator"))
            for number in range(each):
                with suppress(httpx.ReadError, httpx.RemoteProtocolError):
                    reco.get("/nowhere", params={"n": f"{client}-{number}"}, headers=headers)
                latest = control.get("/requests", params={"text": f"n={client}-{number}", "limit": 1}).json()
                found.append((f"{client}-{number}", latest["total"] >= 1))

    clients = [Thread(target=call_and_look, args=(f"c{number}",)) for number in range(4)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()

    assert (len(found), [name for name, there in found if not there]) == (4 * each, [])


WHOLE = "Input should be a valid integer"
CANNOT = "has what JSON cannot write: NaN, infinity or half a surrogate pair"


@pytest.mark.parametrize(
    ("body", "field", "detail"),
    [
        ('{"tims": 1}', "tims", "tims: unknown key"),
        ('{"times": -1}', "times", "times: Input should be greater than or equal to 0"),
        ('{"times": "1"}', "times", f"times: {WHOLE}"),
        ('{"status": 20}', "status", "status: is 100 to 599, or 0 where the connection was reset"),
        ('{"params": []}', "params", "params: Input should be a valid dictionary"),
        ('{"params": {"x": NaN}}', "params", f"params: {CANNOT}"),
        ('{"params": {"x": "\\ud800"}}', "params", f"params: {CANNOT}"),
        ('{"vendor": "recco"}', "vendor", "no vendor is called 'recco'; the vendors are reco, rees46, recensus"),
        (
            '{"operation": "reco.create_mail_invite"}',
            "operation",
            "operation: no operation is called 'reco.create_mail_invite'; is it 'reco.create_email_invite'?",
        ),
        (
            '{"sequence": [{}, {"operation": "x"}]}',
            "sequence.1.operation",
            "sequence.1.operation: no operation is called 'x'; "
            "they are in /reco/openapi.json, /rees46/openapi.json, /recensus/openapi.json",
        ),
        (
            '{"sequence": [{"times": 1}]}',
            "sequence.0.times",
            "sequence.0.times: unknown key",
        ),
        (
            '{"sequence": [{}], "times": 1}',
            "times",
            "times: goes into each step of the sequence, or without one",
        ),
        (
            '{"sequence": []}',
            "sequence",
            "sequence: List should have at least 1 item after validation, not 0",
        ),
    ],
)
def test_refuses(control: httpx.Client, body: str, field: str, detail: str) -> None:
    answer = control.post("/requests/verify", content=body, headers={"Content-Type": "application/json"})

    assert answer.json() == problem(400, "Bad Request", detail, field=field)


def test_the_nearest_misses_of_a_sequence_are_first_of_the_vendor_that_is_meant(
    control: httpx.Client, reco: httpx.Client, rees46: httpx.Client
) -> None:
    reco.post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.com"}]})
    for _ in range(3):
        rees46.get("/init", params={"shop_id": "DvLWN2ZTMZ"})
    steps = [{"operation": "rees46.start_session"}, {"operation": "reco.create_email_invite"}]

    told = control.post("/requests/verify", json={"sequence": steps}).json()

    assert (told["ok"], told["matched"]) == (False, 1)
    assert [miss["id"] for miss in told["nearest"]] == [1, 4, 3]
