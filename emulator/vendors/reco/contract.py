"""What the emulator knows of Reco."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.reco import accounts, behaviour, fixture, storage

VENDOR = Vendor(
    name="reco",
    title="Reco API v3",
    tables=storage.TABLES,
    document=fixture.Document,
    load=fixture.load,
    dump=fixture.dump,
    account=accounts.VenueForm,
    account_examples=(
        {"venue": "9", "name": "Nine"},
        {"venue": "9", "api_key": "x7Kp2mQ9vL4tR8sW1nYb", "sandbox_api_key": "h5Jd3cF6gZ0aE2uX9qTo"},
    ),
    opened=accounts.OpenedVenue,
    accounts=accounts.accounts,
    open_account=accounts.open_account,
    identifying=("api_key", "sandbox_api_key"),
    fresh=accounts.fresh,
    replace_account=accounts.replace_account,
    tasks={"send_invite": behaviour.invites.send_invite},
    secrets=frozenset({"x-reco-apikey", "apikey"}),
    wire="emulator.vendors.reco.wire",
    codes=behaviour.invites.CODES,
    controls="emulator.vendors.reco.controls",
    acts="emulator.vendors.reco.acts",
)
