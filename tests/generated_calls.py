"""A call of every operation of REES46, as somebody writes it against the client that was generated.

`m` is the client's package of models.
"""

from collections.abc import Callable
from typing import Any

Arguments = Callable[[Any], dict[str, Any]]

SHOP = {"shop_id": "DvLWN2ZTMZ"}
S2S = {**SHOP, "shop_secret": "EIxTuot8sj"}
DEVICE = {**SHOP, "did": "D1"}
JOHN = {**S2S, "email": "john.smith@example.com"}
WAITING = {**DEVICE, "email": "ada@example.com", "item": "187"}
POPULAR = "1fd1b3495137bc3c9299816026acf36f"
ORDER = {"id": "77", "email": JOHN["email"], "status": "delivered", "channel": "online", "date": 1_700_000_000}
BOUGHT = {"value": {"total": 5.5}, "items": [{"id": "187", "price": 5.5, "quantity": 1}]}
VARIABLES = {"order_id": "7"}


def body(model: str, *known: dict[str, Any], **more: Any) -> Arguments:
    """A body is filled by its names; objects within it by what the JSON has."""
    fields = {name: value for part in (*known, more) for name, value in part.items()}
    return lambda m: {"body": getattr(m, model).from_dict(fields)}


def plain(*known: dict[str, Any], **more: Any) -> Arguments:
    return lambda _: {name: value for part in (*known, more) for name, value in part.items()}


MESSAGE = body("TrackedMessage", DEVICE, code="c1", type="bulk")
SYNCED = body("SyncOrders", S2S, orders=[{**ORDER, **BOUGHT}])

DONE: list[tuple[str, Arguments]] = [
    ("push", lambda m: {"body": m.Event(**DEVICE, event=m.EventEvent.VIEW, items=[m.EventItem(id="187")])}),
    ("push", lambda m: {"body": m.EventForm(**DEVICE, event=m.EventEvent.VIEW, item_id=["187", "37"])}),
    ("push", lambda m: {**DEVICE, "event": m.EventEvent.SEARCH, "search_query": "tent"}),
    ("track_custom_event", body("CustomEvent", DEVICE, event="quiz", value=3)),
    ("user_clicked_on_mobile_push", MESSAGE),
    ("notification_received", MESSAGE),
    ("message_clicked", MESSAGE),
    ("message_received", MESSAGE),
    ("message_delivered", MESSAGE),
    ("message_opened", MESSAGE),
    ("message_closed", MESSAGE),
    ("web_push_showed", body("TrackedPermission", DEVICE)),
    ("web_push_declined", body("TrackedPermission", DEVICE)),
    ("create_new_token", body("MobilePushToken", DEVICE, platform="ios", token="t1")),
    ("manage_subscriptions", body("ManagedSubscriptions", JOHN, email_bulk=False)),
    ("mark_email", body("MarkedEmail", JOHN, event="unsubscribed")),
    ("subscribe_for_product_price", body("PriceDropSubscription", WAITING, price=10)),
    ("unsubscribe_from_product_price", body("ProductUnsubscription", WAITING, item_ids=["187"])),
    ("subscribe_for_product_available", body("ProductSubscription", WAITING)),
    ("unsubscribe_from_product_available", body("ProductUnsubscription", WAITING, item_ids=["187"])),
    ("save_profile_settings", body("ProfileSettings", JOHN, kids=[{"gender": "m", "birthday": "2020-01-31"}])),
    (
        "force_change_email",
        body(
            "ChangeOfEmail",
            S2S,
            old_email=JOHN["email"],
            new_email="j@example.com",
            i_understand_what_i_am_doing="yes",
        ),
    ),
    (
        "force_change_phone",
        body(
            "ChangeOfPhone", S2S, old_phone="10000000002", new_phone="10000000009", i_understand_what_i_am_doing="yes"
        ),
    ),
    (
        "force_change_id",
        body("ChangeOfId", S2S, old_external_id="100501", new_external_id="7", i_understand_what_i_am_doing="yes"),
    ),
    ("purge_profile", body("Person", S2S, email="jane.doe@example.com")),
    ("import_users", body("ImportUsers", S2S, audience=[{"email": "ada@example.com", "tags": ["new"]}])),
    ("import_suppressed_emails", body("ImportSuppressed", S2S, audience=[{"email": "ada@example.com"}])),
    ("import_orders", SYNCED),
    ("add_user_to_a_segment", body("SegmentMember", S2S, email="jane.doe@example.com", segment_id="313")),
    ("remove_user_from_a_segment", body("SegmentMember", JOHN, segment_id="313")),
    ("upload_promo_codes", body("PromoCodes", S2S, id=3184, codes=["A", "B"])),
    ("delete_not_sent_promo_codes", body("PurgedList", S2S, id="3184")),
    ("import_bonuses_status", body("ImportBonuses", S2S, bonuses=[{"loyalty_id": "L010101"}])),
    ("save_review", body("NewReview", DEVICE, channel="email", category="delivery", rate=9)),
    ("save_chat_log", body("ChatLog", JOHN, code="c1", platform="livetex", data=[])),
    ("transactional_sms", plain(S2S, code="order_shipped", phone="10000000001", variables='{"order_id": 7}')),
    (
        "post_transactional_sms",
        body("TransactionalSms", S2S, code="order_shipped", phone="10000000001", variables=VARIABLES),
    ),
    ("sending_message", plain(JOHN, code="order_delivered")),
    ("post_sending_message", body("MultiMessage", JOHN, code="order_delivered", variables=VARIABLES)),
    ("popup_showed", body("PopupShown", DEVICE, popup=101)),
    ("track_stories", body("StoryTracked", DEVICE, event="view", story_id="1", slide_id="11")),
    ("create_web_push_subscription", body("WebPushSubscription", DEVICE)),
    ("create_subscription", body("CollectedEmail", DEVICE, email="ada@example.com")),
    ("push_attributes", body("PushAttributes", DEVICE)),
    ("clear_cart", body("Identified", S2S, did="D1")),
    ("get_clear_cart", plain(S2S, did="D1")),
]

