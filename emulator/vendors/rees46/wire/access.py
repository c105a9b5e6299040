"""Who may call: the ladder that every request climbs before its handler runs, and what every answer carries.

An operation says in `access` what it asks for: "anyone" nothing (links that people open), "public" a shop, "device" a
did (or the secret with any identifier), "secret" the secret, "either" a did or the secret, which alone is enough; in
`identifiers` it may name further parameters that say who, and with `nobody=422` it refuses nobody at all so. With
`events=True` its parameters are refused with 422, and a strict shop judges them by the acceptance matrix of `/push`;
with `imports=True` a wrong shop or secret is a 400.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from math import ceil
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from emulator.kernel.exchange import Call, Wire
from emulator.kernel.http import JSON, Answer, Request
from emulator.kernel.route import Operation
from emulator.vendors.rees46.errors import (
    ERRORS,
    BadRequest,
    Forbidden,
    NotAcceptable,
    Rees46Error,
    TooManyRequests,
    Unauthorized,
    Unprocessable,
)
from emulator.vendors.rees46.storage import shops
from emulator.vendors.rees46.storage.profiles import CONTACTS
from emulator.vendors.rees46.storage.shops import Shop
from emulator.vendors.rees46.wire import matrix, params
from emulator.vendors.rees46.wire.answers import NEWEST
from emulator.vendors.rees46.wire.fields import sentence
from emulator.vendors.rees46.wire.params import Bag, given

JSON_UTF8 = b"application/json; charset=utf-8"
_MINUTE = timedelta(minutes=1)
_TAKES_JSON = re.compile(r"json|\*/\*|application/\*|(^|[,\s])\*\s*(;|,|$)")
_CONTACTS = (*CONTACTS, "user_id", "user_email")
A_DEVICE = "|".join(("did", "ssid", "shop_secret", *_CONTACTS, "email_hash"))
"""For `expects` of a route: a shop's server, which says otherwise who it is about, has no device.

Observed: nobody is asked for the session, though the document's tables call it required: many clients have none.
"""


@dataclass(slots=True)
class Access:
    """What a call may do: in which shop, and whether its secret makes every identifier believable."""

    shop: Shop
    trusted: bool
    strict: bool


def credential(request: Request) -> str | None:
    try:
        return given(params.read(request), "shop_id")
    except BadRequest:
        return None


def admit(call: Call[Access], operation: Operation) -> Sequence[Any]:
    """Assumed order: the shop, the secret or who is asking, the shop's state, its rate, the parameters."""
    bag = params.read(call.request)
    events = "events" in operation.details
    if operation.details["access"] == "anyone":
        return _parameters(operation, bag, refusal=BadRequest)
    if not events:
        _acceptable(call.request, operation)
    try:
        shop = _shop(call, bag, events=events)
        trusted = _trusted(call, bag, shop, operation)
    except (Unauthorized, Forbidden) as refusal:
        raise BadRequest(refusal.message) if "imports" in operation.details else refusal from None
    if not shop.active:
        raise Forbidden("Shop deactivated")
    if shop.requests_per_minute is not None:
        _within_rate(call, shop, shop.requests_per_minute)
    call.account = Access(shop, trusted, shop.strict)
    if events and shop.strict:
        matrix.check(call.session, shop, bag)
    return _parameters(operation, bag, refusal=Unprocessable if events else BadRequest)


def _acceptable(request: Request, operation: Operation) -> None:
    """Docs: 406 is "You requested a format that isn't json". Observed: never for what takes anything."""
    accepted = request.header("accept")
    if accepted and operation.response_class is JSONResponse and not _TAKES_JSON.search(accepted.lower()):
        raise NotAcceptable


def _parameters(operation: Operation, bag: Bag, *, refusal: type[Rees46Error]) -> Sequence[Any]:
    if operation.reads is None:
        return ()
    try:
        return (operation.reads.model_validate(params.sent(bag)),)
    except ValidationError as error:
        raise refusal(sentence(error)) from None


