"""Whatever the documented calls of the vendors make of a world, its export makes again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from emulator.testing import Emulator
from tests.conftest import Running, TestWorld
from tests.examples import all_examples, send
from tests.kernel import layouts
from tests.vendors.recensus import signing

NOT_MADE = {"rees46.certificate_transactions", "rees46.loyalty_orders"}
"""Tables that no example fills."""
NOON = "2030-01-31T12:00:00Z"
VENDORS = ("reco", "rees46", "recensus")
DEMO = {"shop_id": "DvLWN2ZTMZ", "did": "d-1"}
AFTERWARDS = (
    ("/push", {**DEMO, "event": "cart", "items[0][id]": "1176", "items[0][amount]": "2"}),
    ("/push", {**DEMO, "event": "wish", "items[0][id]": "1159"}),
    ("/popup/showed", {**DEMO, "popup": "101"}),
    ("/subscriptions/manage", {**DEMO, "email_bulk": "1"}),
    (
        "/loyalty/certificates",
        {**DEMO, "shop_secret": "EIxTuot8sj", "identifier": "10000000001", "code": "gift", "nominal": "5000"},
    ),
    ("/track/stories", {**DEMO, "event": "view", "story_id": "1", "slide_id": "11", "code": "main"}),
)
"""What no document shows, or what one of its requests takes back."""
MINTED = {("rees46", "promo_codes"): "id", ("rees46", "promo_code_holders"): "promo_code"}
"""Numbers that nobody sees, which an import may give anew."""


@pytest.fixture
def busy(world: TestWorld, control: httpx.Client) -> TestWorld:
    """A world in which all documented requests were made, whatever came of them."""
    control.put("/clock", json={"now": NOON, "frozen": True})
    clients = {"control": control, **{vendor: world.client(vendor) for vendor in VENDORS}}
    for example in all_examples():
        for request in (*example.data.get("before", []), example.data["request"]):
            if request.get("surface") != "control" or "clock" not in request["path"]:
                send(clients, example.vendor, request)
    control.patch("/rees46/shops/DvLWN2ZTMZ", json={"requests_per_minute": 1000})
    for path, sent in AFTERWARDS:
        answer = world.client("rees46").post(path, data=sent)
        assert answer.status_code == 200, answer.text
    invite = {"invites": [{"email": "jill@example.com"}], "scheduled": {"sendDateFrom": "2030-03-04"}}
    world.client("reco", {"X-Reco-ApiKey": "3x3mp3l"}).post("/invite/mail/venue/123", json=invite)
    signing.post(world.client("recensus"), {**signing.DATA, "purchaseDate": NOON})
    return world


@pytest.fixture
def again(busy: TestWorld, running: Running, control: httpx.Client) -> Iterator[TestWorld]:
    """A world that had nothing until the export of the busy one was put into it."""
    control.post("/snapshots", json={"name": "busy"})
    exported = control.get("/snapshots/busy")
    assert exported.headers["content-type"] == "text/yaml; charset=utf-8"
    name = f"{busy.name}-again"
    running.client("/_emulator").post("/worlds", json={"name": name, "fixture": "empty"})
    other = TestWorld(name, f"/~{name}", running)
    other.client("_emulator").put("/clock", json={"now": NOON, "frozen": True})
    applied = other.client("_emulator").post("/fixtures", content=exported.content)
    assert applied.status_code == 200, applied.text
    assert applied.json()["left_out"] == ["clock"]
    yield other
    running.client("/_emulator").delete(f"/worlds/{name}")


def state(world: TestWorld) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    control = world.client("_emulator")
    found = {}
    for table in control.get("/state").json()["items"]:
        vendor, name = table["vendor"], table["table"]
        rows = control.get(f"/state/{vendor}/{name}", params={"limit": 10_000}).json()["items"]
        minted = MINTED.get((vendor, name))
        plain = [{column: value for column, value in row.items() if column != minted} for row in rows]
        found[f"{vendor}.{name}"] = sorted(plain, key=repr) if minted else plain
    return found


def test_every_row_of_every_vendor_comes_back(busy: TestWorld, again: TestWorld) -> None:
    before, after = state(busy), state(again)

    assert before.keys() == after.keys()
    for table in before:
        assert after[table] == before[table], table
    assert {table for table, rows in before.items() if not rows} <= NOT_MADE


def test_work_that_is_due_comes_back(busy: TestWorld, again: TestWorld) -> None:
    before, after = (one.client("_emulator").post("/clock/advance", json={"days": 800}).json() for one in (busy, again))

    assert after["ran"] == before["ran"]
    assert {ran["vendor"] for ran in after["ran"]} == set(VENDORS)
    assert state(again) == state(busy)


@pytest.mark.once
@pytest.mark.parametrize("document", sorted(layouts.HOME.glob("*.yaml")), ids=lambda document: document.stem)
def test_a_document_that_an_older_version_wrote_is_read(document: Path) -> None:
    with Emulator(in_process=True, fixture=str(document)) as emulator:
        layouts.has_all(emulator)
