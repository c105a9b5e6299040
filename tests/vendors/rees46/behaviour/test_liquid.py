"""Liquid templates."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from emulator.vendors.rees46.behaviour.liquid import Rendering

NOON = datetime(2030, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine is in another zone than the world."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("source", "variables", "text"),
    [
        ("Hello {{ name }}", {"name": "Jane"}, "Hello Jane"),
        ("Hello {{ name }}", {}, "Hello "),
        ("{% if n > 2 %}many{% else %}few{% endif %}", {"n": 3}, "many"),
        (
            "{% for item in items %}{{ item.name | upcase }},{% endfor %}",
            {"items": [{"name": "a"}, {"name": "b"}]},
            "A,B,",
        ),
        ("{{ self }}{{ class }}", {"self": 1, "class": 2}, "12"),
    ],
)
def test_fills_in(source: str, variables: dict[str, Any], text: str) -> None:
    rendering = Rendering(variables, NOON)

    assert rendering.text(source) == text
    assert rendering.problems == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ 'now' | date: '%Y-%m-%d %H:%M' }}", "2030-01-31 12:00"),
        ("{{ 'today' | date: '%d/%m' }}", "31/01"),
        ("{{ now | date: '%Y' }} {{ today }}", "2030 2030-01-31"),
        ("{{ '14:30' | date: '%Y-%m-%d %H:%M' }}", "2030-01-31 14:30"),
        ("{{ '2026-03-01T10:00:00Z' | date: '%d.%m.%Y' }}", "01.03.2026"),
        ("{{ 'someday' | date: '%Y' }}", "someday"),
        ("{{ '' | date: '%Y' }}{{ missing | date: '%Y' }}{{ 'now' }}", "now"),
        ("{{ '1893456000' | date: '%Y-%m-%d %H:%M %Z' }}", "2030-01-01 00:00 UTC"),
        ("{{ 1893456000 | date: '%Y-%m-%d %H:%M %Z' }}", "2030-01-01 00:00 UTC"),
        ("{{ 1893459600.5 | date: '%H:%M' }}", "01:00"),
        ("{{ 'now' | date: '%s' }} {{ '2030-01-31 12:00' | date: '%s %%s' }}", "1896091200 1896091200 %s"),
        ("{{ 99999999999999999999 | date: '%Y' }}", "99999999999999999999"),
    ],
)
@pytest.mark.usefixtures("elsewhere")
def test_what_time_it_is_the_world_says(source: str, text: str) -> None:
    rendering = Rendering({}, NOON)

    assert (rendering.text(source), rendering.html(source), rendering.problems) == (text, text, [])


def test_what_variables_have_is_escaped_in_html_only() -> None:
    rendering = Rendering({"name": "<b>"}, NOON)

    assert rendering.html("<p>{{ name }}</p>") == "<p>&lt;b&gt;</p>"
    assert rendering.text("{{ name }}") == "<b>"


@pytest.mark.parametrize(
    ("source", "variables", "reason"),
    [
        ("{{ name", {}, "expected '}}', found end of file"),
        ("{{ name | nope }}", {}, "unknown filter 'nope'"),
        ("{{ 1 | divided_by: n }}", {"n": 0}, "divided_by: can't divide by 0"),
        ("{% include 'other' %}", {}, "other"),
        ("{% for i in (1..n) %}x{% endfor %}", {"n": 10**9}, "loop iteration limit reached"),
    ],
)
def test_a_template_that_cannot_be_filled_in_stays_as_it_is(
    source: str, variables: dict[str, Any], reason: str
) -> None:
    rendering = Rendering(variables, NOON)

    assert rendering.text(source) == source
    assert rendering.problems == [f"the template {source!r} cannot be filled in: {reason}"]
