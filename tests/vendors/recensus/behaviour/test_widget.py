"""The three generations of the widget's hash."""

import pytest

from emulator.vendors.recensus.behaviour.widget import Shown, is_genuine, widget_hash


@pytest.mark.parametrize(
    ("shown", "given"),
    [
        (Shown(brand="Cool Shoe Maker", mpn="Cool Shoes", gtin="00000000000"), "47a126ea30cfd0dbc26cd9b33bd0e8cc"),
        (Shown(name="Hello"), "bf1e3ae40da1c72f8da319914595c354"),
        (Shown(sku="SKU1", name="Hello", later_names=True), "2ebc1211e226abb1e5efad7b385b80c8"),
    ],
)
def test_takes_the_vectors_of_the_sdks(shown: Shown, given: str) -> None:
    assert is_genuine(shown, given, "11111")
    assert not is_genuine(shown, given, "11112")


@pytest.mark.parametrize("later_names", [True, False])
def test_a_hash_over_no_values_proves_nothing(later_names: bool) -> None:
    assert not is_genuine(Shown(later_names=later_names), widget_hash("", "11111"), "11111")


def test_a_generation_does_not_take_the_hash_of_another() -> None:
    shown = Shown(sku="SKU1", name="Hello")

    assert not is_genuine(shown, widget_hash("SKU1Hello", "11111"), "11111")
