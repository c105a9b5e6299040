"""The rows of a batch import."""

from typing import Any

import pytest
from typing_extensions import TypedDict

from emulator.kernel import notices as kernel_notices
from emulator.kernel.exchange import Call
from emulator.vendors.rees46.wire.rows import SLICE, Rows


class Line(TypedDict, total=False):
    id: int
    price: float


LINES: Rows[Any] = Rows("lines", Line, required=frozenset({"id"}), one_of=frozenset({"id"}))


def checked(rows: list[Any]) -> tuple[list[Any], list[str]]:
    call: Call[Any] = Call(None, None)  # type: ignore[arg-type]
    return [row for part in LINES.slices(call, rows) for row in part], kernel_notices.sentences(call.notices)


@pytest.mark.parametrize(
    ("rows", "good", "notices"),
    [
        ([], [], []),
        ([{"id": "1", "price": ""}], [{"id": 1}], []),
        (
            [{"id": 1, "price": "x"}],
            [{"id": 1}],
            ["price: Input should be a valid number, unable to parse string as a number; it"],
        ),
        ([{"id": "x"}], [], ["id: Input should be a valid integer, unable to parse string as an integer; the row"]),
        ([7], [], ["Input should be a valid dictionary; the row"]),
        ([{"price": 1}], [], ["it has no identifier; the row"]),
    ],
)
def test_good_rows_go_on_and_bad_ones_are_named(rows: list[Any], good: list[Any], notices: list[str]) -> None:
    assert checked(rows) == (good, [f"lines[0]: {notice} is left out" for notice in notices])


def test_rows_of_every_slice_have_their_own_number() -> None:
    good, notices = checked([{"id": n} for n in range(SLICE)] + ["bad"])

    assert len(good) == SLICE
    assert notices == [f"lines[{SLICE}]: Input should be a valid dictionary; the row is left out"]
