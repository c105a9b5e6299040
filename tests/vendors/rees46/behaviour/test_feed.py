"""The product feed, put into a catalogue."""

import pytest

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import feed
from emulator.vendors.rees46.behaviour.yml import FeedError
from emulator.vendors.rees46.storage import catalogue, categories
from emulator.vendors.rees46.storage.shops import Shop


def offer(uid: str, price: str = "10") -> str:
    return (
        f'<offer id="{uid}" available="true"><name>P</name><price>{price}</price><categoryId>1</categoryId></offer>\n'
    )


def load(session: Session, shop: Shop, *offers: str, tree: str = '<category id="1">One</category>') -> None:
    text = (
        f"<yml_catalog><shop><categories>{tree}</categories><offers>\n{''.join(offers)}</offers></shop></yml_catalog>"
    )
    feed.load(session, shop, [text.encode()])


def in_stock(session: Session, shop: Shop) -> list[str]:
    return sorted(catalogue.uids(session, shop.id, is_available=True))


def test_what_the_next_feed_does_not_have_goes_out_of_stock(session: Session, second_shop: Shop) -> None:
    load(session, second_shop, offer("a"), offer("b"))

    load(session, second_shop, offer("b"), offer("c"))

    assert in_stock(session, second_shop) == ["b", "c"]
    assert catalogue.with_uid(session, second_shop.id, "a") is not None


def test_the_tree_is_the_last_feeds_and_a_category_keeps_its_number(session: Session, second_shop: Shop) -> None:
    load(session, second_shop, tree='<category id="1">One</category><category id="2">Two</category>')
    before = categories.categories(session, second_shop.id)

    load(session, second_shop, tree='<category id="3">Three</category><category id="2" parentId="3">New</category>')

    after = categories.categories(session, second_shop.id)
    assert set(after) == {"2", "3"}
    assert (after["2"].name, after["2"].parent, after["2"].id) == ("New", "3", before["2"].id)


def test_more_than_a_slice_is_loaded_whole(session: Session, second_shop: Shop) -> None:
    load(session, second_shop, *(offer(str(number)) for number in range(600)))

    load(session, second_shop, offer("1"))

    assert catalogue.count(session, second_shop.id) == 600
    assert in_stock(session, second_shop) == ["1"]


def test_a_bad_offer_is_told_with_its_line(session: Session, second_shop: Shop) -> None:
    with pytest.raises(FeedError) as told:
        load(session, second_shop, offer("a"), offer("b", price="free"))

    assert str(told.value) == "line 3: product b: price must be a number above zero"
