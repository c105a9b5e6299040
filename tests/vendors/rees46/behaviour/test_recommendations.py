"""Which products a block shows."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import catalogue, events_tracking, offers, people, recommendations
from emulator.vendors.rees46.behaviour.events_tracking import Happening, Item, Purchase
from emulator.vendors.rees46.behaviour.recommendations import Wanted
from emulator.vendors.rees46.storage.recommendations import Conditions, Recommender
from emulator.vendors.rees46.storage.shops import Shop

OFFERS = {
    "a": {"price": 100, "brand": "North", "categories": ["1"], "group_id": "g"},
    "b": {"price": 101, "brand": "North", "categories": ["1"], "group_id": "g"},
    "c": {"price": 300, "brand": "South", "categories": ["1"]},
    "d": {"price": 120, "brand": "South", "categories": ["1"]},
    "e": {"price": 120, "brand": "North", "categories": ["1"]},
    "f": {"price": 100, "brand": "North", "categories": ["2"]},
}


@pytest.fixture(autouse=True)
def products(session: Session, second_shop: Shop) -> None:
    given = [
        offers.read({"id": uid, "name": uid, "url": f"https://x.example/{uid}", **one}) for uid, one in OFFERS.items()
    ]
    catalogue.put(session, second_shop, given)


def recommend(session: Session, shop: Shop, algorithm: str, item: str | None = None, limit: int = 10) -> list[str]:
    block = Recommender(id=0, shop=shop.id, code="", title="", algorithm=algorithm, size=10)
    person = people.find(session, shop, {"did": "D1"})
    wanted = Wanted(person, item, None, "", Conditions(), limit, shuffle=False)
    return [row.uid for row in recommendations.recommend(session, shop, block, wanted)]


def track(session: Session, shop: Shop, event: str, *uids: str) -> None:
    person = people.identify(session, shop, {"did": "D1"})
    events_tracking.track(session, shop, Happening(person=person, event=event), [Item(uid) for uid in uids])


def buy(session: Session, shop: Shop, order_id: str, *uids: str) -> None:
    person = people.identify(session, shop, {"did": "D1"})
    items = [Item(uid, price=1.0) for uid in uids]
    events_tracking.purchase(session, shop, person, items, Purchase(order_id=order_id))


def test_a_purchase_counts_more_than_carts_favourites_and_views(session: Session, second_shop: Shop) -> None:
    track(session, second_shop, "purchase", "f")
    for event, uid in (("cart", "e"), ("wish", "d"), ("view", "c"), ("view", "unknown")):
        track(session, second_shop, event, uid)

    assert recommend(session, second_shop, "popular") == ["f", "e", "d", "c", "a"]


def test_of_the_variants_of_a_product_the_best_is_shown(session: Session, second_shop: Shop) -> None:
    track(session, second_shop, "view", "b")

    assert recommend(session, second_shop, "popular", limit=1) == ["b"]
    assert "a" not in recommend(session, second_shop, "popular")


def test_similar_is_near_in_price_or_of_the_same_brand_and_no_variant(session: Session, second_shop: Shop) -> None:
    assert recommend(session, second_shop, "similar", "a") == ["e", "d", "c"]
    assert recommend(session, second_shop, "similar", "unknown") == []


def test_what_is_most_often_in_the_same_orders_comes_first(session: Session, second_shop: Shop) -> None:
    buy(session, second_shop, "1", "c", "d", "e")
    buy(session, second_shop, "2", "c", "e")
    buy(session, second_shop, "3", "d", "f")

    assert recommend(session, second_shop, "also_bought", "c") == ["e", "d"]


def test_what_was_viewed_last_comes_first_and_once(session: Session, second_shop: Shop) -> None:
    track(session, second_shop, "view", "c", "d")
    track(session, second_shop, "cart", "e")
    track(session, second_shop, "view", "c")

    assert recommend(session, second_shop, "recently_viewed") == ["c", "d"]
