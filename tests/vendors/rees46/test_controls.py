"""What a REES46 shop does in its back office."""

from typing import Any

import httpx
import pytest

SHOP = {"shop_id": "DvLWN2ZTMZ"}
TRUSTED = {**SHOP, "shop_secret": "EIxTuot8sj"}


def published(rees46: httpx.Client) -> list[int]:
    return [review["id"] for review in rees46.get("nps/reviews", params=TRUSTED).json()]


def test_a_review_can_be_taken_from_view_and_shown_again(rees46: httpx.Client, control: httpx.Client) -> None:
    hidden = control.post("rees46/nps/reviews/1/unpublish")
    while_hidden = published(rees46)
    shown = control.post("rees46/nps/reviews/1/publish")

    assert (hidden.status_code, hidden.json()) == (200, {"id": 1, "published": False})
    assert while_hidden == [2]
    assert (shown.status_code, shown.json()) == (200, {"id": 1, "published": True})
    assert published(rees46) == [1, 2]


def test_a_segment_that_is_made_takes_people(rees46: httpx.Client, control: httpx.Client) -> None:
    made = control.post("rees46/segments", json={**SHOP, "name": "VIP"})

    who = {**SHOP, "did": "aB3dE6gH9k"}
    rees46.post("segments/add", json={**who, "segment_id": made.json()["id"]})
    assert (made.status_code, made.json()) == (201, {"id": 316, "name": "VIP", "type": "static"})
    assert rees46.get("segments/get", params=who).json() == [{"id": 316, "type": "static"}]


def test_a_dynamic_segment_changes_its_name_and_condition(rees46: httpx.Client, control: httpx.Client) -> None:
    men, women = ({"property": "gender", "is": gender} for gender in "mf")
    number = control.post("rees46/segments", json={**SHOP, "name": "Men", "condition": men}).json()["id"]
    john = {**TRUSTED, "email": "john.smith@example.com"}
    before = rees46.get("segments/get", params=john).json()

    renamed = control.patch(f"rees46/segments/{number}", json={"name": "People"})
    changed = control.patch(f"rees46/segments/{number}", json={"condition": women})

    shown = {"id": number, "name": "People", "type": "dynamic"}
    assert (renamed.status_code, renamed.json()) == (200, {**shown, "condition": men})
    assert (changed.status_code, changed.json()) == (200, {**shown, "condition": women})
    assert {"id": number, "type": "dynamic"} in before
    assert {"id": number, "type": "dynamic"} not in rees46.get("segments/get", params=john).json()


def test_a_static_segment_is_renamed_and_keeps_its_members(control: httpx.Client) -> None:
    before = control.get("rees46/segments/313/members").json()

    renamed = control.patch("rees46/segments/313", json={"name": "VIP"})

    assert renamed.json() == {"id": 313, "name": "VIP", "type": "static"}
    assert control.get("rees46/segments/313/members").json() == before


def test_whom_a_fixture_listed_is_no_longer_in_a_segment_with_a_condition(control: httpx.Client) -> None:
    nobody = {"property": "first_name", "is": "Nobody"}

    control.patch("rees46/segments/314", json={"condition": nobody})

    assert control.get("rees46/segments/314/members").json() == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("number", "form", "status", "field"),
    [
        (999, {"name": "x"}, 404, "id"),
        (0, {"name": "x"}, 400, "id"),
        (313, {"name": ""}, 400, "name"),
        (313, {"condition": {"property": "gender", "is": "m"}}, 400, "condition"),
        (314, {"name": "New", "condition": {"property": "gender", "si": "m"}}, 400, "condition.si"),
        (313, {"type": "dynamic"}, 400, "type"),
    ],
)
def test_a_segment_is_not_changed_by_half(
    number: int, form: dict[str, Any], status: int, field: str, control: httpx.Client
) -> None:
    before = control.get("state/rees46/segments").json()

    answer = control.patch(f"rees46/segments/{number}", json=form)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert control.get("state/rees46/segments").json() == before


def test_a_promo_code_list_that_is_made_can_be_fetched_from(rees46: httpx.Client, control: httpx.Client) -> None:
    form = {**SHOP, "id": 7, "name": "Few", "codes": ["one", "one", "two"]}

    made = control.post("rees46/promo_codes", json=form)

    fetched = rees46.get("promo_codes/fetch", params={**SHOP, "id": 7, "did": "aB3dE6gH9k"})
    assert (made.status_code, made.json()) == (201, {"id": 7, "name": "Few", "available": 2})
    assert fetched.json() == {"code": "one"}


