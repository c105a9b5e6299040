"""Which requests a planned fault meets, and what it does to the work behind them."""

from typing import Any

import httpx
import pytest

from emulator.vendors import VENDORS

INVITE = "/invite/mail/venue/123"
JANE = {"invites": [{"email": "jane@example.com"}]}
INVITED = {"errors": [], "success": JANE["invites"]}
ASKED = {"errors": [{"email": "jane@example.com", "errorCode": 3}], "success": []}
OUTAGE = {"vendor": "reco", "status": 503}


def invite(reco: httpx.Client, fault: str | None = None, who: dict[str, Any] = JANE) -> httpx.Response:
    return reco.post(INVITE, json=who, headers={"X-Emulator-Fault": fault} if fault else {})


def test_a_status_comes_before_the_work_in_the_vendors_own_shape(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={**OUTAGE, "retry_after": 30, "times": 1})

    down = invite(reco)

    unavailable = {"status": 503, "error": "Service Unavailable", "message": "Service Unavailable"}
    assert (down.status_code, down.json(), down.headers["retry-after"]) == (503, unavailable, "30")
    assert down.headers["x-emulator-notice"] == "fault 1: status 503, retry_after 30"
    assert invite(reco).json() == INVITED


def test_a_status_after_the_commit_leaves_the_work_done(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={**OUTAGE, "after_commit": True, "times": 1})

    assert invite(reco).status_code == 503

    assert invite(reco).json() == ASKED


@pytest.mark.parametrize(
    ("vendor", "path", "status", "body"),
    [
        ("reco", INVITE, 403, {"status": 403, "error": "Forbidden"}),
        ("rees46", "/push", 429, {"status": "error", "message": "You're sending too many requests."}),
        ("rees46", "/push", 502, {"status": "error", "message": "Bad Gateway"}),
        ("recensus", "/customer-contact-requests", 500, {"code": 500, "message": "Internal Server Error"}),
        ("recensus", "/nowhere", 599, {"code": 599, "message": "Status 599"}),
    ],
)
def test_each_vendor_draws_a_status_in_its_catalogues_words(
    vendor: str, path: str, status: int, body: dict[str, Any], world: Any, control: httpx.Client
) -> None:
    control.post("/faults", json={"vendor": vendor, "status": status})

    refused = world.client(vendor).post(path)

    assert refused.status_code == status
    assert refused.json() == {**refused.json(), **body}


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_status_can_be_planned_for_every_vendor(vendor: str, world: Any) -> None:
    client = world.client(vendor)

    answers = {s: client.get("/", headers={"X-Emulator-Fault": f"status={s}"}) for s in range(400, 600)}

    assert {status: answer.status_code for status, answer in answers.items()} == {s: s for s in range(400, 600)}


def test_a_retry_after_alone_is_a_429(control: httpx.Client, rees46: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "rees46", "retry_after": 7})

    refused = rees46.post("/push")

    assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize(("after_commit", "later"), [(False, INVITED), (True, ASKED)])
def test_a_reco_code_stands_in_the_answer_and_the_work_stands_only_after_the_commit(
    after_commit: bool, later: dict[str, Any], control: httpx.Client, reco: httpx.Client
) -> None:
    control.post("/faults", json={"vendor": "reco", "code": 1, "after_commit": after_commit, "times": 1})

    coded = invite(reco)

    # The code comes first, as where Reco gives one by itself.
    assert coded.text == '{"errors":[{"errorCode":1,"email":"jane@example.com"}],"success":[]}'
    assert invite(reco).json() == later
    assert control.get("/outbox").json()["total"] == 1


def test_so_many_times_and_then_all_is_well(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={**OUTAGE, "times": 2})

    statuses = [invite(reco).status_code for _ in range(4)]

    assert statuses == [503, 503, 200, 200]
    (rule,) = control.get("/faults").json()["items"]
    assert (rule["seen"], rule["fired"]) == (2, 2)


def test_a_probability_with_a_seed_repeats(control: httpx.Client, reco: httpx.Client) -> None:
    runs = []
    for _ in range(2):
        control.post("/reset")
        control.post("/faults", json={**OUTAGE, "probability": 0.4, "seed": 7})
        runs.append([invite(reco).status_code for _ in range(20)])

    assert runs[0] == runs[1]
    assert 2 < runs[0].count(503) < 14


