"""Bonuses that a shop uploads."""

from typing import Any

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import bonuses, people
from emulator.vendors.rees46.storage import profiles
from emulator.vendors.rees46.storage.shops import Shop

JANE = {"email": "jane@example.com"}


@pytest.mark.parametrize(
    ("status", "balance"),
    [({"balance": 0.0, "total_balance": 9.0}, 0.0), ({"total_balance": 9.0}, 9.0), ({"event": "burn"}, 5.0)],
)
def test_the_balance_counts_before_the_total(
    status: dict[str, Any], balance: float, session: Session, shop: Shop
) -> None:
    bonuses.import_status(session, shop, [(JANE, {"balance": 5.0})])

    bonuses.import_status(session, shop, [(JANE, status)])

    jane = people.find(session, shop, JANE)
    assert jane is not None
    assert profiles.profile(session, jane).loyalty_bonuses == balance
