"""Chapters "SMS messaging" and "Multi-messaging", and the call that has replaced both."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import multi_messaging
from emulator.vendors.rees46.behaviour.multi_messaging import Order, Sent
from emulator.vendors.rees46.errors import Unprocessable
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, example, refusals, with_success
from emulator.vendors.rees46.wire.fields import Email, Identified, Identifier, Object, Phone, ShopParams, listed

router = Router(WIRE)

Variables = Annotated[Object, Field(description="Object of key-pair variables for template parser")]


def _send(call: Call[Access], order: Order, type: Literal["sms", "multi"] | None) -> Sent:
    sent = multi_messaging.send(call.session, call.account.shop, order, type=type)
    for notice in sent.notices:
        call.notice(notice)
    return sent


# Transactional SMS


class TransactionalSms(ShopParams):
    code: Identifier = Field(description="Campaign unique identifier")
    phone: Phone | None = Field(default=None, description="User's phone number: 422 without it")
    variables: Variables = Field(default_factory=dict)


_SMS: dict[str, Any] = {
    "expects": ("variables",),
    "reads": TransactionalSms,
    "answers": {**DONE, **refusals(404, 422)},
    "access": "secret",
    "evidence": documented("SMS messaging: Transactional SMS"),
    "tags": ("SMS messaging",),
}


def _send_sms(call: Call[Access], sms: TransactionalSms) -> Success:
    if sms.phone is None:
        raise Unprocessable("phone is missing")
    order = Order(code=sms.code, identifiers={"phone": sms.phone}, variables=sms.variables)
    _send(call, order, "sms")
    return SUCCESS


@router.get("/sms/transactional", **_SMS)
def transactional_sms(call: Call[Access], sms: TransactionalSms) -> Success:
    """Sends the campaign's SMS. The document's text says GET, with a JSON body."""
    return _send_sms(call, sms)


@router.post("/sms/transactional", **_SMS)
def post_transactional_sms(call: Call[Access], sms: TransactionalSms) -> Success:
    """Sends the campaign's SMS, as the document's curl does."""
    return _send_sms(call, sms)


# Sending message


class MultiMessage(ShopParams):
    """One of email and phone must be there: it says who the user is."""

    code: Identifier = Field(description="Multi-channel campaign unique code")
    email: Email | None = None
    phone: Phone | None = None
    variables: Variables = Field(default_factory=dict)
    send_everywhere: bool = Field(default=False, description="Send to all channels, except SMS")


_MULTI: dict[str, Any] = {
    "expects": ("variables",),
    "reads": MultiMessage,
    "answers": {**DONE, **refusals(404, 422)},
    "access": "secret",
    "evidence": documented("Multi-messaging: Sending message"),
    "tags": ("Multi-messaging",),
}


def _send_multi(call: Call[Access], message: MultiMessage) -> Success:
    contacts = {"email": message.email, "phone": message.phone}
    order = Order(
        code=message.code,
        identifiers={kind: value for kind, value in contacts.items() if value is not None},
        variables=message.variables,
        send_everywhere=message.send_everywhere,
    )
    _send(call, order, "multi")
    return SUCCESS


@router.get("/multi/transactional", **_MULTI)
def sending_message(call: Call[Access], message: MultiMessage) -> Success:
    """Sends the campaign's message on the first channel that reaches the user. The document's text says GET."""
    return _send_multi(call, message)


@router.post("/multi/transactional", **_MULTI)
def post_sending_message(call: Call[Access], message: MultiMessage) -> Success:
    """Sends the campaign's message on the first channel that reaches the user, as the document's curl does."""
    return _send_multi(call, message)


# What has replaced both

Emails = Annotated[list[Email], BeforeValidator(listed)]


class TransactionalMessage(Identified):
    """Any of the identifiers but the did says who the user is."""

    code: Identifier = Field(description="Unique code of the transactional campaign")
    variables: Variables = Field(default_factory=dict)
    send_everywhere: bool = Field(default=False, description="Send to all channels, except SMS")
    test: bool = Field(default=False, description="A test message has no code, and nothing is counted of it")
    cc: Emails = Field(default_factory=list)
    bcc: Emails = Field(default_factory=list)


class MessageCode(TypedDict):
    code: str | None


class AcceptedMessage(TypedDict):
    success: Literal[True]
    payload: MessageCode


_NEWER = observed("the vendor's newer documentation: Sending transactional campaigns")


@router.post(
    "/transact",
    reads=TransactionalMessage,
    answers={
        200: example(AcceptedMessage, {"success": True, "payload": {"code": "i7ykuagkjgfs"}}),
        **with_success(refusals(404, 422)),
    },
    access="secret",
    evidence=_NEWER,
    tags=("Multi-messaging",),
)
def transact(call: Call[Access], message: TransactionalMessage) -> AcceptedMessage:
    """Sends a transactional campaign of any kind; the answer has the message's unique code."""
    identifiers = message.identifiers()
    identifiers.pop("did", None)
    order = Order(
        code=message.code,
        identifiers=identifiers,
        variables=message.variables,
        send_everywhere=message.send_everywhere,
        copies=[*message.cc, *message.bcc],
        test=message.test,
    )
    return {"success": True, "payload": {"code": _send(call, order, None).code}}
