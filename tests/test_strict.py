"""A strict world refuses what a vendor tolerates of what its document forbids, as the vendor refuses bad input."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld, served

INVITE = "/invite/mail/venue/123"
JANE = {"email": "jane@example.org"}
SHOP = {"shop_id": "DvLWN2ZTMZ", "did": "d-1"}


def test_reco_refuses_with_its_error_code_and_stores_nothing(control: httpx.Client, reco: httpx.Client) -> None:
    control.put("/contract", json={"strict": True})

    refused = reco.post(INVITE, json={"invites": [JANE, {"email": "b@example.org", "firstname": "B"}]})

    assert (refused.status_code, refused.json()) == (
        200,
        {"errors": [{"errorCode": 2, **JANE}, {"errorCode": 2, "email": "b@example.org"}], "success": []},
    )
    assert refused.headers["x-emulator-notice"].startswith("`invites[1].firstname` is not documented")
    assert control.get("/outbox").json()["total"] == 0
    assert reco.post(INVITE, json={"invites": [JANE]}).json() == {"errors": [], "success": [JANE]}


def test_rees46_refuses_with_400_and_stores_nothing(control: httpx.Client, rees46: httpx.Client) -> None:
    control.put("/contract", json={"strict": True})

    refused = rees46.post("/profile/set", data={**SHOP, "frist_name": "Jane"})

    sentence = "`frist_name` is not documented for POST /profile/set; did you mean `first_name`?"
    assert (refused.status_code, refused.json()) == (
        400,
        {"status": "error", "message": sentence, "payload": {"message": sentence}},
    )
    assert control.get("/state/rees46/profiles?q=frist_name").json()["total"] == 0


def test_work_that_was_done_before_a_breach_came_out_is_undone(control: httpx.Client, rees46: httpx.Client) -> None:
    control.put("/contract", json={"strict": True})
    before = control.get("/state/rees46/profiles").json()["total"]

    refused = rees46.post("/push", data={**SHOP, "did": "never-seen", "event": "view", "item_id": "7", "segment": "C"})

    assert refused.json()["message"] == "segment counts as not sent: it is neither A nor B"
    assert control.get("/state/rees46/profiles").json()["total"] == before


def test_a_breach_in_the_last_of_many_rows_is_seen(control: httpx.Client, rees46: httpx.Client) -> None:
    row = {"name": "Tent", "price": 1, "url": "https://shop.example/t", "categories": ["1"]}
    rows = [{**row, "id": f"late-{number}"} for number in range(1200)]
    sent = {"shop_id": "1234567890", "shop_secret": "0987654321", "items": [*rows, {**row, "id": "last", "nmae": "x"}]}
    told = rees46.put("/import/products", json=sent)
    control.post("/reset")
    control.put("/contract", json={"strict": True})

    refused = rees46.put("/import/products", json=sent)

    assert told.headers["x-emulator-notice"].startswith("`items[1200].nmae` is not documented")
    assert (refused.status_code, refused.json()["message"]) == (400, told.headers["x-emulator-notice"])
    assert control.get("/state/rees46/products?q=late-").json()["total"] == 0


def test_an_explanation_is_no_breach(control: httpx.Client, rees46: httpx.Client) -> None:
    control.put("/contract", json={"strict": True})

    answer = rees46.post("/track/clicked", data={**SHOP, "code": "none", "type": "chain"})

    assert answer.status_code == 200
    assert answer.headers["x-emulator-notice"] == "no message with this code was sent: a strict shop answers 404"


def test_a_world_is_made_strict_and_a_reset_makes_it_so_again(world: TestWorld, control: httpx.Client) -> None:
    made = control.post("/worlds", json={"name": f"{world.name}-strict", "strict": True})
    assert made.status_code == 201
    strict = world.running.client(f"/~{world.name}-strict/_emulator")

    strict.put("/contract", json={"strict": False})
    lenient = strict.get("/contract").json()["strict"]
    strict.post("/reset")

    assert (lenient, strict.get("/contract").json()["strict"]) == (False, True)
    assert control.get(f"/worlds/{world.name}-strict").json()["strict"] is True
    control.delete(f"/worlds/{world.name}-strict")


def test_a_start_that_makes_worlds_strict_leaves_a_fork_its_beginning(tmp_path: Path) -> None:
    with served(data=tmp_path) as server:
        server.client("/_emulator").post("/worlds", json={"name": "fork", "from": "default"})
        server.client("/~fork/_emulator").post("/accounts/reco", json={"venue": "777"})
    with served(data=tmp_path, strict=True) as server:
        fork = server.client("/~fork/_emulator")
        before = [one.get("venue") for one in fork.get("/accounts").json()["items"]]
        fork.post("/reset")
        after = [one.get("venue") for one in fork.get("/accounts").json()["items"]]
        strict = fork.get("/contract").json()["strict"]

    assert ("777" in before, "777" in after, strict) == (True, False, True)


def test_a_reset_makes_lenient_again_what_was_made_so(control: httpx.Client) -> None:
    assert control.put("/contract", json={"strict": True}).json() == {"strict": True}

    control.post("/reset")

    assert control.get("/contract").json()["strict"] is False


@pytest.mark.parametrize(
    ("call", "path", "json", "field"),
    [
        ("PUT", "/contract", {"strict": "yes"}, "strict"),
        ("PUT", "/contract", {}, "strict"),
        ("PUT", "/contract", {"strikt": True}, "strikt"),
        ("POST", "/worlds", {"strict": 1}, "strict"),
    ],
)
def test_refuses_what_is_no_answer_to_whether(
    control: httpx.Client, call: str, path: str, json: dict[str, Any], field: str
) -> None:
    refused = control.request(call, path, json=json)

    assert (refused.status_code, refused.json()["field"]) == (400, field)
