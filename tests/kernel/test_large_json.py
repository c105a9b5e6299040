"""Large JSON is read in pieces, and read as if it were not."""

import json
from typing import Any

import pytest
from pydantic_core import from_json

from emulator.kernel import large_json

LONG = "x" * 1000
"""Few rows are enough then: many would keep the garbage collector busy, and make the tests ten times as slow."""
ROW = f'{{"id": "1", "name": "a ]}}, {{\\" [", "text": "{LONG}", "tags": [{{"a": [1]}}, {{"b": {{}}}}], "n": -1.5e3}}'
MANY = (large_json.PIECE * 10 // 3) // len(ROW)


def rows(between: str = ",", row: str = ROW) -> str:
    return between.join([row] * (MANY if row == ROW else 10_000))


WHOLE = [
    f"[{rows()}]",
    f" [ {rows(' , ')} ] ",
    f'{{"a": "x", "audience": [{rows()}]}}',
    f'{{"a": [1, 2], "b": [], "audience": [{rows()}], "c": [{{"d": 1}}], "e": null}}',
    f'{{"audience": [{rows()}], "audience": 1}}',
    f'{{"audience": 1, "b": [], "audience": [{rows()}]}}',
    f'{{"a": [{rows()}], "b": [{rows()}]}}',
    f'{{"a": {{"b": [{rows()}]}}}}',
    f"[1, {rows()}, 2]",
    f"[[{rows()}]]",
    f"[{rows(row='[1]')}]",
    f'{{"text": "[{{", "a": "{"x" * large_json.PIECE * 2}"}}',
    f'"{"}, {" * large_json.PIECE}"',
    f'[{{"a": "{"}, {" * large_json.PIECE}"}}]',
    f"[{rows(row=json.dumps({'ö': '💥'}, ensure_ascii=False))}]",
    f"[{rows(row=json.dumps({'ö': '💥'}))}]",
    f"[{rows()}, {'[' * 200}{']' * 200}, {rows()}]",
    f'{{"a": [{rows()}, {"[" * 199}{"]" * 199}, {rows()}]}}',
]


@pytest.mark.parametrize("text", WHOLE, ids=range(len(WHOLE)))
def test_a_large_body_means_what_it_says(text: str) -> None:
    body = text.encode()

    assert large_json.read(body) == from_json(body)


WRONG = [
    f"[{rows()}",
    f"[{rows()},]",
    f"[{rows()}]]",
    f"[{rows()}] 1",
    f"[{rows()}], [{rows()}]",
    f'{{"a": [{rows()}], [{rows()}]}}',
    f'{{"a": [{rows()}], {{"b": [{rows()}]}}',
    f"{{[{rows()}]}}",
    f"[{rows(',,')}]",
    f"[{rows(' ')}]",
    f'[{rows()}, {{"a": NaN}}]',
    f'[{rows()}, {{"a": "\\ud800"}}, {rows()}]',
    f"[{rows()}, {'[' * 201}{']' * 201}, {rows()}]",
    f'{{"a": [{rows()}, {"[" * 200}{"]" * 200}, {rows()}]}}',
]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_a_large_body_that_is_wrong_is_refused_in_the_same_words(text: str) -> None:
    def refusal(read: Any) -> str:
        with pytest.raises(ValueError, match="line 1 column") as refused:
            read(text.encode())
        return str(refused.value)

    assert refusal(large_json.read) == refusal(lambda body: from_json(body, allow_inf_nan=False))


def test_bytes_that_are_no_text_are_refused() -> None:
    body = f"[{rows()}, ".encode() + b'{"a": "\xff"},' + f"{rows()}]".encode()

    with pytest.raises(ValueError, match="invalid unicode"):
        large_json.read(body)


@pytest.mark.parametrize("text", WHOLE[:5])
def test_a_list_of_objects_is_cut(text: str) -> None:
    body = text.encode()

    assert large_json._in_pieces(body) == from_json(body)  # in one go it would raise


def test_what_was_read_is_let_go_of_wholly() -> None:
    read = large_json.read(WHOLE[3].encode())
    lists = [value for value in read.values() if isinstance(value, list)]

    large_json.let_go(read)

    assert (read, lists) == ({}, [[], [], [], []])
