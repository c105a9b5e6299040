"""The answers that many operations share, for their description too."""

from copy import deepcopy
from typing import Any, Literal, NotRequired
from urllib.parse import quote

from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.http import Answer
from emulator.vendors.rees46 import errors

Answers = dict[int | str, dict[str, Any]]


class Success(TypedDict):
    status: Literal["success"]


SUCCESS: Success = {"status": "success"}


class Popup(TypedDict):
    """`components` and `popup_actions` are JSON within a text."""

    id: int
    channels: list[str]
    position: str
    delay: int
    html: str
    components: str
    web_push_system: bool
    popup_actions: str


class Happened(TypedDict):
    """Observed: the SDKs show a popup that comes with the answer to an event."""

    status: Literal["success"]
    popup: NotRequired[Popup]


class ErrorPayload(TypedDict):
    message: str


class Error(TypedDict):
    status: Literal["error"]
    message: str
    payload: ErrorPayload


def example(model: Any, value: Any, description: str = "Done") -> dict[str, Any]:
    """One entry of `answers=`: its model with an example."""
    return {"model": model, "description": description, "content": {"application/json": {"example": value}}}


def _refusal(error: type[errors.Rees46Error], when: str) -> dict[str, Any]:
    return example(Error, error().body(), when)


class Done(TypedDict):
    """Success as paths of the newest era say it."""

    success: Literal[True]


DONE_NEWLY: Answers = {200: example(Done, {"success": True})}
DONE: Answers = {200: example(Success, SUCCESS)}
HAPPENED: Answers = {200: example(Happened, SUCCESS)}
_EVERYWHERE: Answers = {
    400: _refusal(errors.BadRequest, "Malformed JSON or UTF-8, or a parameter that is missing or wrong"),
    401: _refusal(errors.Unauthorized, "shop_id is missing or unknown"),
    406: _refusal(errors.NotAcceptable, "The Accept header names other formats only"),
    429: _refusal(errors.TooManyRequests, "More requests than the shop may send in a minute; see Retry-After"),
}
_FORBIDDEN: Answers = {403: _refusal(errors.Forbidden, "The secret is missing or wrong, or the shop is not active")}
_UNPROCESSABLE: Answers = {422: _refusal(errors.Unprocessable, "What the call is about is missing or wrong")}


def refusal_alone(*statuses: int) -> Answers:
    """For what anyone may ask, without a shop."""
    everything: Answers = {**_EVERYWHERE, 404: _refusal(errors.NotFound, "There is no such object")}
    return {status: everything[status] for status in statuses}


def refusals(*statuses: int) -> Answers:
    """What every operation may answer, and those of 404 and 422 that are named."""
    named: Answers = {**_EVERYWHERE, **_FORBIDDEN}
    if 404 in statuses:
        named[404] = _refusal(errors.NotFound, "There is no such object")
    if 422 in statuses:
        named.update(_UNPROCESSABLE)
    return named


def of_loyalty(heading: str, *, access: str = "secret") -> dict[str, Any]:
    """What a route of the loyalty program says of itself; the vendor's newer documentation has the heading."""
    evidence = observed(f"the vendor's newer documentation: {heading}")
    return {"access": access, "tags": ("Loyalty",), "evidence": evidence}


NEWEST = frozenset(
    {
        "url/create",
        "transact",
        "promo_codes",
        "promo_codes/delete",
        "promo_codes/purge",
        "loyalty/bonuses/balance",
        "loyalty/bonuses/history",
        "loyalty/bonuses/event_bonus_history",
        "loyalty/bonuses/cancel",
        "loyalty/basic/event_bonus",
        "loyalty/members/destroy",
        "loyalty/otp/send",
        "loyalty/otp/check",
        "loyalty/subscriptions/otp/check",
        "loyalty/qr/get",
        "loyalty/qr/check",
        "loyalty/checkout/estimate",
        "loyalty/checkout/apply",
        "loyalty/checkout/confirm",
        "loyalty/checkout/cancel",
        "loyalty/checkout/change",
        "loyalty/checkout/details",
        "loyalty/checkout/history",
        "loyalty/promos",
        "loyalty/promos/for-client",
        "loyalty/promos/cart",
        "loyalty/stickers/balance",
        "loyalty/stickers/history",
        "loyalty/referral/join",
        "loyalty/referral/code",
        "loyalty/subscriptions/members",
        "loyalty/subscriptions/members/join",
        "loyalty/subscriptions/members/prolong",
        "loyalty/subscriptions/prolong",
        "loyalty/subscriptions/members/leave",
        "loyalty/subscriptions/leave",
        "loyalty/subscriptions/members/report",
        "loyalty/subscriptions/orders",
        "loyalty/subscriptions/status",
        "loyalty/certificates",
        "loyalty/certificates/activate",
        "loyalty/certificates/block",
        "loyalty/certificates/unblock",
        "loyalty/certificates/deactivate",
        "loyalty/certificates/balance",
        "loyalty/certificates/transactions",
        "loyalty/certificates/by-user",
    }
)
"""Paths whose answers are of the newest era: their errors have `success` too."""


def with_success(refused: Answers) -> Answers:
    """The refusals of a path in NEWEST, as they look there."""
    shown = deepcopy(refused)
    for answer in shown.values():
        content = answer["content"]["application/json"]
        content["example"] = {"success": False, **content["example"]}
    return shown


REDIRECT: dict[str, Any] = {
    "description": "Leads to the page that was meant",
    "content": {},
    "headers": {"Location": {"schema": {"type": "string"}}},
}


def redirect(url: str) -> Answer:
    """302; what may not stand in a header is percent-encoded."""
    location = quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")
    return Answer(302, headers=[(b"location", location.encode()), (b"cache-control", b"no-store")])