@pytest.mark.parametrize(
    ("conditions", "meets"),
    [
        ({"operation": "reco.create_email_invite"}, True),
        ({"operation": "reco.create_sms_invite"}, False),
        ({"path": "/invite/*/venue/123"}, True),
        ({"path": "/invite"}, False),
        ({"params": {"email": "jane@example.com"}}, True),
        ({"params": {"email": "jane@example.com", "venue_id": 123}}, True),
        ({"params": {"email": "joe@example.com"}}, False),
        ({"params": {"page": 2}}, True),
        ({"params": {"page": "2"}}, True),
        ({"params": {"vip": True}}, True),
        ({"params": {"vip": False}}, False),
        ({"params": {"visits": 7}}, True),
        ({"params": {"visits": "7"}}, False),
        ({"params": {"invites": {"vip": True}}}, True),
        ({"params": {"body.invites[0].email": "jane@example.com"}}, True),
        ({"params": {"query.email": "jane@example.com"}}, False),
        ({"vendor": "rees46"}, False),
    ],
)
def test_a_rule_meets_only_what_fits_all_of_it(
    conditions: dict[str, Any], meets: bool, control: httpx.Client, reco: httpx.Client
) -> None:
    control.post("/faults", json={**OUTAGE, **conditions})

    answer = reco.post(f"{INVITE}?page=2", json={"invites": [{"email": "jane@example.com", "vip": True, "visits": 7}]})

    assert answer.status_code == (503 if meets else 200)
    assert control.get("/faults").json()["items"][0]["seen"] == int(meets)


@pytest.mark.parametrize(
    "items",
    [
        {"data": {"items[0][id]": "7"}},
        {"files": {"items[0][id]": (None, "7")}},
        {"params": {"items[0][id]": "7"}},
        {"json": {"items": [{"id": 7}]}},
        {"data": {"items": '[{"id": 7}]'}},
    ],
)
def test_a_form_and_multipart_with_brackets_a_query_and_json_are_one_to_a_rule_and_to_verify(
    items: dict[str, Any], control: httpx.Client, rees46: httpx.Client
) -> None:
    control.post("/faults", json={"vendor": "rees46", "status": 500, "params": {"id": 7}})

    answer = rees46.post("/push", **items)

    assert answer.status_code == 500
    assert control.post("/requests/verify", json={"params": {"id": 7}, "times": 1}).json()["ok"]


def test_a_rule_with_parameters_passes_by_what_cannot_be_read(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={**OUTAGE, "params": {"email": "jane@example.com"}})

    answer = reco.post(INVITE, content=b"{not json", headers={"Content-Type": "application/json"})

    assert answer.status_code == 400


def test_of_several_rules_the_first_counts_and_the_header_before_any(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={**OUTAGE, "times": 1})
    control.post("/faults", json={**OUTAGE, "status": 500, "times": 1})

    statuses = [invite(reco, fault).status_code for fault in ("status=418", None, None, None)]

    assert statuses == [418, 503, 500, 200]


def test_the_journal_has_what_the_client_got_and_names_the_fault(control: httpx.Client, reco: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="received 10 bytes"):
        invite(reco, "status=503, truncate=10, after_commit")

    (entry,) = control.get("/requests").json()["items"]

    assert (entry["operation"], entry["status"]) == ("reco.create_email_invite", 503)
    assert entry["response"]["body"] == '{"status":'
    assert entry["notices"] == ["X-Emulator-Fault: status 503, truncate 10, after_commit"]


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("code=77", "code: the codes of reco are 1, 2, 3, 4"),
        ("delay=10ms,delay=20ms", "delay: is given twice"),
        ("status", "'status' is none of status=503, code=3"),
        ("status=abc", "'status=abc' is none of"),
        ("status=200", "status: Input should be greater than or equal to 400"),
        ("delay=300", "'delay=300' is none of"),
        ("delay=5-1s", "delay_ms: give milliseconds"),
        ("reset=1", "'reset=1' is none of"),
        ("reset,status=503", "status: no answer leaves a connection that is reset"),
        ("after_commit", "status: give one of status"),
        ("", "'' is none of"),
        ("drop\u00e9", "'drop\u00e9' is none of"),
    ],
)
def test_a_header_that_cannot_be_read_is_a_problem_of_the_emulator(
    header: str, detail: str, control: httpx.Client, reco: httpx.Client
) -> None:
    refused = reco.post(INVITE, json=JANE, headers={"X-Emulator-Fault": header.encode("latin-1")})  # type: ignore[dict-item]

    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")
    assert refused.json()["field"] == "X-Emulator-Fault"
    assert detail in refused.json()["detail"]
    assert control.get("/requests").json()["items"][0]["status"] == 400
    assert invite(reco).json() == INVITED
