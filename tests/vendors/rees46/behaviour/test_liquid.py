"""Liquid templates."""

from datetime import UTC, datetime
from typing import Any

import pytest

from emulator.vendors.rees46.behaviour.liquid import Rendering

NOON = datetime(2030, 1, 31, 12, tzinfo=UTC)


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
        ("{{ '1893456000' | date: '%Y' }}", "2030"),
    ],
)
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
