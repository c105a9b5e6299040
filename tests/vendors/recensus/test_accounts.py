"""Merchants: the demo's, new ones, and those of a world of its own."""

import json
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from emulator.vendors.recensus import accounts
from tests.conftest import TestWorld
from tests.vendors.recensus.signing import DATA, changed, post


def test_the_demo_merchants_are_those_of_the_document_and_of_the_sdk(control: httpx.Client) -> None:
    items = control.get("accounts").json()["items"]

    assert [one for one in items if one["vendor"] == "recensus"] == [
        {"vendor": "recensus", "merchant": "1", "token": "1", "secret": "shared-secret"},
        {"vendor": "recensus", "merchant": "00000", "token": "00000", "secret": "11111"},
    ]


def test_what_a_new_merchant_leaves_out_is_minted(recensus: httpx.Client, control: httpx.Client) -> None:
    minted = control.post("accounts/recensus", json={}).json()

    merchant = minted["merchant"]
    path = f"merchant/{merchant}/customer-contact-request"
    answer = post(recensus, changed(DATA, merchant=merchant), path=path, secret=minted["secret"], token=minted["token"])
    assert minted["token"] == merchant
    assert answer.status_code == 201


def test_a_merchant_id_is_given_once(control: httpx.Client) -> None:
    taken = control.post("accounts/recensus", json={"merchant": "1"})

    assert (taken.status_code, taken.json()["detail"]) == (409, "merchant 1 is there already")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("merchant", "a b"),
        ("merchant", "1\n"),
        ("name", ""),
        ("name", "\0"),
        ("name", "\ud83d"),
        ("token", ""),
        ("token", "a\0b"),
        ("secret", ""),
        ("secret", "a\0b"),
        ("secret", "\ud83d"),
        ("contact_after_days", -1),
        ("contact_after_days", 3651),
        ("content_type_error", 404),
        ("shop", "7"),
    ],
)
def test_a_merchant_that_cannot_be_kept_is_refused(control: httpx.Client, field: str, value: Any) -> None:
    before = control.get("accounts").json()
    body = json.dumps({field: value})

    answer = control.post("accounts/recensus", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert control.get("accounts").json() == before


def test_a_fixture_gives_a_merchant_id_once(control: httpx.Client, tmp_path: Path) -> None:
    merchant = '{merchant: "7", secret: s}'
    (tmp_path / "recensus.yaml").write_text(f"merchants: [{merchant}, {merchant}]")

    answer = control.post("worlds", json={"fixture": str(tmp_path)})

    assert (answer.status_code, answer.json()["detail"]) == (400, "recensus.yaml: merchant 7 is there already")


def test_the_credentials_of_a_world_alone_lead_to_it(world: TestWorld) -> None:
    made = world.running.client("/_emulator").post("worlds", json={"name": world.name}).json()
    merchant = made["credentials"]["recensus"][0]
    bare = world.running.client("/recensus")
    path = f"merchant/{merchant['merchant']}/customer-contact-request"

    sent = changed(DATA, merchant=merchant["merchant"])
    answer = post(bare, sent, path=path, secret=merchant["secret"], token=merchant["token"])

    kept = world.client("_emulator").get("recensus/customer-contact-requests").json()
    assert answer.status_code == 201
    assert [one["merchant"] for one in kept["items"]] == [merchant["merchant"]]


def test_fresh_credentials_have_the_merchant_id_for_a_token() -> None:
    fresh = accounts.fresh(Random(1), {"merchant": "1", "token": "1", "secret": "shared-secret"})

    assert fresh["token"] == fresh["merchant"] != "1"
    assert fresh["secret"] != "shared-secret"