PRODUCTS = {"items": [{"id": "n1", "name": "New", "price": 5, "url": "https://shop.example/n1", "categories": ["1"]}]}
CATEGORIES = {"categories": [{"id": "c9", "name": "New"}]}
LOCATIONS = {"locations": [{"id": "l9", "name": "Oslo", "type": "city"}]}
IMPORTED: list[tuple[str, Arguments]] = [
    ("import_products", body("ProductImport", S2S, PRODUCTS)),
    ("post_products", body("ProductPost", S2S, PRODUCTS)),
    ("remove_products", body("ProductIds", S2S, items=["187"])),
    ("synchronize_products", body("ProductIds", S2S, items=["187"])),
    ("update_categories", body("CategoryImport", S2S, CATEGORIES)),
    ("replace_categories", body("CategoryImport", S2S, CATEGORIES)),
    ("remove_categories", body("CategoryIds", S2S, categories=["146"])),
    ("update_locations", body("LocationImport", S2S, LOCATIONS)),
    ("replace_locations", body("LocationImport", S2S, LOCATIONS)),
]

REFUSED: list[tuple[str, Arguments, int, str]] = [
    ("nps_reviews", plain(SHOP, shop_secret="wrong"), 403, "Invalid secret key"),
    ("get_product_info", plain(shop_id="unknown", item_id="187"), 401, "Shop not found"),
    ("status_of_a_message", plain(SHOP, code="c1"), 404, "Code is not valid"),
    ("edit_communication_log", body("EditedCommunication", JOHN, ID="9"), 404, "Communication not found"),
    (
        "edit_communication_log_at",
        lambda m: {"id": "9", **body("EditedCommunication", JOHN, ID="1")(m)},
        404,
        "Communication not found",
    ),
    ("qr_code_as_svg", plain(code="c1"), 404, "The specified object could not be found."),
    ("qr_code_as_png", plain(code="c1"), 404, "The specified object could not be found."),
    ("follow_short_url", plain(code="c1"), 404, "The specified object could not be found."),
]
