"""One-time passwords by SMS, and QR codes that say who stands at the till."""

from collections.abc import Sequence
from datetime import timedelta
from hmac import compare_digest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import multi_messaging, people
from emulator.vendors.rees46.behaviour.loyalty_bonuses import member
from emulator.vendors.rees46.behaviour.multi_messaging import Order
from emulator.vendors.rees46.errors import BadRequest, Unprocessable
from emulator.vendors.rees46.storage import campaigns, loyalty, loyalty_program, one_time_codes
from emulator.vendors.rees46.storage.shops import Shop

LIFETIME = timedelta(minutes=10)
"""Assumed: nobody says how long a code is good."""


def send(session: Session, shop: Shop, phone: str, event: str) -> Sequence[str]:
    """Docs: by SMS alone, to any phone; who has it gets a profile. Answers what there is to say beside the answer.

    Assumed: a further code for the same action replaces the one before it; a program that names no SMS campaign
    cannot send any (422).
    """
    code = loyalty_program.of(session, shop.id).get("otp_campaign")
    campaign = campaigns.with_code(session, shop.id, code) if code else None
    if campaign is None or campaign.type != "sms":
        raise Unprocessable("The loyalty program has no SMS campaign for one-time codes")
    password = f"{session.world.random.randrange(100_000):05}"
    one_time_codes.put(session, shop.id, phone, event, code=password, good_until=session.now + LIFETIME)
    order = Order(code=campaign.code, identifiers={"phone": phone}, variables={"code": password})
    return multi_messaging.send(session, shop, order, type="sms").notices


def check(session: Session, shop: Shop, phone: str, event: str, code: str) -> None:
    """Docs: "Code is not correct". Assumed: a code is good once, and for ten minutes; wrong guesses cost nothing."""
    if not one_time_codes.use(session, shop.id, phone, event, code):
        raise BadRequest("Code is not correct")


def qr(session: Session, shop: Shop, phone: str) -> str:
    """Docs: what is to be drawn as a QR or bar code, the member's identifier and PIN: "7XXXXXXXXXX-NNNN".

    Assumed: a member keeps the PIN for as long as the membership lasts.
    """
    person = member(session, shop, phone)
    known = loyalty.member(session, person)
    pin = known.pin if known is not None else None
    if pin is None:
        pin = f"{session.world.random.randrange(10_000):04}"
        loyalty.set_pin(session, person, pin)
    return f"{phone}-{pin}"


def check_qr(session: Session, shop: Shop, code: str) -> None:
    """Docs: whether the code that a till has scanned is a member's."""
    phone, _, pin = code.rpartition("-")
    person = people.find(session, shop, {"phone": phone}) if phone else None
    known = loyalty.member(session, person) if person is not None else None
    if known is None or known.pin is None or not compare_digest(known.pin.encode(), pin.encode(errors="replace")):
        raise BadRequest("Code is not correct")
