"""Imports and feeds that take long: everybody else is answered meanwhile, and nobody sees half of one."""

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.conftest import Running, TestWorld
from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, profile

USERS = 6000
LAST = f"user{USERS - 1}@example.com"


@pytest.fixture
def beside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


def audience(count: int, **more: Any) -> bytes:
    users = [{"id": str(n), "email": f"user{n}@example.com", "first_name": "Jane", **more} for n in range(count)]
    return json.dumps({**S2S, "audience": users}).encode()


def imported(world: TestWorld, body: bytes) -> httpx.Response:
    return world.client("rees46").post("import/audience", content=body, headers={"Content-Type": "application/json"})


def until_at_work(running: Running, world: TestWorld, sending: "Future[httpx.Response]") -> None:
    """Asks for the server's health until the import is at work in its world."""
    mine = [one for one in running.application.worlds if one.name == world.name]
    while not (sending.done() or any(one.turns.wanted for one in mine)):
        assert running.client().get("/_emulator/health").status_code == 200
        mine = [one for one in running.application.worlds if one.name == world.name]
    assert not sending.done(), "the import was never seen at work"


def test_health_and_other_worlds_are_answered_while_an_import_runs(
    running: Running, world: TestWorld, beside: ThreadPoolExecutor
) -> None:
    sending = beside.submit(imported, world, audience(USERS))
    until_at_work(running, world, sending)

    answered = 0
    while not sending.done():
        assert running.client().get("/_emulator/health").status_code == 200
        assert running.client().get(f"/~{world.name}-other/_emulator/clock").status_code == 200
        answered += 1

    running.client().delete(f"/_emulator/worlds/{world.name}-other")
    assert sending.result().json() == SUCCESS
    assert answered > 5


def test_who_comes_into_the_same_world_meanwhile_sees_the_whole_import(
    running: Running, world: TestWorld, beside: ThreadPoolExecutor
) -> None:
    sending = beside.submit(imported, world, audience(USERS))
    until_at_work(running, world, sending)

    last = profile(world.client("rees46"), email=LAST)

    assert last["first_name"] == "Jane"
    assert sending.result().json() == SUCCESS


def test_two_imports_at_once_are_done_one_after_the_other(world: TestWorld, beside: ThreadPoolExecutor) -> None:
    bodies = [audience(USERS, city=city, last_name=city) for city in ("Malmö", "Umeå")]

    answers = [sending.result().json() for sending in [beside.submit(imported, world, body) for body in bodies]]

    assert answers == [SUCCESS, SUCCESS]
    people = [profile(world.client("rees46"), email=f"user{n}@example.com") for n in (0, 1999, 2000, USERS - 1)]
    assert len({(person["last_name"], person["custom_properties"]["city"]) for person in people}) == 1


def test_a_large_import_that_is_wrong_at_its_end_stores_nothing(world: TestWorld) -> None:
    answer = imported(world, audience(USERS)[:-1])

    assert answer.status_code == 400
    assert "not valid JSON" in answer.json()["message"]
    assert world.client("rees46").get("profile", params={**S2S, "email": LAST}).status_code == 404


def test_a_world_that_is_reset_during_an_import_has_nothing_of_it(
    running: Running, world: TestWorld, beside: ThreadPoolExecutor
) -> None:
    sending = beside.submit(imported, world, audience(USERS))
    until_at_work(running, world, sending)

    reset = world.client("_emulator").post("reset")

    assert (reset.status_code, sending.result().json()) == (200, SUCCESS)
    assert world.client("rees46").get("profile", params={**S2S, "email": LAST}).status_code == 404


# The feed

OFFERS = 3000


def feed(price: int, *, first: int = 0) -> bytes:
    """Offers that all have the same price, the name of which is the price too."""
    offers = "".join(
        f'<offer id="p{n}" available="true"><name>N{price}</name><price>{price}</price><url>https://x.example/p{n}</url>'
        f"<categoryId>{price}</categoryId></offer>"
        for n in range(first, first + OFFERS)
    )
    tree = f'<category id="{price}">C{price}</category>'
    text = f"<yml_catalog><shop><categories>{tree}</categories><offers>{offers}</offers></shop></yml_catalog>"
    return text.encode()


def fed(world: TestWorld, content: bytes) -> httpx.Response:
    return world.client("_emulator").post("rees46/feed", params={"shop_id": SHOP}, content=content)


def seen(world: TestWorld) -> tuple[float, float, list[tuple[str, int]]]:
    """The lowest and the highest price of all that is in stock, and its categories with their products."""
    listed = world.client("rees46").get("products", params={"shop_id": SHOP, "limit": 1}).json()
    categories = [(one["name"], one["count"]) for one in listed["categories"]]
    return listed["price_range"]["min"], listed["price_range"]["max"], categories


def of(price: int) -> tuple[float, float, list[tuple[str, int]]]:
    return price, price, [(f"C{price}", OFFERS)]


def test_a_reader_sees_the_old_catalogue_or_the_new_one(world: TestWorld, beside: ThreadPoolExecutor) -> None:
    fed(world, feed(5))
    looks = [seen(world)]

    sending = beside.submit(fed, world, feed(7))
    while not sending.done():
        looks.append(seen(world))
    looks.append(seen(world))

    assert sending.result().json()["changed"] == OFFERS
    assert [look for look in looks if look not in (of(5), of(7))] == []
    assert (looks[0], looks[-1]) == (of(5), of(7))


def test_two_feeds_at_once_are_stored_one_after_the_other(world: TestWorld, beside: ThreadPoolExecutor) -> None:
    feeds = [feed(5), feed(7, first=OFFERS // 2)]

    told = [sending.result().json() for sending in [beside.submit(fed, world, one) for one in feeds]]

    assert {one["changed"] for one in told} == {OFFERS}
    assert OFFERS // 2 in {one["out_of_stock"] for one in told}
    assert seen(world) in (of(5), of(7))
