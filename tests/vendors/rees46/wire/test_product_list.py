"""Products as a piece of a page."""

from emulator.vendors.rees46.wire.product_example import PRODUCT
from emulator.vendors.rees46.wire.product_list import html


def test_what_a_shop_wrote_is_escaped() -> None:
    page = html("<b>", [{**PRODUCT, "name": "<script>", "url": 'x" onclick="y'}])

    assert "<script>" not in page
    assert 'onclick="' not in page
    assert "&lt;b&gt;" in page


def test_no_product_is_no_block() -> None:
    assert html("Popular", []) == ""
