"""Chapter "Events tracking"."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field
from pydantic.json_schema import WithJsonSchema

from emulator.kernel.described import other_names
from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import events_tracking as behaviour
from emulator.vendors.rees46.behaviour import people, search_queries
from emulator.vendors.rees46.behaviour.events_tracking import Happening, Purchase
from emulator.vendors.rees46.errors import Unprocessable
from emulator.vendors.rees46.wire import params
from emulator.vendors.rees46.wire.access import A_DEVICE, WIRE, Access
from emulator.vendors.rees46.wire.answers import HAPPENED, Happened, refusals
from emulator.vendors.rees46.wire.fields import ANY_OTHER_NAME, Identified, MaybeEmail, NoEmail, Text, digits, is_phone
from emulator.vendors.rees46.wire.items import items, price, whole
from emulator.vendors.rees46.wire.popups import happened
from emulator.vendors.rees46.wire.source import names_one, recommended

router = Router(WIRE)

# The document's own examples send words where a number belongs; such a value counts as not sent.
Price = Annotated[float | None, BeforeValidator(price), WithJsonSchema({"type": "number", "minimum": 0})]


def _column(of: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"type": "array", "items": of})


_OF_ITEM: dict[str, Any] = {
    "id": {"type": "string"},
    "amount": {"type": "integer", **other_names("quantity", "count")},
    "price": {"type": "number"},
    "is_available": {"type": "boolean", **other_names("stock")},
    "line_id": {"type": "string"},
    "fashion_size": {"type": "string"},
}
_ITEM = {"title": "EventItem", "type": "object", "required": ["id"], "properties": _OF_ITEM}
_SOURCE = {"from": {"type": "string"}, "code": {"type": "string"}}
Flag = Annotated[bool, Field(default=False)]
OrderId = Annotated[str, Field(max_length=255)]


class Circumstances(Identified):
    """What every event may say of its circumstances."""

    email: MaybeEmail | None = Field(default=None, validation_alias=AliasChoices("email", "user_email"))
    segment: Text | None = Field(default=None, description="A or B")
    referer: Text | None = None
    recommended_by: Text | None = None
    recommended_code: Text | None = None
    source: Annotated[Any, WithJsonSchema({"title": "EventSource", "type": "object", "properties": _SOURCE})] = Field(
        default=None, description="{from, code} of the campaign that opened the application"
    )


class Event(Circumstances):
    """One of the standard events."""

    event: Literal[
        "view", "category", "search", "cart", "remove_from_cart", "purchase", "wish", "remove_wish",
        "recone_view", "recone_click", "banner_view", "banner_click",
    ]  # fmt: skip
    item_id: Annotated[Any, _column({"type": "string"})] = Field(
        default=None,
        description="Products, joined with amount, price and is_available; also as item or id",
        json_schema_extra=other_names("item", "id"),
    )
    items: Annotated[Any, _column(_ITEM)] = Field(
        default=None, description="Products as objects; also as products", json_schema_extra=other_names("products")
    )
    amount: Annotated[Any, _column({"type": "integer"})] = Field(
        default=None, json_schema_extra=other_names("quantity", "count")
    )
    price: Annotated[Any, _column({"type": "number"})] = None
    is_available: Annotated[Any, _column({"type": "boolean"})] = Field(
        default=None,
        description="What the product feed says does not count; also as stock",
        json_schema_extra=other_names("stock"),
    )
    full_cart: Flag
    full_wish: Flag
    category_id: Text | None = None
    search_query: Text | None = None
    order_id: OrderId | None = Field(default=None, validation_alias=AliasChoices("order_id", "order"))
    order_price: Price = None
    order_cash: Price = None
    order_bonuses: Price = None
    order_delivery: Price = None
    order_discount: Price = None
    promocode: Text | None = None
    delivery_type: Text | None = None
    payment_type: Text | None = None


class CustomEvent(Circumstances):
    """An event of the shop's own; any other name is kept with it."""

    model_config = ANY_OTHER_NAME

    event: Annotated[str, Field(min_length=1, max_length=255)]
    category: Text | None = None
    label: Text | None = None
    value: Annotated[int | None, BeforeValidator(whole)] = None
    time: Annotated[Any, WithJsonSchema({"type": "integer"})] = Field(default=None, description="Unix time")
    payload: Annotated[Any, WithJsonSchema({"type": "object"})] = None


_PURCHASE = ("order_cash", "order_bonuses", "order_delivery", "order_discount", "delivery_type", "payment_type")
_PURCHASE_EXTRAS = ("delivery_address", "tax_free", "channel", "custom", "recommended_source", "segment_ab")
_OF_OLD_CLIENTS = ("email_hash", "rating", "categories", "isAvailable")
_OWN = ("seance", "ssid", "user_id", "user_email", "from", "code")


