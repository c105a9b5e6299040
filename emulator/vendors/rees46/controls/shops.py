"""The shop that a control call is about."""

from emulator.kernel.control import Problem
from emulator.kernel.database import Session
from emulator.vendors.rees46.storage import shops
from emulator.vendors.rees46.storage.shops import Shop


def shop_of(session: Session, shop_id: str) -> Shop:
    """Raises Problem."""
    shop = shops.with_shop_id(session, shop_id)
    if shop is None:
        raise Problem(404, f"there is no shop {shop_id!r} in this world", field="shop_id")
    return shop
