from typing import Any

import pytest

from emulator.kernel import masking
from emulator.kernel.sent import Sent, Text
from emulator.kernel.verification import Expected, Seen, checks, is_like, meets


@pytest.mark.parametrize(
    ("expected", "got", "alike"),
    [
        ("a", "a", True),
        (9, 9, True),
        (9, 9.0, True),
        (9, "9", False),
        ("9", 9, False),
        (1, True, False),
        (True, True, True),
        (None, None, True),
        (None, Text("null"), False),
        (9, Text("9"), True),
        (9.5, Text("9.5"), True),
        (True, Text("true"), True),
        ("a@b.se", Text("a%40b.se"), True),
        ("a@b.se", "a%40b.se", False),
        ("b", ["a", "b"], True),
        ("c", ["a", "b"], False),
        (["a", "b"], ["a", "b"], True),
        (["b", "a"], ["a", "b"], False),
        (["a"], ["a", "b"], False),
        ([1, 2], Text("1,2"), True),
        ([1, 2], Text("[1, 2]"), True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1, "b": 2}, {"a": 1}, False),
        ({"a": 1}, Text('{"a": 1}'), True),
        ({"a": {"b": ["c"]}}, {"a": {"b": ["c"], "d": 1}}, True),
        ({}, "x", False),
    ],
)
def test_a_number_is_a_text_only_where_there_is_nothing_but_text(expected: Any, got: Any, alike: bool) -> None:
    assert is_like(expected, got) is alike


def seen(*sent: Sent) -> Seen:
    return Seen(id=1, vendor="v", operation=None, status=200, sent=sent, secrets=frozenset({"key"}))


def test_a_secret_may_be_expected_as_it_is_shown() -> None:
    one = seen(Sent("query.key", "key", Text("abc")))

    assert [meets(Expected(params={"key": key}), one) for key in ("abc", masking.mask("abc"), masking.mask("x"))] == [
        True,
        True,
        False,
    ]


def test_no_secret_is_in_what_was_expected_or_got() -> None:
    one = seen(Sent("query.key", "key", Text("abc")), Sent("body.a", "a", {"key": "abc"}), Sent("body.b", "b", TEXT))

    told = checks(Expected(params={"key": "def", "a": {"key": "def"}, "b": "def"}), one)

    masked = masking.mask("abc")
    assert [check["got"] for check in told] == [masked, {"key": masked}, f'{{"key":"{masked}"}}']
    assert [check["expected"] for check in told] == [masking.mask("def"), {"key": masking.mask("def")}, "def"]


TEXT = Text('{"key": "abc"}')
