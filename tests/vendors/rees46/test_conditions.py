"""What the condition of a dynamic segment can say; in the demo shop, two orders of Jane's are 454 and 1499."""

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vendors.rees46.segments import Condition, includes, make, members

JOHN, JANE, ERIK, MARIA = (
    f"{name}@example.com" for name in ("john.smith", "jane.doe", "erik.lindqvist", "maria.garcia")
)
BROWSERS = {"lX1wK7tE6v", "uN5cQ8rH3x", "aN0nYm0uSd"}
BUYERS = {"hB4zL6sX1j", "mP7yD2cR9f", "oS2dV6iM4h", "vK3nT8wQ5b", "yC5rJ8eA2k"}
EVERYBODY = {JOHN, JANE, ERIK, MARIA, *BROWSERS, *BUYERS}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"has": "email"}, {JOHN, JANE, ERIK, MARIA}),
        ({"has": "phone"}, {JOHN, JANE, ERIK}),
        ({"has": "external_id"}, {JANE}),
        ({"not": {"has": "email"}}, BROWSERS | BUYERS),
        ({"property": "gender", "is": "f"}, {JANE, MARIA}),
        ({"not": {"property": "gender", "is": "f"}}, EVERYBODY - {JANE, MARIA}),
        ({"property": "gender", "known": False}, BROWSERS | BUYERS),
        ({"property": "location", "one_of": ["London", "NY"]}, {JOHN, JANE}),
        ({"property": "location", "one_of": ["London", "NY"], "is": "NY"}, {JANE}),
        ({"property": "location", "is": "london"}, set()),
        ({"property": "loyalty_bonuses", "at_least": 240, "at_most": 1000}, {JOHN}),
        ({"property": "loyalty_bonuses", "is": 1123}, {JANE}),
        ({"property": "loyalty_status", "known": True}, {JOHN, JANE}),
        ({"property": "age", "is": 34}, {JANE}),
        ({"property": "age", "at_least": 35}, {ERIK}),
        ({"property": "age", "known": False}, {JOHN, MARIA} | BROWSERS | BUYERS),
        ({"not": {"property": "age", "at_most": 34}}, EVERYBODY - {JANE}),
        ({"property": "birthday", "from": "1984-11-02", "until": "1984-11-02"}, {ERIK}),
        ({"property": "birthday", "is": "1990-03-11"}, {JANE}),
        ({"property": "birthday", "known": True}, {JANE, ERIK}),
        ({"property": "bought_something", "is": False}, BROWSERS),
        ({"property": "tags", "is": "newsletter"}, {JANE, MARIA}),
        ({"property": "tags", "is": "newsletter", "one_of": ["vip", "none"]}, {JANE}),
        ({"not": {"property": "tags", "one_of": ["vip", "newsletter"]}}, EVERYBODY - {JANE, MARIA}),
        ({"custom_property": "favourite_season", "one_of": ["winter", "summer"]}, {JANE, ERIK}),
        ({"custom_property": "favourite_season", "known": True}, {JANE, ERIK}),
        ({"custom_property": "shoe_size", "is": "39"}, {JANE}),
        ({"custom_property": "shoe_size", "is": 39}, {JANE}),
        ({"custom_property": "shoe_size", "at_least": 38.5, "at_most": 39}, {JANE}),
        ({"custom_property": "favourite_season", "at_least": 0}, set()),
        ({"custom_property": "shoe_size", "is": True}, set()),
        ({"orders": {}}, {JOHN, JANE, MARIA} | BUYERS),
        ({"orders": {"count": {"at_least": 2}}}, {JANE}),
        ({"orders": {"count": {"at_most": 0}}}, {ERIK} | BROWSERS),
        ({"orders": {"count": {"at_least": 0}}}, EVERYBODY),
        ({"orders": {"sum": {"at_least": 7453, "at_most": 7453}}}, {JANE}),
        ({"orders": {"sum": {"at_least": 899, "at_most": 899}, "count": {"at_least": 2}}}, set()),
        ({"orders": {"sum": {"at_most": 0}}}, {ERIK} | BROWSERS),
        ({"orders": {"product": "64"}}, {JOHN}),
        ({"orders": {"within_days": 30}}, {MARIA} | BUYERS),
        ({"all": [{"orders": {}}, {"not": {"orders": {"within_days": 30}}}]}, {JOHN, JANE}),
        ({"orders": {"category": "3"}}, {MARIA}),
        ({"orders": {"category": "31"}}, {MARIA}),
        ({"orders": {"category": "of no tree"}}, set()),
        ({"orders": {"brand": "fleetfoot"}}, set()),
        ({"orders": {"brand": "stormfell", "category": "211"}}, {"yC5rJ8eA2k"}),
        ({"events": {"event": "view", "product": "187"}}, {"lX1wK7tE6v", "uN5cQ8rH3x", "vK3nT8wQ5b", "mP7yD2cR9f"}),
        ({"events": {"event": "view", "count": {"at_least": 6}}}, {"vK3nT8wQ5b"}),
        ({"events": {"event": "wish"}}, {ERIK}),
        ({"events": {"event": "cart", "within_days": 2}}, set()),
        ({"events": {"event": "view", "brand": "Fleetfoot", "within_days": 4}}, {ERIK, MARIA}),
        ({"events": {"event": "view", "count": {"at_most": 0}}}, {JOHN, JANE, "aN0nYm0uSd"}),
        ({"any": [{"has": "fb_id"}, {"events": {"event": "wish"}}]}, {JANE, ERIK}),
        ({"all": [{"has": "email"}, {"any": [{"has": "did"}, {"has": "phone"}]}]}, {JOHN, JANE, ERIK, MARIA}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_finds_who_meets_it(
    rees46: httpx.Client, control: httpx.Client, condition: Condition, expected: set[str]
) -> None:
    segment = make(control, condition)

    assert members(control, segment) == expected
    assert {person for person in EVERYBODY if includes(rees46, segment, person)} == expected


@pytest.mark.parametrize(
    ("value", "condition", "met"),
    [
        (39, {"is": "39"}, True),
        (39.5, {"at_least": 39.5}, True),
        ("39.5", {"at_least": 39, "at_most": 40}, True),
        ("-3", {"at_most": 0}, True),
        ("1.2.3", {"at_least": 0}, False),
        ("12-3", {"at_least": 0}, False),
        ("", {"known": True}, True),
        (True, {"is": True}, True),
        ("true", {"is": True}, True),
        (False, {"is": True}, False),
        (1, {"is": True}, False),
        (["a"], {"known": True}, False),
        ({"a": 1}, {"is": "a"}, False),
        ("Ünique \"quoted\" 'text' %", {"is": "Ünique \"quoted\" 'text' %"}, True),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_a_custom_property_is_a_text_a_number_or_a_boolean(
    rees46: httpx.Client, control: httpx.Client, value: Any, condition: Condition, met: bool
) -> None:
    segment = make(control, {"custom_property": 'of "mine".%', **condition})

    person = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj", "email": JOHN}
    rees46.post("profile/set", json={**person, "custom_properties": {'of "mine".%': value}})

    assert members(control, segment) == ({JOHN} if met else set())
    assert includes(rees46, segment, JOHN) is met


def _some(**values: Any) -> st.SearchStrategy[Condition]:
    return st.fixed_dictionaries({}, optional={name: st.sampled_from(value) for name, value in values.items()})


BOUNDS = st.one_of(
    st.builds(lambda least: {"at_least": least}, st.integers(0, 4)),
    st.builds(lambda most: {"at_most": most}, st.integers(0, 4)),
    st.builds(lambda least, more: {"at_least": least, "at_most": least + more}, st.integers(0, 3), st.integers(0, 3)),
)
ABOUT = {
    "within_days": [1, 4, 30, 3650],
    "product": ["187", "1104", "37"],
    "category": ["1", "3", "11", "31", "none"],
    "brand": ["Trailhead", "STORMFELL"],
}
LEAVES = st.one_of(
    st.builds(lambda kind: {"has": kind}, st.sampled_from(["email", "phone", "did", "vk_id"])),
    st.builds(lambda least: {"property": "age", **least}, BOUNDS.map(lambda b: {k: v * 12 for k, v in b.items()})),
    st.builds(lambda sex: {"property": "gender", "is": sex}, st.sampled_from("mf")),
    st.builds(lambda known: {"property": "location", "known": known}, st.booleans()),
    st.builds(lambda about, count: {"orders": {**about, **count}}, _some(**ABOUT), _some(count=[{"at_most": 1}])),
    st.builds(lambda about, total: {"orders": {**about, "sum": total}}, _some(**ABOUT), BOUNDS),
    st.builds(
        lambda event, about, count: {"events": {"event": event, **about, "count": count}},
        st.sampled_from(["view", "cart", "purchase", "category", "unheard of"]),
        _some(**ABOUT),
        BOUNDS,
    ),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"all": some}),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: {"any": some}),
        inner.map(lambda one: {"not": one}),
    ),
    max_leaves=4,
).filter(lambda condition: _levels(condition) <= 6)


def _levels(condition: Condition) -> int:
    inner = [*condition.get("all", []), *condition.get("any", []), *([condition["not"]] if "not" in condition else [])]
    return 1 + max(map(_levels, inner), default=0)


def test_the_list_of_members_and_the_question_of_one_person_agree(rees46: httpx.Client, control: httpx.Client) -> None:
    sizes = set()

    @settings(max_examples=60)
    @given(condition=CONDITIONS)
    def agree(condition: Condition) -> None:
        segment = make(control, condition)

        listed = members(control, segment)

        assert listed == {person for person in EVERYBODY if includes(rees46, segment, person)}
        sizes.add(len(listed))

    agree()
    assert len(sizes) > 2