def _shop(call: Call[Access], bag: Bag, *, events: bool) -> Shop:
    """Assumed: a shop nobody knows is judged strictly where every shop of the world is strict."""
    shop_id = given(bag, "shop_id")
    shop = shops.with_shop_id(call.session, shop_id) if shop_id is not None else None
    if shop is not None:
        return shop
    if events and "shop_id" in bag and shops.all_are_strict(call.session):
        raise matrix.unknown_shop(bag["shop_id"])
    if shop_id is None:
        call.notice("shop_id is missing: send it in the query, as a form field or as a JSON key")
    raise Unauthorized


def _trusted(call: Call[Access], bag: Bag, shop: Shop, operation: Operation) -> bool:
    access = operation.details["access"]
    if access == "public":
        return False
    secret = given(bag, "shop_secret") or call.request.header("x-shop-secret") or ""
    trusted = bool(secret) and compare_digest(secret.encode(errors="replace"), shop.shop_secret.encode())
    if (secret and not trusted) or (access == "secret" and not trusted):
        raise Forbidden
    if given(bag, "did", "ssid") is None:
        if access == "either" and not trusted:
            raise Forbidden
        if access == "device":
            _without_device(bag, operation, trusted=trusted)
    return trusted


def _without_device(bag: Bag, operation: Operation, *, trusted: bool) -> None:
    names = (*_CONTACTS, *operation.details.get("identifiers", ()))
    anybody = any(given(bag, name) for name in names)
    if anybody and trusted:
        return
    if "events" in operation.details and not anybody:
        raise Unauthorized("Device ID is not valid")
    if not trusted:
        raise Forbidden("Invalid secret key")
    raise (Unprocessable if operation.details.get("nobody") == 422 else BadRequest)("Identifier is not valid")


def _within_rate(call: Call[Access], shop: Shop, limit: int) -> None:
    """Assumed: a sliding minute; refused requests do not count, so waiting Retry-After seconds is enough."""
    since = call.session.now - _MINUTE
    count = shops.used_since(call.session, shop.id, since)
    if count >= limit:
        last_in_the_way = shops.nth_use(call.session, shop.id, since, count - limit)
        raise TooManyRequests(retry_after=max(1, ceil((last_in_the_way - since).total_seconds())))
    shops.count_use(call.session, shop.id, forget=since)


def dress(request: Request, answer: Answer) -> None:
    """Observed: the web SDK calls with credentials from the shop's own pages, so its Origin is echoed."""
    if answer.status >= 400 and request.path.strip("/") in NEWEST:
        answer.body = to_json({"success": False, **from_json(answer.body)})
    if answer.content_type is JSON and answer.body:
        answer.content_type = JSON_UTF8
    origin = request.header("origin")
    if origin is not None:
        answer.headers.extend(_origin(origin))


def preflight(request: Request) -> Answer:
    """Assumed: HEAD to what only takes something is a probe whether it is there, which writes nothing."""
    answer = Answer(200 if request.method == "HEAD" else 204)
    answer.headers.extend(_origin(request.header("origin") or "*"))
    answer.headers.extend(
        [
            (b"access-control-allow-methods", b"GET, POST, PUT, PATCH, DELETE, OPTIONS"),
            (b"access-control-allow-headers", b"Content-Type, X-Shop-Secret"),
            (b"access-control-max-age", b"86400"),
        ]
    )
    return answer


def _origin(origin: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


WIRE = Wire(
    vendor="rees46",
    errors=ERRORS,
    credential=credential,
    admit=admit,
    dress=dress,
    preflight=preflight,
    parameters_anywhere=True,
    refuse=lambda _, sentence: BadRequest(sentence).answer(),
    old_names=frozenset(("ssid", "user_email", "user_id", "promo_code_list_id")),
    # Observed: SDKs of every age say with each call who is there, in which session, stream and A/B half, and for two
    # days after a push was opened which one (from, code).
    observed=frozenset(("did", "ssid", "sid", "seance", "stream", "segment", "v", "from", "code")),
    # Observed: Android and iOS write numbers and flags of JSON as texts.
    texts_mean_values=True,
    # The document's "number/string".
    numbers_for=re.compile(
        r"(.*_)?ids?|uid|items?|order|category|categories|product|products|exclude|value|code|codes"
    ),
)
