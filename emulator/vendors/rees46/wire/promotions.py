"""Promotions of the loyalty program, as the vendor's newer documentation has them."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import carts, people
from emulator.vendors.rees46.behaviour import promotions as behaviour
from emulator.vendors.rees46.storage import catalogue, profiles
from emulator.vendors.rees46.storage.loyalty_program import Promotion
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, of_loyalty, refusals, with_success
from emulator.vendors.rees46.wire.checkout import ClockTime, LoyaltyCartItem, lines
from emulator.vendors.rees46.wire.fields import Identified, Identifier, Phone, ShopParams, Text, Texts, objects

router = Router(WIRE)


class ShownPromotion(TypedDict):
    id: int
    name: str
    description: str
    start_date: str | None
    finish_date: str | None
    stream: str | None
    badge_label: str
    badge_color: str


_PROMOTION = {
    "id": 33,
    "name": "Half a tent",
    "description": "Every second tent is half the price",
    "start_date": "2030-01-01",
    "finish_date": "2030-01-14",
    "stream": "ios",
    "badge_label": "-50%",
    "badge_color": "#AABB00",
}


def _shown(one: Promotion) -> ShownPromotion:
    return {
        "id": one["id"],
        "name": one["name"],
        "description": one["description"],
        "start_date": one["start_date"],
        "finish_date": one["finish_date"],
        "stream": one["stream"],
        "badge_label": one["badge_label"],
        "badge_color": one["badge_color"],
    }


# List of all promotions


class Promotions(ShopParams):
    stream: Text | None = None


class ListedPromotion(ShownPromotion):
    reward_type: Literal["discount", "bonuses_earn", "bonuses_usage"]
    reward_rules: dict[str, Any]


class ListedPromotions(TypedDict):
    promotions: list[ListedPromotion]


class ListedPromotionsAnswer(TypedDict):
    success: Literal[True]
    payload: ListedPromotions


_AT_ONCE = {
    "bonuses_earn_activation": "default",
    "bonuses_earn_expiration": "default",
    "bonuses_earn_activation_value": 0,
    "bonuses_earn_expiration_value": 0,
}
_RULES = {
    "amount_type": "percentage",
    "amount_value": 50,
    "include_products": [],
    "exclude_products": [],
    "ignore_discount_limit": True,
    "reward_type": "discount",
    **_AT_ONCE,
}
_LISTED = {**_PROMOTION, "reward_type": "discount", "reward_rules": _RULES}


@router.get(
    "/loyalty/promos",
    reads=Promotions,
    answers={
        200: example(ListedPromotionsAnswer, {"success": True, "payload": {"promotions": [_LISTED]}}),
        **with_success(refusals()),
    },
    **of_loyalty("List of all promotions"),
)
def list_promotions(call: Call[Access], of: Promotions) -> ListedPromotionsAnswer:
    """The active promotions of a stream or of all, whatever days and hours they have."""
    promotions: list[ListedPromotion] = [
        {
            **_shown(one),
            "reward_type": one["reward_type"],
            "reward_rules": {**one["reward_rules"], "reward_type": one["reward_type"], **_AT_ONCE},
        }
        for one in behaviour.every(call.session, call.account.shop, of.stream)
    ]
    return {"success": True, "payload": {"promotions": promotions}}


# Promotions for a client, and for a cart


class PromotedCart(ShopParams):
    cart_items: Annotated[list[LoyaltyCartItem], BeforeValidator(objects)] = Field(
        default_factory=list, max_length=1000
    )
    promo_codes: Texts = Field(default_factory=list)
    charge_bonuses: bool = Field(default=False, description="Changes nothing here")
    subscription: Identifier | None = Field(default=None, description="Code of a subscription that the buyer has")
    location_id: Identifier | None = None
    current_time: ClockTime | None = None

    def cart(self, identifier: str | None, stream: str | None) -> carts.Cart:
        return carts.Cart(
            lines=lines(self.cart_items),
            identifier=identifier,
            promo_codes=self.promo_codes,
            subscription=self.subscription,
            location_id=self.location_id,
            current_time=self.current_time,
            stream=stream,
        )


class PromotionsForClient(PromotedCart, Identified):
    pass


class PromotionsForCart(PromotedCart):
    identifier: Phone = Field(description="Phone of a member of the loyalty program")
    did: Identifier | None = Field(default=None, description="As the documentation's example has it; changes nothing")
    sid: Text | None = Field(default=None, description="The same")
    stream: Text | None = None


class PromotionsFound(TypedDict):
    promotions: list[ShownPromotion]


class PromotionsAnswer(TypedDict):
    success: Literal[True]
    payload: PromotionsFound


_FOUND = {200: example(PromotionsAnswer, {"success": True, "payload": {"promotions": [_PROMOTION]}})}


@router.post(
    "/loyalty/promos/for-client",
    reads=PromotionsForClient,
    answers={**_FOUND, **with_success(refusals())},
    **of_loyalty("Promotions for a client", access="device"),
)
def promotions_for_client(call: Call[Access], of: PromotionsForClient) -> PromotionsAnswer:
    """The promotions that fit a client and a cart, for badges; an app may ask by its device alone."""
    person = people.find(call.session, call.account.shop, of.identifiers())
    phones = profiles.identifiers(call.session, person).get("phone", []) if person is not None else []
    return _fitting(call, of.cart(phones[0] if phones else None, of.stream))


@router.post(
    "/loyalty/promos/cart",
    reads=PromotionsForCart,
    answers={**_FOUND, **with_success(refusals())},
    **of_loyalty("Promotions for a cart"),
)
def promotions_for_cart(call: Call[Access], of: PromotionsForCart) -> PromotionsAnswer:
    """The promotions that fit a member and a cart; the older of the two calls."""
    return _fitting(call, of.cart(of.identifier, of.stream))


def _fitting(call: Call[Access], cart: carts.Cart) -> PromotionsAnswer:
    shop = call.account.shop
    found = catalogue.with_uids(call.session, shop.id, [line.product_id for line in cart.lines])
    who = carts.buyer(call.session, shop, cart)
    fitting, _ = behaviour.fitting(call.session, shop, cart, who, {one.uid: one for one in found})
    return {"success": True, "payload": {"promotions": [_shown(one.promotion) for one in fitting]}}
