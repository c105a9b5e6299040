"""Which queries are remembered, and for how long they count."""

from datetime import timedelta
from typing import Any

from emulator.kernel.database import Session
from emulator.vendors.rees46.behaviour import people, search_queries
from emulator.vendors.rees46.storage.shops import Shop


def later(session: Session, **time: Any) -> None:
    session.now += timedelta(**time)  # type: ignore[misc]


def test_a_query_without_results_counts_for_14_days(session: Session, shop: Shop) -> None:
    search_queries.remember(session, shop, None, "covfefe", found=False)
    later(session, days=14)
    search_queries.remember(session, shop, None, "bigfoot  trap", found=False)
    search_queries.remember(session, shop, None, "bigfoot trap", found=False)
    assert search_queries.without_results(session, shop) == [("bigfoot trap", 2), ("covfefe", 1)]

    later(session, seconds=1)
    assert search_queries.without_results(session, shop) == [("bigfoot trap", 2)]


def test_an_event_counts_where_the_catalogue_has_nothing_like_it(session: Session, shop: Shop) -> None:
    for query in ("tent", "tnet", "covfefe", " "):
        search_queries.remember(session, shop, None, query)

    assert search_queries.without_results(session, shop) == [("kayak", 3), ("snowboard", 2), ("covfefe", 1)]
    assert search_queries.popular(session, shop, 3) == [("headlamp", 1), ("tent", 1), ("tnet", 1)]


def test_a_persons_last_queries_come_newest_first_and_once(session: Session, shop: Shop) -> None:
    anonymous = people.identify(session, shop, {"did": "D1"})
    for query in ("tent", "boots", "tent", "lamp"):
        search_queries.remember(session, shop, anonymous, query, found=True)
    known = people.identify(session, shop, {"did": "D1", "email": "d1@example.com"})

    assert search_queries.last_of(session, known, 2) == ["lamp", "tent"]
    assert search_queries.last_of(session, known, 9) == ["lamp", "tent", "boots"]
    assert search_queries.last_of(session, None, 9) == []


def test_another_shops_queries_do_not_count(session: Session, shop: Shop, second_shop: Shop) -> None:
    search_queries.remember(session, second_shop, None, "tent")

    assert search_queries.without_results(session, second_shop) == [("tent", 1)]
    assert search_queries.without_results(session, shop) == [("kayak", 3), ("snowboard", 2)]


def test_upper_and_lower_case_are_one_query(session: Session, shop: Shop) -> None:
    for query in ("Тент", "тент", "тент", "TENT", "tent", "Tent"):
        search_queries.remember(session, shop, None, query, found=False)

    assert search_queries.without_results(session, shop)[:3] == [("TENT", 3), ("kayak", 3), ("тент", 3)]
