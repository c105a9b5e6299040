"""Chapter "CRM"."""

from typing import Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import crm
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ShopParams, Texts, digits

router = Router(WIRE)


# Bulk search by attribute


class BulkSearch(ShopParams):
    by: Literal["loyalty_id", "birthday", "email", "phone", "external_id"] = Field(description="Type of identifier")
    ids: Texts = Field(max_length=10_000, description="Identifiers; of birthdays the first 5 valid ones count")


class FoundUser(TypedDict):
    email: str | None
    external_id: str | None
    phone: str | None
    first_name: str | None
    last_name: str | None
    gender: str | None
    age: int | None
    birthday: str | None
    location: str | None
    email_bulk: bool | None
    email_chain: bool | None
    email_transactional: bool | None
    web_push: bool | None
    mobile_push: bool | None
    sms_bulk: bool | None
    sms_chain: bool | None
    sms_transactional: bool | None
    loyalty_id: str | None
    loyalty_location: str | None
    loyalty_status: str | None
    loyalty_bonuses: float | None
    loyalty_bonuses_to_next_level: float | None
    created_date: str | None
    device: str | None


_NAMES = tuple(FoundUser.__annotations__)
_EXAMPLE: dict[str, Any] = {
    **dict.fromkeys(_NAMES),
    "email": "email@example.com",
    "external_id": "1",
    "phone": "11111111111",
    "email_bulk": True,
    "email_chain": True,
    "email_transactional": True,
    "web_push": True,
    "loyalty_id": "L01",
    "loyalty_bonuses": 300,
}


@router.post(
    "/crm/search/bulk",
    reads=BulkSearch,
    answers={200: example(list[FoundUser], [_EXAMPLE]), **refusals()},
    access="secret",
    evidence=documented("CRM: Bulk search by attribute"),
    tags=("CRM",),
)
def bulk_search_by_attribute(call: Call[Access], search: BulkSearch) -> list[FoundUser]:
    """Finds people by a list of identifiers; those that nobody has are left out."""
    ids = [written for value in search.ids if (written := _written(search.by, value)) is not None]
    found = crm.find(call.session, call.account.shop, search.by, ids)
    return [{name: one[name] for name in _NAMES} for one in found]  # type: ignore[misc]  # the type's own names


def _written(by: str, value: str) -> str | None:
    """The value as it is stored; None where it cannot be one."""
    if by == "email":
        return value.strip().lower()
    if by != "phone":
        return value
    try:
        return digits(value)
    except ValueError:
        return None
