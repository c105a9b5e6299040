"""Dynamic segments: who is in one follows what is known of people, what they do, and the time."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, open_shop, push, refusal
from tests.vendors.rees46.segments import includes, make, members

JANE, JOHN, MARIA = "jane.doe@example.com", "john.smith@example.com", "maria.garcia@example.com"
RECENT, SHOES = 311, 312
BUYERS = {MARIA, "hB4zL6sX1j", "mP7yD2cR9f", "oS2dV6iM4h", "vK3nT8wQ5b", "yC5rJ8eA2k"}


def of(rees46: httpx.Client, email: str) -> Any:
    return rees46.get("segments/get", params={**S2S, "email": email}).json()


def advance(control: httpx.Client, **by: int) -> None:
    assert control.post("clock/advance", json=by).status_code == 200


def test_the_demo_shop_has_three(rees46: httpx.Client, control: httpx.Client) -> None:
    assert members(control, RECENT) == BUYERS
    assert members(control, SHOES) == {MARIA}
    assert of(rees46, MARIA) == [{"id": RECENT, "type": "dynamic"}, {"id": SHOES, "type": "dynamic"}]
    assert of(rees46, JOHN) == [{"id": 313, "type": "static"}, {"id": 314, "type": "dynamic"}]


def test_a_view_puts_a_woman_into_it_and_a_week_takes_her_out(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "view", did="gN7WW9zXpM", items=["1104"])
    at_once = members(control, SHOES), includes(rees46, SHOES, JANE)
    advance(control, days=6)
    in_time = members(control, SHOES), includes(rees46, SHOES, JANE)
    advance(control, days=2)

    assert at_once == ({MARIA, JANE}, True)
    assert in_time == ({JANE}, True)
    assert (members(control, SHOES), includes(rees46, SHOES, JANE)) == (set(), False)


def test_a_view_of_something_else_does_not(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "view", did="gN7WW9zXpM", items=["187"])
    push(rees46, "cart", did="gN7WW9zXpM", items=["1104"])

    assert members(control, SHOES) == {MARIA}


def test_an_order_counts_until_it_is_cancelled_or_old(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "purchase", did="jS4mK8pQ2x", items=[{"id": "37", "price": 5}], order_id="N901")
    bought = members(control, RECENT)
    cancelled = {"id": "N901", "status": "Cancelled", "email": JOHN}
    rees46.post("sync/orders", json={**S2S, "orders": [cancelled]})
    without = members(control, RECENT)
    rees46.post("sync/orders", json={**S2S, "orders": [{**cancelled, "status": "completed"}]})
    restored = members(control, RECENT)
    advance(control, days=29)
    last_days = members(control, RECENT)
    advance(control, days=2)

    assert (bought, without, restored) == ({*BUYERS, JOHN}, BUYERS, {*BUYERS, JOHN})
    assert (last_days, members(control, RECENT)) == ({JOHN}, set())


def test_a_profile_update_changes_who_is_in_it(rees46: httpx.Client, control: httpx.Client) -> None:
    winter = make(control, {"custom_property": "favourite_season", "is": "winter"})
    before = members(control, winter)
    rees46.post("profile/set", json={**S2S, "email": JOHN, "favourite_season": "winter"})
    rees46.post("profile/set", json={**S2S, "email": JANE, "favourite_season": "summer"})

    assert (before, members(control, winter)) == ({JANE}, {JOHN})
    assert (includes(rees46, winter, JANE), includes(rees46, winter, JOHN)) == (False, True)
    assert of(rees46, JOHN)[-1] == {"id": winter, "type": "dynamic"}


@pytest.mark.usefixtures("march")
def test_people_grow_older(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, "email": MARIA, "birthday": "1987-03-11"})
    forty = make(control, {"property": "age", "at_least": 40, "at_most": 40})
    before = includes(rees46, forty, MARIA)
    advance(control, days=1)
    birthday = members(control, forty), includes(rees46, forty, MARIA)
    advance(control, days=366)

    assert (before, birthday) == (False, ({MARIA}, True))
    assert members(control, forty) == set()


@pytest.mark.parametrize(("today", "grown"), [("2027-02-28", False), ("2027-03-01", True), ("2028-02-29", True)])
def test_who_is_born_on_a_leap_day_is_older_the_day_after(
    world: TestWorld, rees46: httpx.Client, control: httpx.Client, today: str, grown: bool
) -> None:
    world.begin(f"{today}T12:00:00Z")
    rees46.post("profile/set", json={**S2S, "email": MARIA, "birthday": "2000-02-29"})

    segment = make(control, {"property": "age", "at_least": 27})

    assert includes(rees46, segment, MARIA) is grown
    assert (rees46.get("profile", params={**S2S, "email": MARIA}).json()["age"] >= 27) is grown


def test_a_custom_event_counts(rees46: httpx.Client, control: httpx.Client) -> None:
    segment = make(control, {"events": {"event": "quiz", "within_days": 2, "count": {"at_least": 2}}})
    quiz = {"shop_id": SHOP, "did": "gN7WW9zXpM", "event": "quiz"}
    rees46.post("push/custom", json=quiz)
    once = includes(rees46, segment, JANE)
    rees46.post("push/custom", json=quiz)
    twice = includes(rees46, segment, JANE)
    advance(control, days=2)

    assert (once, twice, includes(rees46, segment, JANE)) == (False, True, False)


def test_a_category_that_was_looked_at_counts_with_all_beneath_it(rees46: httpx.Client, control: httpx.Client) -> None:
    camping = make(control, {"events": {"event": "category", "category": "1"}})
    footwear = make(control, {"events": {"event": "category", "category": "3"}})

    push(rees46, "category", did="gN7WW9zXpM", category_id="146")

    assert (members(control, camping), members(control, footwear)) == ({JANE}, set())


def test_what_a_device_did_counts_for_its_owner(rees46: httpx.Client, control: httpx.Client) -> None:
    push(rees46, "view", did="LAPTOP", items=["1104"])
    anonymous = members(control, SHOES)

    rees46.post("profile/set", json={"shop_id": SHOP, "did": "LAPTOP", "email": JANE})

    assert (anonymous, members(control, SHOES)) == ({MARIA}, {MARIA, JANE})
    assert rees46.get("segments/get", params={"shop_id": SHOP, "did": "LAPTOP"}).json() == [
        {"id": SHOES, "type": "dynamic"}
    ]


def test_nobody_is_put_into_it_or_taken_out_by_hand(rees46: httpx.Client, control: httpx.Client) -> None:
    person = {**S2S, "email": JANE, "segment_id": SHOES}
    added = rees46.post("segments/add", json=person)
    removed = rees46.post("segments/remove", json={**person, "email": MARIA})
    imported = rees46.post("import/audience", json={**S2S, "segment_id": SHOES, "audience": [{"email": JANE}]})

    assert (added.status_code, added.json()) == (404, refusal("Segment is not static"))
    assert (removed.status_code, removed.json()) == (404, refusal("Segment is not static"))
    assert (imported.status_code, imported.json()) == (200, SUCCESS)
    assert "there is no static segment 312" in imported.headers["x-emulator-notice"]
    assert members(control, SHOES) == {MARIA}


def test_it_is_about_the_people_of_its_shop(rees46: httpx.Client, control: httpx.Client) -> None:
    other = open_shop(control)
    everybody = make(control, {"not": {"property": "gender", "is": "f"}}, other["shop_id"])

    rees46.post("profile/set", json={**other, "email": "ada@example.com"})

    assert members(control, everybody) == {"ada@example.com"}
    assert everybody not in [one["id"] for one in of(rees46, JOHN)]
    assert rees46.get("segments/get", params={**other, "email": "ada@example.com"}).json() == [
        {"id": everybody, "type": "dynamic"}
    ]


def test_a_person_is_asked_of_any_number_of_conditions(rees46: httpx.Client, control: httpx.Client) -> None:
    parts = [{"events": {"event": "view", "product": str(number)}} for number in range(1, 24)]
    made = [make(control, {"any": [*parts, {"has": kind}]}) for kind in ("email", "fb_id", "email", "phone")]

    assert [one["id"] for one in of(rees46, JOHN)] == [313, 314, made[0], made[2], made[3]]
