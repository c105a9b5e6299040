"""Recensus' accounts: a merchant with token and shared secret."""

from random import Random
from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.kernel.form import Form
from emulator.kernel.form_types import PlainText
from emulator.kernel.vendor import Account, TakenError
from emulator.vendors.recensus.storage import merchants

MERCHANT_ID = r"[A-Za-z0-9_-]{1,64}"


class MerchantForm(Form):
    """A merchant as the control API gives it; credentials that are left out are minted."""

    merchant: str | None = Field(default=None, pattern=f"^{MERCHANT_ID}$")
    name: PlainText = Field(default="Test merchant", min_length=1)
    token: PlainText | None = Field(default=None, min_length=1)
    """Observed: in all clients the token is the merchant id, so it is where none is given."""
    secret: PlainText | None = Field(default=None, min_length=1)
    contact_after_days: int = Field(default=7, ge=0, le=3650)
    """How long after the purchase customers are contacted."""
    content_type_error: Literal[400, 500] = 500
    """What answers a Content-Type other than application/json."""
    strict_seed: bool = False
    """Whether what the document calls required is demanded where later clients leave it out."""


class OpenedMerchant(TypedDict):
    vendor: str
    merchant: str
    token: str
    secret: str


def add_merchant(session: Session, form: MerchantForm, merchant: str, secret: str) -> int:
    """Answers the number of its row; raises ValueError where its id is taken."""
    if merchants.merchant(session, merchant) is not None:
        raise TakenError("merchant", f"merchant {merchant} is there already")
    settings = form.model_dump(include={"name", "contact_after_days", "content_type_error", "strict_seed"})
    return merchants.add(session, merchant=merchant, token=form.token or merchant, secret=secret, **settings)


def open_account(session: Session, form: MerchantForm) -> Account:
    """Adds a merchant; raises ValueError where its id is taken."""
    merchant = form.merchant or _mint(session.world.random)
    secret = form.secret or ids.alnum(session.world.random, 32)
    add_merchant(session, form, merchant, secret)
    return {"merchant": merchant, "token": form.token or merchant, "secret": secret}


def accounts(session: Session) -> list[Account]:
    return [
        {"merchant": merchant.merchant, "token": merchant.token, "secret": merchant.secret}
        for merchant in merchants.everyone(session)
    ]


def _mint(random: Random) -> str:
    return ids.number(random, 12)


def fresh(random: Random, account: Account) -> Account:
    merchant = _mint(random)
    return {**account, "merchant": merchant, "token": merchant, "secret": ids.alnum(random, 32)}


def replace_account(session: Session, before: Account, after: Account) -> None:
    merchants.set_credentials(
        session, before["merchant"], merchant=after["merchant"], token=after["token"], secret=after["secret"]
    )
