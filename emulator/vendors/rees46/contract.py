"""What the emulator knows of REES46."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.rees46 import accounts, fixture
from emulator.vendors.rees46.behaviour import loyalty_bonuses as bonus_rules
from emulator.vendors.rees46.behaviour import url_shortener as shortener
from emulator.vendors.rees46.fixture.shops import AccountForm
from emulator.vendors.rees46.storage.tables import TABLES

VENDOR = Vendor(
    name="rees46",
    title="REES46 API",
    tables=TABLES,
    document=fixture.Document,
    load=fixture.load,
    dump=fixture.dump,
    account=AccountForm,
    account_examples=(
        {"name": "A strict shop", "strict": True},
        {"shop_id": "357382bf66ac0ce2f1722677c59512", "shop_secret": "9d2f4c6a8b0e1d3f5a7c9e1b3d5f7a9c"},
    ),
    opened=accounts.OpenedShop,
    accounts=accounts.accounts,
    open_account=accounts.open_account,
    identifying=("shop_id",),
    fresh=accounts.fresh,
    replace_account=accounts.replace_account,
    tasks={"delete_expired_links": shortener.delete_expired, "expire_bonuses": bonus_rules.expire},
    secrets=frozenset({"shop_secret", "x-shop-secret"}),
    wire="emulator.vendors.rees46.wire",
    controls="emulator.vendors.rees46.controls",
    acts="emulator.vendors.rees46.acts",
    warms=("liquid", "segno"),
)
