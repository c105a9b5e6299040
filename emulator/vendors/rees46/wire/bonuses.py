"""Chapter "Bonuses"."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, SkipValidation
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import bonuses
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, refusals
from emulator.vendors.rees46.wire.audience import BODY_LIMIT
from emulator.vendors.rees46.wire.fields import Email, Identifier, Number, Phone, ShopParams, Text
from emulator.vendors.rees46.wire.rows import Rows, unpacked_rows

router = Router(WIRE)


# Import bonuses status


class ImportedBonuses(TypedDict, total=False):
    """One of email, phone and loyalty_id says whose."""

    __pydantic_config__ = ConfigDict(coerce_numbers_to_str=True)  # type: ignore[misc]

    email: Email
    phone: Phone
    loyalty_id: Identifier
    current_status: Text
    total_balance: Number
    total_used: Number
    total_burned: Number
    total_cancelled: Number
    total_inactive: Number
    total_rewarded: Number
    purchase_date: Text
    event: Text
    order_id: Text
    bonus_status: Text
    amount_changed: Text
    activated_at: Text
    expiration: Text
    activity: Text
    balance: Number


_WHO = ("email", "phone", "loyalty_id")
_BONUSES: Rows[dict[str, Any]] = Rows("bonuses", ImportedBonuses, required=frozenset(_WHO), one_of=frozenset(_WHO))


class ImportBonuses(ShopParams):
    bonuses: Annotated[list[SkipValidation[ImportedBonuses]], BeforeValidator(unpacked_rows)]


@router.post(
    "/import/bonuses",
    reads=ImportBonuses,
    answers={**DONE, **refusals()},
    access="secret",
    body_limit=BODY_LIMIT,
    evidence=documented("Bonuses: Import bonuses status"),
    tags=("Bonuses",),
)
def import_bonuses_status(call: Call[Access], sent: ImportBonuses) -> Success:
    """Uploads the current status of many people's bonuses; rows that are wrong are left out."""
    for part in _BONUSES.slices(call, sent.bonuses):
        rows = [({name: row[name] for name in _WHO if name in row}, _status(row)) for row in part]
        bonuses.import_status(call.session, call.account.shop, rows)
    return SUCCESS


def _status(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _WHO}
