"""REES46's accounts: shops with their secret."""

from random import Random

from typing_extensions import TypedDict

from emulator.kernel import ids
from emulator.kernel.database import Session
from emulator.kernel.vendor import Account
from emulator.vendors.rees46.fixture.shops import AccountForm, open_shop
from emulator.vendors.rees46.storage import shops


class OpenedShop(TypedDict):
    vendor: str
    shop_id: str
    shop_secret: str


def accounts(session: Session) -> list[Account]:
    return [{"shop_id": shop.shop_id, "shop_secret": shop.shop_secret} for shop in shops.shops(session)]


def open_account(session: Session, form: AccountForm) -> Account:
    """Adds a shop; raises ValueError where its shop_id is taken."""
    shop = open_shop(session, form)
    return {"shop_id": shop.shop_id, "shop_secret": shop.shop_secret}


def fresh(random: Random, account: Account) -> Account:
    return {**account, "shop_id": ids.hexadecimal(random, 30), "shop_secret": ids.hexadecimal(random, 32)}


def replace_account(session: Session, before: Account, after: Account) -> None:
    shops.set_credentials(session, before["shop_id"], shop_id=after["shop_id"], shop_secret=after["shop_secret"])
