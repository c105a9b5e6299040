"""How amounts stand in a receipt."""

import pytest

from emulator.vendors.rees46.behaviour.receipts import Line, money, shown, totals


@pytest.mark.parametrize(("hundredths", "written"), [(0, 0), (1000, 10), (1050, 10.5), (3333.333, 33.33), (-300, -3)])
def test_whole_amounts_have_no_fraction(hundredths: float, written: float) -> None:
    assert repr(money(hundredths)) == repr(written)


def test_what_is_paid_with_something_is_not_paid_in_money() -> None:
    line = Line("a", price=9999, quantity=3, discount=2999, bonuses=20)

    item, sums = shown(line), totals([line])

    assert (item["total"], item["total_after_discounts"]) == (299.97, 249.98)
    assert (sums["saved_total"], sums["order_to_pay"]) == (49.99, 249.98)
    assert (item["paid_with_bonuses"], item["paid_with_bonuses_per_product"]) == (20, 6.67)
