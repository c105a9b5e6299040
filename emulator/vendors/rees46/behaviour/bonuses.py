"""Chapter "Bonuses"."""

from collections.abc import Sequence
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import audience
from emulator.vendors.rees46.behaviour.audience import User
from emulator.vendors.rees46.storage import bonuses as storage
from emulator.vendors.rees46.storage.shops import Shop


def import_status(session: Session, shop: Shop, rows: Sequence[tuple[dict[str, str], dict[str, Any]]]) -> None:
    """Docs: "Method uploads current bonuses status". Assumed: `balance`, else `total_balance`, is the profile's."""
    users = [User(identifiers, _balance(status)) for identifiers, status in rows]
    people = audience.import_users(session, shop, users)
    storage.add(session, shop.id, zip(people, (status for _, status in rows), strict=True))


def _balance(status: dict[str, Any]) -> dict[str, Any]:
    balance = status.get("balance", status.get("total_balance"))
    return {} if balance is None else {"loyalty_bonuses": balance}
