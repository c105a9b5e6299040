"""Who sends a request, and whether it is well formed: what every operation of Recensus checks before its work."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ValidationError

from emulator.kernel.exchange import Call, Wire
from emulator.kernel.http import Request, read_json
from emulator.kernel.route import Operation
from emulator.vendors.recensus.accounts import MERCHANT_ID
from emulator.vendors.recensus.behaviour import signature
from emulator.vendors.recensus.errors import ERRORS, BadRequest, Forbidden, InternalServerError, WrongSignature
from emulator.vendors.recensus.storage import merchants
from emulator.vendors.recensus.storage.merchants import Merchant
from emulator.vendors.recensus.wire.schemas import ContactRequest, Signed, SignedRequest

M = TypeVar("M", bound=BaseModel)
_MERCHANT_ID = re.compile(MERCHANT_ID)
_RULES = {
    "missing": "is required",
    "string_type": "must be a string",
    "list_type": "must be an array",
    "model_type": "must be an object",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "must be 32 hexadecimal digits",
}


def query(request: Request) -> dict[str, str]:
    """As PHP reads it: of a name sent twice the last counts."""
    if "query" not in request.memo:
        pairs = parse_qsl(request.query, keep_blank_values=True)
        request.memo["query"] = {name: value.replace("\0", "\ufffd") for name, value in pairs}
        if request.method in ("GET", "HEAD"):
            request.memo["said"] = request.memo["query"]
    found: dict[str, str] = request.memo["query"]
    return found


def merchant_id(request: Request) -> str:
    """From the path, or as the widgets name it: merchantId in the last SDK, mid before."""
    widget = query(request)
    return request.path_params.get("merchant_id") or widget.get("merchantId") or widget.get("mid") or ""


def merchant(call: Call[Any]) -> Merchant | None:
    given = merchant_id(call.request)
    return merchants.merchant(call.session, given) if _MERCHANT_ID.fullmatch(given) else None


def admit(call: Call[Any], operation: Operation) -> Sequence[Any]:
    """Each operation names in `admits` what it demands."""
    arguments: Sequence[Any] = operation.details["admits"](call)
    return arguments


WIRE = Wire(
    vendor="recensus",
    errors=ERRORS,
    credential=merchant_id,
    admit=admit,
    refuse=lambda _, sentence: BadRequest(f"{sentence}.").answer(),
)


def anyone(call: Call[Any]) -> Sequence[Any]:  # noqa: ARG001
    return ()


def signed_request(call: Call[Merchant]) -> tuple[ContactRequest, str]:
    """The checked body, and the URL that the client addressed.

    Assumed order: content type, JSON, shape of the signed request, token and signature, shape of the data: a wrong
    secret learns nothing about the data.
    """
    sender = merchant(call)
    _demand_json(call, sender)
    try:
        document = call.request.memo["said"] = read_json(call.request.body)
    except ValueError as error:
        raise BadRequest(f"The body is not valid JSON: {error}.") from None
    if not isinstance(document, dict):
        raise BadRequest("The body must be a JSON object with signedRequest and data.")
    signed = checked(Signed, document).signedRequest
    if sender is None or signed.token != sender.token:
        call.notice("this world has no such merchant" if sender is None else "the token is not this merchant's")
        raise Forbidden
    url = _signed_url(call, sender, signed)
    _demand_same_merchant(document.get("data"), sender)
    call.account = sender
    return checked(ContactRequest, document, strict_seed=sender.strict_seed), url


def _demand_json(call: Call[Merchant], sender: Merchant | None) -> None:
    if call.request.content_type == "application/json":
        return
    call.notice("Content-Type must be application/json")
    if sender is not None and sender.content_type_error == BadRequest.status:
        raise BadRequest("Content-Type must be application/json.")
    raise InternalServerError


def checked(model: type[M], document: Any, **context: Any) -> M:
    """The document as that model; raises BadRequest that names the first wrong field and its rule."""
    try:
        return model.model_validate(document, context=context)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
        raise BadRequest(f"{place}: {_RULES.get(first['type'], first['msg'])}") from None


def _signed_url(call: Call[Merchant], sender: Merchant, signed: SignedRequest) -> str:
    """The URL as the client addressed it; raises WrongSignature where it signed no URL that leads here."""
    request = call.request
    addressed = signature.addressed_urls(request)
    others = signature.other_urls(request, call.session.world.worlds.public_url)
    url = signature.signed_url(signed.signature, request.method, [*addressed, *others], sender.secret)
    if url is None:
        _explain(call, sender, signed)
        raise WrongSignature(f"{request.method}{addressed[0]}***")
    return url if url in addressed else addressed[0]


def _explain(call: Call[Merchant], sender: Merchant, signed: SignedRequest) -> None:
    paths = signature.path_urls(call.request)
    if signed.signature == signature.DOCUMENTED:
        call.notice("this is the signature of the document's example, which is valid for no known URL and secret")
    elif signature.signed_url(signed.signature, call.request.method, paths, sender.secret):
        call.notice("only the path was signed; RequestURL is the full URL with scheme, host and port")
    elif signed.signature != signed.signature.lower():
        call.notice("a signature is written in lower-case hexadecimal digits")


def _demand_same_merchant(data: Any, sender: Merchant) -> None:
    stated = data.get("merchant") if isinstance(data, dict) else None
    if isinstance(stated, str | int) and not isinstance(stated, bool) and str(stated) != sender.merchant:
        raise Forbidden("data.merchant is not the merchant of the URL.")
