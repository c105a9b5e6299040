"""Pictures of products."""

import struct
import zlib

import pytest

from emulator.vendors.rees46.behaviour import pictures


@pytest.mark.parametrize("size", [120, 310, 520])
def test_a_picture_is_a_png_of_the_size_asked_for(size: int) -> None:
    png = pictures.draw("37", size)

    assert struct.unpack(">II", png[16:24]) == (size, size)
    data = png[png.index(b"IDAT") + 4 : png.index(b"IEND") - 8]
    assert len(zlib.decompress(data)) == size * (size + 1)


def test_a_product_always_has_the_same_picture_and_another_product_another() -> None:
    assert pictures.draw("37", 120) == pictures.draw("37", 120)
    assert pictures.draw("37", 120) != pictures.draw("38", 120)
