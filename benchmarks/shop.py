"""A large shop: searches over 100,000 products, recommendations and events where a million events are stored.

The worlds are files in a folder: one server makes them and takes the feed, then the events are written while no server
has the files, then another server is measured.
"""

import http.client
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import catalogue
from benchmarks.floor_search import Floor
from benchmarks.imports import asked_meanwhile, peak_megabytes, percentile_and_worst
from benchmarks.load import requests_per_second
from benchmarks.server import emulator, post

SHOP = "DvLWN2ZTMZ"
ROUNDS, SECONDS = 5, 2.0
SEARCHES: dict[str, list[dict[str, str]]] = {
    "a rare word": [{"search_query": word} for word in ("pelbro cooler", "kelmark 77", "golden lindex rope")],
    "a common word": [{"search_query": word} for word in ("jacket", "steel", "red", "bamboo", "compass")],
    "a department": [{"search_query": word} for word in ("garden", "kitchen", "outdoor basics", "premium")],
    "two words": [{"search_query": words} for words in ("red jacket", "oak table", "steel kettle", "kelmark lamp")],
    "four words": [{"search_query": words} for words in ("red steel garden lamp", "light wool travel blanket")],
    "a beginning": [{"search_query": word, "type": "instant_search"} for word in ("ja", "red ja", "b", "garden ch")],
    "a typo": [{"search_query": words} for words in ("jakcet", "blakc kettel", "hamock", "keyborad steel")],
    "words that no product has all": [{"search_query": words} for words in ("red jacket saddle", "oak lamp scooter")],
    "filters": [
        {"search_query": "jacket", "filters": '{"Material":["steel","wool"]}'},
        {"search_query": "lamp", "brands": "Norstar,Keltek", "available": "1"},
        {"search_query": "steel", "categories": "3", "discount": "1"},
    ],
    "a price, sorted": [
        {"search_query": "jacket", "sort_by": "price", "order": "asc"},
        {"search_query": "steel", "price_min": "20", "price_max": "90"},
        {"search_query": "chair", "sort_by": "discount", "page": "3"},
    ],
    "every product": [{"search_query": word} for word in ("warranty", "years of warranty")],
}
"""Kinds of full searches (one kind is what is asked while somebody types)."""
BLOCKS: dict[str, dict[str, str]] = {
    "popular": {"recommender_code": "1fd1b3495137bc3c9299816026acf36f"},
    "similar": {"recommender_code": "8c1f0e2b7d4a49a6b35f9ad1c6e07d12"},
    "also_bought": {"recommender_code": "2b6a4f9c1e8d4c07a9d35b7e60f1c283"},
    "recently_viewed": {"recommender_code": "e47d10c95ab24f3e8b6c02d7f19a53b4"},
    "search": {"recommender_code": "5d93ac7e0f1b42c8937e64b1a2d8f065", "search_query": "jacket"},
    "in_category": {"recommender_code": "b08e52f7c6d94a1f8e23795cd4b1a6f0"},
}


@contextmanager
def large_shop() -> Iterator[int]:
    """The port of a server with two worlds of the same catalogue: `full` with a million events, `none` with none."""
    with tempfile.TemporaryDirectory() as folder:
        with emulator("--data", folder) as (port, _, process_id):
            time_a_feed(port, process_id)
        full = Path(folder) / "full.sqlite3"
        shutil.copy(full, full.with_name("none.sqlite3"))
        catalogue.remember(full, SHOP)
        with emulator("--data", folder) as (port, *_):
            yield port


