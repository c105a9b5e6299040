from typing import Any

import pytest

from emulator.kernel import sent

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
PART = '--b\r\nContent-Disposition: form-data; name="a[b]"\r\n\r\n1\r\n--b--\r\n'


def body(text: str, content_type: str = "") -> Any:
    return sent.parts(path={}, query="", body=text.encode(), content_type=content_type)["body"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a=1&b=", {"a": "1", "b": ""}),
        ("a=1&a=2&a=3", {"a": ["1", "2", "3"]}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a[1]=2&a[0]=1", {"a": ["1", "2"]}),
        ("a[b][c]=1&a[b][d]=2", {"a": {"b": {"c": "1", "d": "2"}}}),
        ("a[][id]=1&a[][n]=2&a[][id]=3", {"a": [{"id": "1", "n": "2"}, {"id": "3"}]}),
        ("a[0][id]=1&a[1][id]=3", {"a": [{"id": "1"}, {"id": "3"}]}),
        ("a=1&a[b]=2", {"a": {"0": "1", "b": "2"}}),
        ("a[b]=2&a=1", {"a": {"b": "2", "1": "1"}}),
        ("a[b=1&[c]=2&d]=3", {"a[b": "1", "[c]": "2", "d]": "3"}),
        ("a" + "[b]" * 101 + "=1", {"a" + "[b]" * 101: "1"}),
        ("%ff=%ff", {"\ufffd": "\ufffd"}),
    ],
)
def test_a_form_is_read_as_rack_and_php_read_it(written: str, read: Any) -> None:
    assert body(written, FORM) == read


@pytest.mark.parametrize(
    ("written", "content_type", "read"),
    [
        ('{"a": [1, {"b": null}]}', "application/json", {"a": [1, {"b": None}]}),
        ('{"a": 1}', FORM, {"a": 1}),
        ('{"a": 1, "b": "cut he', "application/json", {"a": 1, "b": "cut he"}),
        ('{"a" nothing', "application/json", {}),
        (PART, MULTIPART, {"a": {"b": "1"}}),
        (PART, "multipart/form-data", {}),
        ("<a b='c'/>", "text/xml", {}),
        ("plain", "text/plain", {}),
        ("", "", {}),
    ],
)
def test_a_body_has_the_fields_that_can_be_read(written: str, content_type: str, read: Any) -> None:
    assert body(written, content_type) == read


def test_fields_are_told_with_their_places_those_of_json_in_a_text_too() -> None:
    parts = sent.parts(path={"id": "1"}, query="q=2", body=b'source={"from": [{"x": 3}]}', content_type=FORM)

    found = [(one.at, one.name, one.value) for at, part in parts.items() for one in sent.fields(part, at)]

    assert found == [
        ("path.id", "id", "1"),
        ("query.q", "q", "2"),
        ("body.source", "source", '{"from": [{"x": 3}]}'),
        ("body.source.from", "from", [{"x": 3}]),
        ("body.source.from[0].x", "x", 3),
    ]