def test_expired_codes_are_neither_available_nor_issued_again(rees46: httpx.Client, control: httpx.Client) -> None:
    fetch = {"shop_id": "1234567890", "id": 3190, "did": "aB3dE6gH9k"}
    rees46.get("promo_codes/fetch", params=fetch)

    expired = control.post("rees46/promo_codes/3190/expire")

    lists = rees46.get("promo_codes", params={"shop_id": "1234567890", "shop_secret": "0987654321"})
    assert (expired.status_code, expired.json()) == (200, {"expired": 3})
    assert rees46.get("promo_codes/fetch", params=fetch).status_code == 404
    assert lists.json() == [{"id": 3190, "name": "Birthday codes", "available": 0}]


@pytest.mark.parametrize(
    ("path", "form", "status", "field"),
    [
        ("nps/reviews/99/publish", None, 404, "id"),
        ("nps/reviews/99/unpublish", None, 404, "id"),
        ("segments", {"shop_id": "unknown", "name": "VIP"}, 404, "shop_id"),
        ("segments", {**SHOP, "id": 313, "name": "VIP"}, 409, "id"),
        ("promo_codes", {"shop_id": "unknown", "name": "Few"}, 404, "shop_id"),
        ("promo_codes", {**SHOP, "id": 3184, "name": "Few"}, 409, "id"),
        ("promo_codes/99/expire", None, 404, "list_id"),
        ("campaigns", {"shop_id": "unknown", "code": "new", "sms": {"text": "Hi"}}, 404, "shop_id"),
        ("campaigns", {**SHOP, "code": "welcome", "sms": {"text": "Hi"}}, 409, "code"),
    ],
)
def test_refuses_what_is_not_there_or_there_already(
    control: httpx.Client, path: str, form: dict[str, Any] | None, status: int, field: str
) -> None:
    answer = control.post(f"rees46/{path}", json=form)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["field"] == field


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("segments", {**SHOP, "name": "VIP", "kind": "static"}),
        ("segments", {**SHOP, "name": "VIP", "type": "clever"}),
        ("segments", {**SHOP, "name": "VIP", "id": 10**12}),
        ("promo_codes", {**SHOP, "name": ""}),
        ("promo_codes/99999999999999999999/expire", None),
        ("nps/reviews/one/publish", None),
        ("campaigns", {**SHOP, "code": "new"}),
        ("campaigns", {**SHOP, "code": "new", "type": "sms", "email": {"subject": "S", "html": "H"}}),
    ],
)
def test_refuses_a_form_that_is_wrong(control: httpx.Client, path: str, form: dict[str, Any] | None) -> None:
    answer = control.post(f"rees46/{path}", json=form)

    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_shop_can_be_made_strict_closed_and_limited(rees46: httpx.Client, control: httpx.Client) -> None:
    view = {**SHOP, "did": "unknown", "event": "view", "item_id": "37"}

    strict = control.patch("rees46/shops/DvLWN2ZTMZ", json={"strict": True})
    judged = rees46.post("push", json=view).status_code
    control.patch("rees46/shops/DvLWN2ZTMZ", json={"active": False})
    closed = rees46.post("push", json=view).status_code
    control.patch("rees46/shops/DvLWN2ZTMZ", json={"active": True, "strict": False, "requests_per_minute": 1})
    limited = [rees46.post("push", json=view).status_code for _ in range(2)]
    free = control.patch("rees46/shops/DvLWN2ZTMZ", json={"requests_per_minute": None})

    assert strict.json() == {"shop_id": "DvLWN2ZTMZ", "strict": True, "active": True, "requests_per_minute": None}
    assert (judged, closed, limited) == (404, 403, [200, 429])
    assert free.json() == {"shop_id": "DvLWN2ZTMZ", "strict": False, "active": True, "requests_per_minute": None}
    assert rees46.post("push", json=view).status_code == 200


def test_the_rules_of_a_shop_that_is_not_there_cannot_be_set(control: httpx.Client) -> None:
    answer = control.patch("rees46/shops/nobody", json={"strict": True})

    assert (answer.status_code, answer.json()["field"]) == (404, "shop_id")


def test_a_campaign_that_is_made_can_be_sent(rees46: httpx.Client, control: httpx.Client) -> None:
    form = {**SHOP, "code": "new", "type": "sms", "sms": {"text": "Hi {{ name }} {% oops %}"}}
    made = control.post("rees46/campaigns", json=form)

    sms = {**TRUSTED, "code": "new", "phone": "447700900123", "variables": {"name": "Jane"}}
    sent = rees46.post("sms/transactional", json=sms)

    assert (made.status_code, made.json()["code"]) == (201, "new")
    assert (sent.status_code, sent.json()) == (200, {"status": "success"})
    assert "cannot be filled in" in sent.headers["x-emulator-notice"]
    assert control.get("outbox").json()["items"][0]["text"] == "Hi {{ name }} {% oops %}"
