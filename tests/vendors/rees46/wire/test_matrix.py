"""The acceptance matrix of `/push`."""

import pytest

from emulator.vendors.rees46.wire import matrix


@pytest.mark.parametrize(
    ("shop_id", "status"), [("0" * 30, 404), ("", 422), ("0" * 29, 422), ("x" * 30, 422), ([], 422)]
)
def test_a_shop_id_that_cannot_be_one_is_told_from_an_unknown_one(shop_id: object, status: int) -> None:
    assert matrix.unknown_shop(shop_id).status == status
