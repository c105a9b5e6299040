"""The calls of REES46 that read: what of the parsed answer is looked at, and what the demo world has there."""

from collections.abc import Callable
from typing import Any

from tests.generated_calls import DEVICE, JOHN, POPULAR, S2S, SHOP, SYNCED, WAITING, Arguments, body, plain

Look = Callable[[Any], Any]
MEMBER = {**S2S, "identifier": "10000000002"}
MEMBER_LEAVES = {**S2S, "phone": "10000000002"}
FULL = {"search_query": "tent", "limit": 2}


def whole(answer: Any) -> Any:
    return answer


def counters(answer: Any) -> dict[str, int]:
    return answer.payload.counters.to_dict()  # type: ignore[no-any-return]


READ: list[tuple[str, Arguments, Look, Any]] = [
    ("follow_link", plain(type_="bulk", code="c1", link="l1"), lambda page: "is not known" in page, True),
    ("start_session", plain(DEVICE), lambda session: (session.did, session.search.type_.value), ("D1", "full")),
    ("open_pixel", plain(type_="bulk", code="c1"), lambda pixel: pixel.payload.read(4), b"\x89PNG"),
    (
        "request_product_recommendations",
        plain(DEVICE, recommender_code=POPULAR, limit=3, prevent_shuffle=True),
        lambda block: (block.id, block.recommends),
        (101, ["187", "123", "37"]),
    ),
    ("recommendations_for_old_clients", plain(DEVICE, recommender_type="popular"), len, 10),
    (
        "search_products",
        lambda m: {**DEVICE, **FULL, "type_": m.SearchProductsType.FULL_SEARCH},
        lambda found: (found.products[0].name, found.products[0].brand, found.search_query),
        ("Trailhead Nomad 3 Backpacking Tent", "Trailhead", "tent"),
    ),
    ("blank_search", plain(DEVICE), lambda blank: blank.last_products, False),
    (
        "search_queries_with_zero_results",
        plain(S2S),
        lambda found: [(one.query, one.quantity) for one in found],
        [("kayak", 3), ("snowboard", 2)],
    ),
    ("check_subscription_status", plain(JOHN), lambda status: (status.email_bulk, status.sms_bulk), (True, False)),
    (
        "changed_subscriptions_list",
        plain(S2S, email="gone@example.com"),
        lambda found: [one.event for one in found],
        ["hard_bounced"],
    ),
    ("unsubscribe_page", plain(key="k1"), lambda page: page[:15], "<!doctype html>"),
    ("resubscribe_page", plain(key="k1"), lambda page: page[:15], "<!doctype html>"),
    ("check_product_available_subscription", plain(WAITING), whole, False),
    ("check_price_drop_subscription", plain(WAITING), whole, False),
    ("post_check_product_available_subscription", body("ProductSubscription", WAITING), whole, False),
    ("post_check_price_drop_subscription", body("ProductSubscription", WAITING), whole, False),
    ("get_subscriptions_for_products_in_stock", plain(S2S), lambda found: [one.id for one in found], ["1111"]),
    ("get_subscriptions_for_products_price_drop", plain(S2S), lambda found: [one.quantity for one in found], [2]),
    ("read_profile_info", plain(JOHN), lambda person: (person.first_name, person.loyalty_id), ("John", "L010102")),
    (
        "read_profile_info",
        plain(DEVICE),
        lambda person: (type(person).__name__, person.has_email),
        ("AnonymousProfile", False),
    ),
    (
        "bulk_search_by_attribute",
        body("BulkSearch", S2S, by="email", ids=["john.smith@example.com"]),
        lambda found: [(one.first_name, one.location) for one in found],
        [("John", "London")],
    ),
    ("import_orders_of_old", SYNCED, whole, "OK"),
    ("get_users_last_order_products", plain(JOHN), lambda products: products[0].name, "Merino base layer"),
    ("orders_by_user", plain(JOHN), lambda found: found.data.orders[0].value, "899.0"),
    (
        "get_user_segments",
        plain(JOHN),
        lambda found: [(one.id, one.type_) for one in found],
        [(313, "static"), (314, "dynamic")],
    ),
    ("post_user_segments", body("SegmentUser", JOHN), lambda found: [one.id for one in found], [313, 314]),
    ("segments_include_user", body("SegmentsIncludes", JOHN, segment_id="313"), whole, True),
    ("list_of_promo_codes_lists", plain(S2S), lambda found: [(one.id, one.available) for one in found], [(3184, 3744)]),
    (
        "delete_promo_codes",
        body("WithdrawnCodes", S2S, promo_code_list_id="3184", codes=["A"]),
        lambda found: (found.payload.deleted_count, found.payload.not_found_count),
        (0, 1),
    ),
    ("fetch_promo_code", plain(DEVICE, id=3184), lambda code: code.code[:5], "CART-"),
    ("nps_categories", plain(SHOP), lambda found: [one.code for one in found], ["website", "checkout", "delivery"]),
    ("nps_channels", plain(SHOP), lambda found: found[1].name, "iOS mobile app"),
    (
        "nps_reviews",
        plain(S2S),
        lambda found: [(one.rate, one.comment) for one in found],
        [(7, "Lorem ipsum"), (9, None)],
    ),
    ("save_communication_log", body("CommunicationLog", JOHN, type="call"), lambda saved: saved.id, 2),
    ("read_communication_log", plain(JOHN), whole, []),
    ("transact", body("TransactionalMessage", JOHN, code="order_delivered"), lambda sent: sent.success, True),
    ("all_messages_sent_to_a_user", plain(JOHN), lambda found: found.payload.messages, []),
    ("count_messages", plain(JOHN), counters, {"sent": 0, "opened": 0}),
    ("count_messages_by_channel", plain(JOHN), lambda found: counters(found)["channels"]["email"], {}),
    ("popup_stylesheet", plain(name="DvLWN2ZTMZ_popup_101"), lambda css: css[:6], ".popup"),
    ("stories_block", plain(DEVICE, code="main"), lambda block: block.stories[0].slides[0].type_.value, "image"),
    ("sliders_banners", plain(SHOP, code="homepage_mobile"), lambda found: found.payload.properties.width, 1000),
    ("probability_to_purchase", plain(DEVICE, item="187"), lambda found: found.probability, 0.0),
    (
        "join_loyalty_program",
        body("LoyaltyJoin", S2S, phone="10000000009"),
        lambda joined: joined.payload.identifier,
        "10000000009",
    ),
    ("membership_status", plain(S2S, identifier="10000000002"), lambda found: found.payload.level.code, "level_gold"),
    ("leave_loyalty_program", body("Leaving", MEMBER_LEAVES), lambda left: (left.success, left.payload), (True, None)),
    ("bonuses_balance", plain(MEMBER), lambda found: found.payload.balance.active, 1123),
    ("bonuses_history", plain(MEMBER, limit=5), lambda found: found.payload.transactions, []),
    ("event_bonuses_history", plain(MEMBER), lambda found: found.payload.transactions, []),
    (
        "reward_bonuses_for_an_activity",
        body("Reward", MEMBER, event="survey", amount=5),
        lambda rewarded: (rewarded.success, rewarded.transaction_id),
        (True, 1),
    ),
    (
        "cancel_event_bonuses",
        body("Cancellation", MEMBER, transaction_id=9),
        lambda refused: refused.message,
        "Transaction not found",
    ),
    ("not_widgetable_products", plain(S2S), lambda found: found.data.total, 0),
    ("shop_reviews", plain(SHOP), whole, []),
    ("post_shop_reviews", body("ShopReviews", SHOP), whole, []),
    ("generate_ssid", plain(), len, 36),
    ("check_credentials", plain(S2S), lambda check: check.secret.value, "correct"),
    (
        "create_short_url",
        body("LinksToShorten", S2S, links=[{"url": "https://example.com/1", "code": "one"}]),
        lambda created: [(link.source, link.url) for link in created],
        [("https://example.com/1", "https://r46.dev/one")],
    ),
    ("get_product_info", plain(SHOP, item_id="187"), lambda product: product.categories[0].id, "1"),
    ("product_counters", plain(SHOP, item_id="187"), lambda found: found.triggers.back_in_stock, 0),
    ("read_cart", plain(DEVICE), lambda cart: cart.data.items, []),
    ("product_picture", plain(SHOP, size="120", file="187.png"), lambda picture: picture.payload.read(4), b"\x89PNG"),
    ("request_categories", plain(S2S, depth=1), lambda found: found[0].name, "Camping"),
    (
        "list_products",
        plain(SHOP, brands=["Trailhead"], limit=2),
        lambda found: [one.brand for one in found.products],
        ["Trailhead"] * 2,
    ),
    ("list_category", plain(SHOP, id="1", limit=1), lambda found: len(found.products), 1),
    ("request_product_collection", plain(SHOP, id="6"), lambda found: found.products[0].id, "187"),
]
