"""The sandbox: the same paths under `/sandbox`, with keys, duplicates and opt-outs of its own."""

from emulator.kernel.evidence import assumed, documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.reco.wire.access import KEY_IN_HEADER, READ_REFUSALS, WIRE, Access, answered
from emulator.vendors.reco.wire.customer_ids import (
    CUSTOMER_ID_ANSWERS,
    CustomerIds,
    CustomerIdsAnswer,
    register_all,
)
from emulator.vendors.reco.wire.invites import MAIL_ANSWERS, SMS_ANSWERS, InviteAnswer, Invites, invite_all
from emulator.vendors.reco.wire.partner import (
    CUSTOMER_ANSWERS,
    INVITE_PARAMETERS,
    Exists,
    PartnerId,
    customer_exists,
    invite_by_partner,
)
from emulator.vendors.reco.wire.reviews import REVIEWS_EXAMPLE, Reviews, read_reviews

router = Router(WIRE, tags=["Sandbox"])


@router.post(
    "/sandbox/invite/mail/venue/{venue_id}",
    reads=Invites,
    answers=MAIL_ANSWERS,
    evidence=documented("Sandbox API: create email invite"),
    openapi=KEY_IN_HEADER,
    sandbox=True,
)
def create_sandbox_email_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Tries out an invite by e-mail; the sandbox's own address receives it."""
    return invite_all(call, invites, "email")


@router.post(
    "/sandbox/invite/sms/venue/{venue_id}",
    reads=Invites,
    answers=SMS_ANSWERS,
    evidence=assumed("the sandbox document calls its paths the same as production's, and lists all but this"),
    openapi=KEY_IN_HEADER,
    sandbox=True,
)
def create_sandbox_sms_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Tries out an invite by SMS; the sandbox's own number receives it."""
    return invite_all(call, invites, "sms")


@router.post(
    "/sandbox/v3/customerids/{venue_id}",
    reads=CustomerIds,
    answers=CUSTOMER_ID_ANSWERS,
    evidence=documented("Sandbox API: register customer ids"),
    openapi=KEY_IN_HEADER,
    sandbox=True,
)
def register_sandbox_customer_ids(call: Call[Access], customer_ids: CustomerIds) -> CustomerIdsAnswer:
    """Tries out the registration of customer ids; the venue's own share is not touched."""
    return register_all(call, customer_ids)


@router.get(
    "/sandbox/v3/venue/{venue_id}/reviews",
    answers={**answered(Reviews, REVIEWS_EXAMPLE), **READ_REFUSALS},
    evidence=assumed("so that whoever answers an invite of the sandbox can see what became of it"),
    openapi=KEY_IN_HEADER,
    sandbox=True,
)
def read_sandbox_reviews(call: Call[Access]) -> Reviews:
    """The reviews that invites of the sandbox were answered with."""
    return read_reviews(call)


@router.get(
    "/sandbox/v3/{mapping_type}/customer",
    reads=PartnerId,
    answers=CUSTOMER_ANSWERS,
    evidence=documented("Sandbox partner API: check if a customer exists"),
    openapi=KEY_IN_HEADER,
    sandbox=True,
)
def check_sandbox_partner_customer(call: Call[Access], partner_id: PartnerId) -> Exists:
    """Whether the platform's id leads to a venue."""
    return customer_exists(call, partner_id)


@router.post(
    "/sandbox/v3/{mapping_type}/invite",
    reads=Invites,
    answers=MAIL_ANSWERS,
    evidence=documented("Sandbox partner API: create invites"),
    openapi=INVITE_PARAMETERS,
    sandbox=True,
)
def create_sandbox_partner_invite(call: Call[Access], invites: Invites) -> InviteAnswer:
    """Tries out a platform's invites; the sandbox's own address and number receive them."""
    return invite_by_partner(call, invites)