def time_a_feed(port: int, process_id: int) -> None:
    """Also how long the server's health, and a vendor in another world, let themselves be waited for meanwhile."""
    feed = b"".join(catalogue.feed())
    health: list[float] = []
    elsewhere: list[float] = []
    other = f"/~other/rees46/init?{urlencode({'shop_id': SHOP})}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    for path in ("/_emulator/health", other):  # whoever asks first waits until what answers is built
        _get(connection, path)
    begin = time.perf_counter()
    with asked_meanwhile(port, health), asked_meanwhile(port, elsewhere, other):
        path = f"/~full/_emulator/rees46/feed?{urlencode({'shop_id': SHOP})}"
        connection.request("POST", path, body=feed, headers={"Content-Type": "application/xml"})
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
    print(
        f"POST /_emulator/rees46/feed ({catalogue.OFFERS:,} offers, {len(feed) / 1e6:.0f} MB): "
        f"{time.perf_counter() - begin:.1f} s\n"
        f"  /_emulator/health meanwhile: {percentile_and_worst(health)}; "
        f"another world: {percentile_and_worst(elsewhere)}; memory at its peak {peak_megabytes(process_id)}"
    )


def compare_searches(port: int) -> None:
    floor = Floor()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    print(f"GET /rees46/search over {catalogue.OFFERS:,} products; floor: sqlite3's FTS5 with the same facets")
    took: list[float] = []
    for kind, queries in SEARCHES.items():
        ours, theirs = [], []
        for query in queries:
            path = f"/~full/rees46/search?{urlencode({'shop_id': SHOP, 'type': 'full_search', **query})}"
            for _ in range(ROUNDS):
                theirs.append(_milliseconds(lambda query=query: floor.search(query["search_query"])))
                ours.append(_milliseconds(lambda path=path: _get(connection, path)))
        took += ours
        _print_beside(kind, statistics.median(theirs), statistics.median(ours))
    print(f"  all: median {statistics.median(took):.1f} ms, slowest {max(took):.1f} ms (aim: under 30)")


def _print_beside(kind: str, theirs: float, ours: float) -> None:
    print(f"  {kind:30} floor {theirs:6.1f} ms   emulator {ours:6.1f} ms   ratio {ours / theirs:.1f}")


def time_recommendations(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    print(f"GET /rees46/recommend/CODE with {catalogue.EVENTS:,} events (aim: under 10 ms)")
    for algorithm, block in BLOCKS.items():
        took = []
        for number in range(40):
            about = {"did": f"bench{number}", "item": f"b{number * 997}", "category": f"{number % 10}"}
            path = f"/~full/rees46/recommend/{block['recommender_code']}?" + urlencode(
                {"shop_id": SHOP, "extended": "1", **about, **block}
            )
            took.append(_milliseconds(lambda path=path: _get(connection, path)))
        print(f"  {algorithm:16} median {statistics.median(took):5.1f} ms, slowest {max(took):5.1f} ms")


def compare_pushes(port: int) -> None:
    """The same events into the world with a million of them and into the one with none, in turn."""
    rates: dict[str, list[float]] = {"/~none": [], "/~full": []}
    for round_number in range(ROUNDS + 1):
        for world, found in rates.items():
            rate, failures = requests_per_second(port, _view(world), SECONDS if round_number else 0.5, 0)
            assert failures == 0, f"{failures} answers of {world} were not 2xx"
            if round_number:
                found.append(rate)
    empty, full = (statistics.median(found) for found in rates.values())
    ratio = statistics.median(two / one for one, two in zip(*rates.values(), strict=True))
    print(
        f"POST /rees46/push: {empty:,.0f}/s with no events, {full:,.0f}/s with {catalogue.EVENTS:,}, "
        f"ratio {ratio:.2f} (aim: 0.9)"
    )


def _view(world: str) -> Callable[[int], bytes]:
    def make(number: int) -> bytes:
        body = {"shop_id": SHOP, "did": f"bench{number % 1000}", "event": "view"}
        return post(f"{world}/rees46/push", {**body, "item_id": f"b{number * 7907 % catalogue.OFFERS}", "sid": "bench"})

    return make


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body


def _milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    with large_shop() as port:
        compare_searches(port)
        time_recommendations(port)
        compare_pushes(port)


if __name__ == "__main__":
    main()
