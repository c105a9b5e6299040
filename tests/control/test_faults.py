"""Planning faults: the rules themselves. What a rule does to an answer is in tests/test_faults.py."""

from typing import Any

import httpx
import pytest

from emulator.kernel import masking
from tests.control.conftest import INVITE, problem

NOTHING = {
    "operation": None,
    "path": None,
    "params": None,
    "status": None,
    "code": None,
    "retry_after": None,
    "delay_ms": None,
    "reset": False,
    "truncate": None,
    "drip_ms": None,
    "after_commit": False,
    "times": None,
    "probability": None,
}
JANE = {"invites": [{"email": "jane@example.com"}]}


def test_plans_a_fault_and_shows_all_of_it(control: httpx.Client) -> None:
    rule = {
        "vendor": "reco",
        "operation": "create_email_invite",
        "path": "/invite/*",
        "params": {"email": "jane@example.com"},
        "status": 503,
        "retry_after": 30,
        "delay_ms": [1, 2],
        "truncate": 40,
        "drip_ms": 5,
        "after_commit": True,
        "times": 2,
        "probability": 0.5,
        "seed": 7,
    }

    planned = control.post("/faults", json=rule)

    shown = {**NOTHING, **rule, "operation": "reco.create_email_invite", "id": 1, "seen": 0, "fired": 0}
    assert (planned.status_code, planned.json()) == (201, shown)
    assert control.get("/faults").json() == {"items": [shown], "total": 1}


@pytest.mark.parametrize("as_shown", [False, True])
def test_a_secret_in_a_rule_is_masked_and_may_be_given_as_it_is_shown(
    as_shown: bool, control: httpx.Client, rees46: httpx.Client
) -> None:
    secret = {"shop_secret": masking.mask("EIxTuot8sj") if as_shown else "EIxTuot8sj"}

    planned = control.post("/faults", json={"vendor": "rees46", "status": 503, "params": secret})

    assert planned.json()["params"] == {"shop_secret": masking.mask("EIxTuot8sj")}
    assert "EIxTuot8sj" not in control.get("/faults").text
    answers = [rees46.get("/segments", params={"shop_secret": one}).status_code for one in ("EIxTuot8sj", "x")]
    assert answers == [503, 404]


def test_a_rule_without_a_seed_is_given_one_so_that_it_can_be_had_again(control: httpx.Client) -> None:
    planned = control.post("/faults", json={"vendor": "reco", "status": 500, "probability": 0.5}).json()

    assert isinstance(planned["seed"], int)


def test_reports_the_rules_that_never_fired(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "reco", "status": 503, "times": 1})
    control.post("/faults", json={"vendor": "reco", "status": 503, "path": "/elsewhere"})
    control.post("/faults", json={"vendor": "recensus", "status": 500})

    reco.post(INVITE, json=JANE)

    assert [rule["id"] for rule in control.get("/faults", params={"fired": True}).json()["items"]] == [1]
    assert [rule["id"] for rule in control.get("/faults", params={"fired": False}).json()["items"]] == [2, 3]
    assert control.get("/faults", params={"fired": False, "vendor": "reco"}).json()["total"] == 1


def test_a_fault_that_is_deleted_is_over_and_the_others_stay(control: httpx.Client, reco: httpx.Client) -> None:
    for status in (500, 503):
        control.post("/faults", json={"vendor": "reco", "status": status})

    gone = control.delete("/faults/1")

    assert gone.status_code == 204
    assert reco.post(INVITE, json=JANE).status_code == 503
    assert control.delete("/faults/1").json() == problem(404, "Not Found", "there is no fault 1", field="id")


@pytest.mark.parametrize(("method", "path", "status"), [("DELETE", "/faults", 204), ("POST", "/reset", 200)])
def test_all_is_well_after(method: str, path: str, status: int, control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "reco", "status": 503})

    ended = control.request(method, path)

    assert ended.status_code == status
    assert control.get("/faults").json() == {"items": [], "total": 0}
    assert reco.post(INVITE, json=JANE).json() == {"errors": [], "success": JANE["invites"]}


@pytest.mark.parametrize(
    ("wrong", "field", "detail"),
    [
        ({"vendor": "rico"}, "vendor", "no vendor is called 'rico'; the vendors are reco, rees46, recensus"),
        ({"operation": "create_mail_invite"}, "operation", "is it 'reco.create_email_invite'?"),
        ({"operation": "rees46.push"}, "operation", "they are in /reco/openapi.json"),
        ({"path": "invite"}, "path", "path: String should match pattern '^/'"),
        ({"params": []}, "params", "params: Input should be a valid dictionary"),
        ({"params": {"": 1}}, "params..[key]", "should have at least 1 character"),
        ({"status": 200}, "status", "status: Input should be greater than or equal to 400"),
        ({"status": "503"}, "status", "status: Input should be a valid integer"),
        ({"status": None}, "status", "give one of status, code, retry_after, delay_ms, reset, truncate, drip_ms"),
        ({"code": 5, "status": None}, "code", "code: the codes of reco are 1, 2, 3, 4"),
        ({"code": 3, "status": None, "vendor": "rees46"}, "code", "code: rees46 has no codes: give a status"),
        ({"code": 3}, "code", "stands inside an answer that is no refusal"),
        ({"retry_after": -1}, "retry_after", "greater than or equal to 0"),
        ({"delay_ms": -1}, "delay_ms", "delay_ms: give milliseconds, such as 300, or the least and the most"),
        ({"delay_ms": [2, 1]}, "delay_ms", "delay_ms: give milliseconds"),
        ({"delay_ms": True}, "delay_ms", "delay_ms: give milliseconds"),
        ({"reset": True}, "status", "no answer leaves a connection that is reset"),
        ({"truncate": -1}, "truncate", "greater than or equal to 0"),
        ({"drip_ms": 600_001}, "drip_ms", "less than or equal to 600000"),
        ({"times": 0}, "times", "greater than or equal to 1"),
        ({"probability": 1.1}, "probability", "less than or equal to 1"),
        ({"seed": 2**63}, "seed", "less than 9223372036854775808"),
        ({"after_comit": True}, "after_comit", "after_comit: unknown key"),
    ],
)
def test_refuses(wrong: dict[str, Any], field: str, detail: str, control: httpx.Client) -> None:
    refused = control.post("/faults", json={"vendor": "reco", "status": 503, **wrong})

    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")
    assert refused.json()["field"] == field
    assert detail in refused.json()["detail"]
    assert control.get("/faults").json()["total"] == 0


def test_a_fork_has_the_faults_of_the_world_it_is_made_from(world: Any, control: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "reco", "status": 503})

    fork = world.running.client().post("/_emulator/worlds", json={"from": world.name}).json()["name"]

    client = world.running.client(f"/~{fork}/reco", {"X-Reco-ApiKey": "3x3mp3l"})
    assert client.post(INVITE, json=JANE).status_code == 503
    assert world.running.client().delete(f"/_emulator/worlds/{fork}").status_code == 204
