"""A world's own secrets are masked wherever they stand, not only under their documented names."""

import json
from typing import Any

import httpx
import pytest

from emulator.kernel.masking import mask

SHOP, KEY = "EIxTuot8sj", "3x3mp3l"
PLACES = {
    "list": "/requests",
    "one": "/requests/1",
    "curl": "/requests/1/curl",
    "har": "/requests/export.har",
    "unexpected": "/requests/unexpected",
    "explain": "/requests/1/explain",
    "contract": "/contract",
}
CALLS: dict[str, dict[str, Any]] = {
    "a query": {"url": "/segments", "params": {"secret": SHOP}},
    "another vendor's": {"url": "/segments", "params": {"api_key": KEY}},
    "a header": {"url": "/segments", "headers": {"X-Reco-Api-Key": KEY}},
    "JSON": {"url": "/transact", "json": {"shop_secert": SHOP}},
    "a form": {"url": "/push", "data": {"shop_secert": f"the {SHOP}."}},
    "a path": {"url": f"/segments/{SHOP}/all"},
    "percents": {"url": "/segments", "params": {"secret": "".join(f"%{ord(one):02x}" for one in SHOP)}},
    "a name": {"url": "/segments", "params": {SHOP: "1"}},
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_secret_under_any_name_is_never_shown(
    control: httpx.Client, rees46: httpx.Client, call: dict[str, Any], place: str
) -> None:
    rees46.request("POST" if {"json", "data"} & set(call) else "GET", **call)

    told = control.get(place)

    assert told.status_code == 200
    for written in (SHOP, KEY, "%2545%2549", "%45%49"):
        assert written not in told.text


def test_it_is_masked_as_under_its_own_name(control: httpx.Client, rees46: httpx.Client) -> None:
    rees46.get("/segments", params={"secret": SHOP, "shop_secret": SHOP}, headers={"X-Reco-Api-Key": KEY})

    shown = control.get("/requests/1").json()["request"]

    assert shown["query"] == {"secret": mask(SHOP), "shop_secret": mask(SHOP)}
    assert shown["headers"]["x-reco-api-key"] == mask(KEY)


def test_a_secret_too_short_to_be_told_from_chance_is_looked_for_by_its_name_alone(
    control: httpx.Client, recensus: httpx.Client
) -> None:
    opened = control.post("/accounts/recensus", json={"merchant": "77", "token": "77", "secret": "12345"})
    recensus.get("/nowhere", params={"a": "12345", "secret": "12345"})

    shown = control.get("/requests/1").json()["request"]

    assert opened.status_code == 201
    assert shown["query"] == {"a": "12345", "secret": mask("12345")}


@pytest.mark.parametrize("secret", ['a "quoted" secret/å', "back\\slash", "with space+plus", "€uro%25"])
def test_a_secret_of_any_characters_is_found_however_it_is_written(
    control: httpx.Client, rees46: httpx.Client, secret: str
) -> None:
    control.post("/accounts/recensus", json={"merchant": "77", "token": "77", "secret": secret})
    rees46.post("/transact", params={"a": secret}, json={"b": secret, "c": [json.dumps({"d": secret})]})

    shown = control.get("/requests/1").json()["request"]

    assert shown["query"] == {"a": mask(secret)}
    assert json.loads(shown["body"])["b"] == mask(secret)


def test_an_expected_secret_is_not_shown_where_no_request_has_such_a_field(
    control: httpx.Client, reco: httpx.Client
) -> None:
    reco.get("/nowhere", params={"a": "b"})

    missed = control.post("/requests/verify", json={"params": {"shop_secret": "another", "key": SHOP}}).json()

    assert [check["expected"] for check in missed["nearest"][0]["fields"]] == [mask("another"), mask(SHOP)]


def test_a_secret_under_any_name_is_expected_as_it_is_or_as_it_is_shown(
    control: httpx.Client, rees46: httpx.Client
) -> None:
    rees46.get("/segments", params={"secret": SHOP})

    plain, as_shown, missed = (
        control.post("/requests/verify", json={"params": {"secret": value}}).json()
        for value in (SHOP, mask(SHOP), "another")
    )

    assert (plain["matched"], as_shown["matched"], missed["matched"]) == (1, 1, 0)
    assert missed["nearest"][0]["fields"][0]["got"] == mask(SHOP)
    assert SHOP not in str(missed)


@pytest.mark.parametrize(
    "place",
    [
        "/outbox",
        "/outbox/1",
        "/outbox/1/html",
        "/state/reco/invites",
        "/state/reco/invites?q=jane",
        "/snapshots/before/changes",
        "/faults",
    ],
)
def test_a_secret_that_somebody_wrote_into_a_message_or_a_rule_is_masked_there_too(
    control: httpx.Client, reco: httpx.Client, place: str
) -> None:
    control.post("/snapshots", json={"name": "before"})
    customer = {"email": "jane@example.com", "firstName": SHOP, "lastName": f"key {KEY}."}
    reco.post("/invite/mail/venue/123", json={"invites": [customer]})
    planned = control.post("/faults", json={"vendor": "reco", "status": 503, "params": {"note": SHOP, SHOP: KEY}})

    told = control.get(place)

    assert told.status_code == 200
    assert mask(SHOP) in told.text
    for shown in (told.text, planned.text):
        assert SHOP not in shown.replace(f'"{SHOP}":', "")
        assert KEY not in shown


def test_a_rule_may_give_a_secret_under_any_name_as_it_is_shown(control: httpx.Client, rees46: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "rees46", "status": 418, "params": {"note": mask(SHOP)}})

    statuses = [rees46.get("/segments", params={"note": note}).status_code for note in (SHOP, "another", mask(SHOP))]

    assert statuses[0] == statuses[2] == 418
    assert statuses[1] != 418
