"""The partner API: a platform asks and invites by its own id of a venue."""

from pydantic import BaseModel, Field, ValidationError
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.reco import behaviour
from emulator.vendors.reco.errors import BadRequest, Forbidden, NotFound
from emulator.vendors.reco.wire.access import KEY_IN_HEADER, WIRE, Access, answered, query, refusals
from emulator.vendors.reco.wire.invites import MAIL_ANSWERS, InviteAnswer, Invites, invite_all

router = Router(WIRE, tags=["Partner API"])


class PartnerId(BaseModel):
    """The platform, and the id that it has for the venue."""

    platform: str = Field(min_length=1, examples=["waiteraid"])
    id: str = Field(min_length=1, examples=["123"])


class Exists(TypedDict):
    exists: bool


CUSTOMER_ANSWERS = {
    **answered(Exists, {"exists": True}),
    **refusals(BadRequest("platform: Field required"), Forbidden()),
}
_TEXT = {"in": "query", "required": True, "schema": {"type": "string", "minLength": 1}}
INVITE_PARAMETERS = {
    "parameters": [
        *KEY_IN_HEADER["parameters"],
        {"name": "platform", "example": "waiteraid", **_TEXT},
        {"name": "id", "example": "123", **_TEXT},
    ]
}


@router.get(
    "/v3/{mapping_type}/customer",
    reads=PartnerId,
    answers=CUSTOMER_ANSWERS,
    evidence=documented("Partner API: check if a customer exists"),
    openapi=KEY_IN_HEADER,
)
def check_partner_customer(call: Call[Access], partner_id: PartnerId) -> Exists:
    """Whether the platform's id leads to a venue; an unknown one is no error."""
    return customer_exists(call, partner_id)


@router.post(
    "/v3/{mapping_type}/invite",
    reads=Invites,
    answers=MAIL_ANSWERS,
    evidence=documented("Partner API: create invites"),
    openapi=INVITE_PARAMETERS,
)
def create_partner_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Invites customers of the venue with the platform's id, by e-mail or by SMS."""
    return invite_by_partner(call, invites)


def customer_exists(call: Call[Access], partner_id: PartnerId) -> Exists:
    mapping_type = call.request.path_params["mapping_type"]
    found = behaviour.partner.exists(
        call.session, call.account.venue, mapping_type=mapping_type, platform=partner_id.platform, id=partner_id.id
    )
    return {"exists": found}


def invite_by_partner(call: Call[Access], invites: Invites) -> InviteAnswer:
    try:
        partner_id = PartnerId.model_validate(query(call.request))
    except ValidationError as error:
        raise BadRequest(f"{error.errors()[0]['loc'][0]}: the query must have platform and id.") from None
    if not customer_exists(call, partner_id)["exists"]:
        call.notice("the platform's id leads to no venue of this key: ask with GET .../customer first")
        raise NotFound
    return invite_all(call, invites, None)
