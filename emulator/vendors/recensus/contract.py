"""What the emulator knows of Recensus."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.recensus import accounts, behaviour, fixture, storage

VENDOR = Vendor(
    name="recensus",
    title="Recensus Customer Contact API",
    tables=(
        storage.merchants.Merchant,
        storage.products.MerchantProduct,
        storage.customer_contact.CustomerContactRequest,
        storage.customer_contact.Purchase,
        storage.products.ProductReview,
    ),
    document=fixture.Document,
    load=fixture.load,
    dump=fixture.dump,
    account=accounts.MerchantForm,
    account_examples=(
        {"merchant": "9", "contact_after_days": 14},
        {"merchant": "9", "token": "9", "secret": "x7Kp2mQ9vL4tR8sW1nYbh5Jd3cF6gZ0a"},
    ),
    opened=accounts.OpenedMerchant,
    accounts=accounts.accounts,
    open_account=accounts.open_account,
    identifying=("merchant",),
    fresh=accounts.fresh,
    replace_account=accounts.replace_account,
    tasks={"contact_customer": behaviour.customer_contact.contact_customer},
    # A signature never changes for a merchant and URL, so it is as good as a password.
    secrets=frozenset({"secret", "signature", "hash"}),
    wire="emulator.vendors.recensus.wire",
    controls="emulator.vendors.recensus.controls",
    acts="emulator.vendors.recensus.acts",
)