@router.post(
    "/push",
    reads=Event,
    expects=(A_DEVICE,),
    observed=(*_PURCHASE_EXTRAS, *_OF_OLD_CLIENTS, "results", "web_push_digest_code"),
    access="device",
    events=True,
    answers={**HAPPENED, **refusals(404, 422)},
    evidence=documented("Events tracking"),
    tags=("Events tracking",),
)
def push(call: Call[Access], event: Event) -> Happened:
    """Tracks what a visitor did: viewed, searched, put into the cart, bought, wished for."""
    session, shop, bag = call.session, call.account.shop, params.read(call.request)
    kind = event.event
    full = (kind == "cart" and event.full_cart) or (kind == "wish" and event.full_wish)
    found = items(bag, may_be_empty=full) if kind in _WITH_ITEMS else []
    happening = _happening(call, event, _details(event))
    person = happening.person
    behaviour.track(session, shop, happening, found)
    if kind == "cart":
        behaviour.cart(session, shop, person, found, full=full)
    elif kind == "search":
        search_queries.remember(session, shop, person, event.search_query or "")
    elif kind == "remove_from_cart":
        behaviour.remove_from_cart(session, person, found)
    elif kind == "wish":
        behaviour.wish(session, person, found, full=full)
    elif kind == "remove_wish":
        behaviour.remove_wish(session, person, found)
    elif kind == "purchase":
        behaviour.purchase(session, shop, person, found, _purchase(event))
    return happened(call, kind, event.did)


_WITH_ITEMS = frozenset(("view", "cart", "remove_from_cart", "purchase", "wish", "remove_wish"))


def _happening(call: Call[Access], event: Circumstances, details: dict[str, Any] | None) -> Happening:
    """Who did it, linked and remembered, and in which circumstances."""
    by, code = event.recommended_by, event.recommended_code
    extra = event.model_extra
    if by is not None or event.source is not None or (extra and "from" in extra):
        by, code = recommended(params.read(call.request))
        if by is None and names_one(params.read(call.request)):
            call.notice("recommended_by, source or from counts as not sent: it names no source that is known")
    if event.segment not in (None, "A", "B"):
        call.breach("wrong value", "segment", "segment counts as not sent: it is neither A nor B")
    identifiers = event.identifiers()
    if isinstance(event.email, NoEmail):
        identifiers = _without_email(call, identifiers)
    return Happening(
        person=people.identify(call.session, call.account.shop, identifiers),
        event=event.event,  # type: ignore[attr-defined]
        did=event.did,
        sid=event.sid,
        stream=event.stream,
        segment=event.segment if event.segment in ("A", "B") else None,
        recommended_by=by,
        recommended_code=code,
        details=details,
    )


def _without_email(call: Call[Access], identifiers: dict[str, str]) -> dict[str, str]:
    """Observed: a phone comes as `email`. Assumed: a lenient shop loses no event over an address that is none."""
    sent = identifiers.pop("email")
    if is_phone(sent) and "phone" not in identifiers:
        try:
            return {**identifiers, "phone": digits(sent)}
        except ValueError:
            pass
    if call.account.strict or not identifiers:
        raise Unprocessable("email: is not an e-mail address")
    call.breach("wrong value", "email", "email counts as not sent: it is not an e-mail address")
    return identifiers


def _details(event: Event) -> dict[str, Any] | None:
    """What only this kind of event has; raises Unprocessable where it is missing."""
    if event.event == "category":
        return {"category_id": _needed(event, "category_id")}
    if event.event == "search":
        return {"search_query": _needed(event, "search_query")}
    return None


def _needed(event: Event, name: str) -> str:
    value: str | None = getattr(event, name)
    if value is None:
        raise Unprocessable(f"{name} is missing")
    return value


def _purchase(event: Event) -> Purchase:
    extra = event.model_extra or {}
    details = {name: getattr(event, name) for name in _PURCHASE} | {name: extra.get(name) for name in _PURCHASE_EXTRAS}
    return Purchase(
        order_id=event.order_id,
        value=event.order_price,
        promocode=event.promocode,
        details={name: value for name, value in details.items() if value is not None},
    )


# Track custom event


@router.post(
    "/push/custom",
    reads=CustomEvent,
    expects=(A_DEVICE,),
    access="device",
    events=True,
    answers={**HAPPENED, **refusals(404, 422)},
    evidence=documented("Track custom event"),
    tags=("Events tracking",),
)
def track_custom_event(call: Call[Access], event: CustomEvent) -> Happened:
    """Tracks an event that the shop has named itself, with a category, a label and a value."""
    own = {"category": event.category, "label": event.label, "value": event.value, "time": event.time}
    extra = {name: value for name, value in (event.model_extra or {}).items() if name not in _OWN}
    details = {**own, "payload": event.payload, **extra}
    happening = _happening(call, event, {name: value for name, value in details.items() if value is not None} or None)
    behaviour.track(call.session, call.account.shop, happening, [])
    return happened(call, event.event, event.did)
