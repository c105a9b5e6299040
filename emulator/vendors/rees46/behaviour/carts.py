"""What comes to a checkout: the cart, and who buys."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.behaviour.receipts import Line
from emulator.vendors.rees46.errors import BadRequest
from emulator.vendors.rees46.storage import loyalty, profiles
from emulator.vendors.rees46.storage.shops import Shop


@dataclass(frozen=True, kw_only=True)
class Cart:
    lines: Sequence[Line]
    identifier: str | None = None
    payment_type: str | None = None
    certificates: Sequence[str] = ()
    promo_codes: Sequence[str] = ()
    charge_bonuses: bool = False
    bonuses_amount: int | None = None
    use_personal_certificates: bool = False
    location_id: str | None = None
    stream: str | None = None
    subscription: str | None = None
    current_time: str | None = None
    """HH:MM at the till; by the clock if it is not said."""


@dataclass(frozen=True)
class Buyer:
    """Who is no member has no number."""

    profile: int | None
    balance: int = 0
    level: str | None = None


def buyer(session: Session, shop: Shop, cart: Cart) -> Buyer:
    """Docs: bonuses are those of a member; to charge anybody else's is a 400. Anybody may buy without them."""
    person = people.find(session, shop, {"phone": cart.identifier}) if cart.identifier else None
    member = loyalty.member(session, person) if person is not None else None
    if person is None or member is None:
        if cart.charge_bonuses:
            raise BadRequest("Identifier is not valid")
        return Buyer(None)
    balance = max(int(profiles.profile(session, person).loyalty_bonuses or 0), 0)
    today = session.now.date()
    current = member.level_expires is None or today <= member.level_expires
    return Buyer(person, balance, member.level_code if current else None)
