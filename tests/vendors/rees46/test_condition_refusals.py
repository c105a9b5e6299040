"""A condition that is malformed is refused with the place of what is wrong, and nothing of it is kept."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from emulator.kernel import fixtures
from emulator.kernel.fixtures import FixtureError
from emulator.vendors import VENDORS

SEGMENT = {"shop_id": "DvLWN2ZTMZ", "name": "Some"}
KINDS = "all, any, not, has, property, custom_property, orders, events"
VIEW = {"events": {"event": "view"}}
DEEP = {"not": {"not": {"not": {"not": {"not": {"not": VIEW}}}}}}
PROPERTIES = (
    "Input should be 'first_name', 'last_name', 'gender', 'location', 'loyalty_card_location', 'loyalty_status', "
    "'loyalty_bonuses', 'loyalty_bonuses_to_next_level', 'age', 'birthday', 'bought_something' or 'tags'"
)


@pytest.mark.parametrize(
    ("condition", "field", "reason"),
    [
        (5, "", "should be a mapping"),
        ([VIEW], "", "should be a mapping"),
        ({}, "", f"is no condition: give one of {KINDS}"),
        ({"evnts": {"event": "view"}}, ".evnts", f"is no condition: give one of {KINDS}"),
        ({"all": []}, ".all", "List should have at least 1 item after validation, not 0"),
        ({"any": VIEW}, ".any", "Input should be a valid list"),
        ({"all": [VIEW], "any": [VIEW]}, ".any", "unknown key"),
        ({"all": [VIEW, {"not": {"sex": "f"}}]}, ".all.1.not.sex", f"is no condition: give one of {KINDS}"),
        ({"has": "mail"}, ".has", None),
        ({"property": "sex", "is": "f"}, ".property", PROPERTIES),
        ({"property": ["age"], "is": 5}, ".property", PROPERTIES),
        ({"property": "gender"}, "", "says nothing: give one of is, one_of, known"),
        ({"property": "gender", "at_least": "f"}, ".at_least", "unknown key"),
        ({"property": "gender", "is": 1}, ".is", "Input should be a valid string"),
        ({"property": "gender", "one_of": []}, ".one_of", "List should have at least 1 item after validation, not 0"),
        ({"property": "age", "at_least": 40, "at_most": 30}, "", "at_least is more than at_most"),
        ({"property": "age", "is": 1000}, ".is", "Input should be less than or equal to 150"),
        ({"property": "birthday", "from": "2000-02-30"}, ".from", None),
        ({"property": "birthday", "from": "2000-02-02", "until": "2000-02-01"}, "", "from is more than until"),
        ({"property": "bought_something"}, ".is", "is missing"),
        ({"property": "loyalty_bonuses", "is": 1e300}, ".is", "Input should be less than or equal to 1000000000000"),
        (
            {"custom_property": "size", "is": [39]},
            ".is",
            "should be a text, a number of up to twelve digits, true or false",
        ),
        (
            {"custom_property": "size", "one_of": ["s", 10**400]},
            ".one_of.1",
            "should be a text, a number of up to twelve digits, true or false",
        ),
        ({"custom_property": "", "is": 39}, ".custom_property", "String should have at least 1 character"),
        ({"orders": []}, ".orders", None),
        ({"orders": {"within_days": 0}}, ".orders.within_days", "Input should be greater than or equal to 1"),
        ({"orders": {"count": {}}}, ".orders.count", "says nothing: give one of at_least, at_most"),
        ({"orders": {"sum": {"at_least": "much"}}}, ".orders.sum.at_least", None),
        ({"orders": {"event": "view"}}, ".orders.event", "unknown key"),
        ({"events": {"within_days": 7}}, ".events.event", "is missing"),
        ({"events": {"event": "view", "sum": {"at_least": 1}}}, ".events.sum", "unknown key"),
        ({"events": {"event": "view", "count": {"at_least": -1}}}, ".events.count.at_least", None),
        (DEEP, "", "has more than 50 parts, or more than 6 levels"),
        ({"any": [VIEW] * 50}, "", "has more than 50 parts, or more than 6 levels"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_a_control_call_names_the_field(control: httpx.Client, condition: Any, field: str, reason: str | None) -> None:
    answer = control.post("rees46/segments", json={**SEGMENT, "condition": condition})

    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["field"] == f"condition{field}"
    assert problem["detail"] == f"condition{field}: {reason}" or reason is None
    assert control.get("rees46/segments/316/members").status_code == 404


@pytest.mark.parametrize(
    ("form", "field", "reason"),
    [
        ({"type": "static", "condition": VIEW}, "condition", "a static segment has no condition"),
        ({"type": "clever", "condition": VIEW}, "type", "Input should be 'static' or 'dynamic'"),
        ({"condition": VIEW, "members": ["a@example.com"]}, "members", "unknown key"),
    ],
)
def test_only_a_dynamic_segment_has_one(control: httpx.Client, form: dict[str, Any], field: str, reason: str) -> None:
    answer = control.post("rees46/segments", json={**SEGMENT, **form})

    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert answer.json()["detail"] == f"{field}: {reason}"


@pytest.mark.parametrize(("path", "status"), [("999/members", 404), ("0/members", 400), ("x/members", 400)])
def test_the_members_of_what_is_no_segment_are_not_listed(control: httpx.Client, path: str, status: int) -> None:
    answer = control.get(f"rees46/segments/{path}")

    assert (answer.status_code, answer.json()["field"]) == (status, "id")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": "all"}, {"offset": -1}, {"ofset": 1}])
def test_a_page_of_members_that_is_none_is_refused(control: httpx.Client, query: dict[str, Any]) -> None:
    answer = control.get("rees46/segments/311/members", params=query)

    assert (answer.status_code, answer.json()["field"]) == (400, *query)


FIXTURE = """shops:
- shop_id: S
  shop_secret: T
  name: N
  segments:
  - id: 1
    name: Old
    members: [old@example.com]
  - id: 2
    name: New
"""


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "    condition:\n      all:\n      - has: did\n      - events:\n          event: view\n          day: 7\n",
            ":16: shops.0.segments.1.condition.all.1.events.day: unknown key",
        ),
        (
            "    condition:\n      any:\n      - proprty: gender\n",
            f":13: shops.0.segments.1.condition.any.0.proprty: is no condition: give one of {KINDS}",
        ),
        (
            "    condition:\n      not:\n        property: gendr\n        is: f\n",
            f":13: shops.0.segments.1.condition.not.property: {PROPERTIES}",
        ),
        (
            "    condition:\n      orders:\n        count: {at_least: 3,\n          at_most: 2}\n",
            ":13: shops.0.segments.1.condition.orders.count: at_least is more than at_most",
        ),
        (
            "    type: static\n    condition: {has: email}\n",
            ":12: shops.0.segments.1.condition: a static segment has no condition",
        ),
        (
            "    condition: {has: email}\n    members: [a@example.com]\n",
            ":12: shops.0.segments.1.members: are those who meet the condition: list nobody",
        ),
    ],
)
def test_a_fixture_is_refused_with_file_line_and_key(tmp_path: Path, lines: str, message: str) -> None:
    file = tmp_path / "rees46.yaml"
    file.write_text(FIXTURE + lines)

    with pytest.raises(FixtureError) as refused:
        fixtures.read(str(tmp_path), VENDORS.values())

    assert str(refused.value) == f"{file}{message}"
