"""A shop as large as they come, always the same: a feed of 100,000 offers, and what a million events leave behind.

The feed goes through the server as any other; the events are written into the world's file while no server has it.
"""

import contextlib
import random
import re
import sqlite3
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

OFFERS = 100_000
EVENTS = 1_000_000
PEOPLE = 50_000
DEPARTMENTS = [
    *("Garden", "Kitchen", "Outdoor", "Office", "Fashion"),
    *("Sport", "Kids", "Electronics", "Bathroom", "Workshop"),
]
GROUPS = ["Basics", "Classics", "Premium", "Travel", "Family", "Seasonal"]
NOUNS = re.findall(
    r"\w+",
    "jacket tent lamp chair table kettle backpack boots gloves blanket bottle stove shelf drill hammer ladder carpet "
    "mirror towel pillow speaker charger camera monitor keyboard scarf shirt trousers sandals helmet saddle rope "
    "bucket spade rake mower heater fan clock radio teapot mug plate bowl pan knife board basket curtain cushion "
    "easel puzzle scooter skates racket whistle compass lantern hammock cooler",
)
ADJECTIVES = re.findall(
    r"\w+",
    "red blue green black white yellow compact folding heavy light warm quiet bright soft solid modern rustic Nordic "
    "alpine urban royal silver golden smart simple wide narrow tall waterproof cordless",
)
MATERIALS = re.findall(r"\w+", "steel cotton wool leather bamboo oak titanium ceramic glass rubber linen nylon")
BRANDS = [
    f"{start}{end}"
    for start in ["Nor", "Val", "Tre", "Kel", "Bra", "Sol", "Mon", "Fen", "Gar", "Lin", "Ost", "Pel"]
    for end in ["dex", "via", "lund", "mark", "tek", "line", "haus", "fjord", "star", "well", "bro", "mont"]
]
_SEED = 46
_DAY = 86_400_000_000


def feed() -> Iterator[bytes]:
    """Ten departments of six groups, each with a category for twelve nouns; every fifth offer has a variant."""
    chance = random.Random(_SEED)
    places = [(one, two) for one in range(len(DEPARTMENTS)) for two in range(len(GROUPS))]
    yield b'<?xml version="1.0" encoding="UTF-8"?><yml_catalog><shop><categories>'
    for one, name in enumerate(DEPARTMENTS):
        yield f'<category id="{one}">{name}</category>'.encode()
    for one, two in places:
        yield f'<category id="{one}-{two}" parentId="{one}">{DEPARTMENTS[one]} {GROUPS[two]}</category>'.encode()
        for three in _nouns(one, two):
            name = f"{NOUNS[three].title()}s"
            yield f'<category id="{one}-{two}-{three}" parentId="{one}-{two}">{name}</category>'.encode()
    yield b"</categories><offers>"
    for number in range(OFFERS):
        yield _offer(number, chance, *chance.choice(places)).encode()
    yield b"</offers></shop></yml_catalog>"


def _nouns(one: int, two: int) -> range:
    first = (one + two) % 5 * 12
    return range(first, first + 12)


def _offer(number: int, chance: random.Random, one: int, two: int) -> str:
    three = chance.choice(_nouns(one, two))
    adjective, material, brand = chance.choice(ADJECTIVES), chance.choice(MATERIALS), chance.choice(BRANDS)
    price = round(chance.lognormvariate(4, 1) + 1, 2)
    old = f"<oldprice>{price * 1.25:.2f}</oldprice>" if chance.random() < 0.3 else ""
    group = f' group_id="g{number // 5}"' if number % 5 < 2 else ""
    stock = "false" if chance.random() < 0.15 else "true"
    return (
        f'<offer id="b{number}" available="{stock}"{group}>'
        f"<name>{adjective.title()} {brand} {NOUNS[three]} {material} {number % 997}</name><vendor>{brand}</vendor>"
        f"<price>{price}</price>{old}<categoryId>{one}-{two}-{three}</categoryId>"
        f"<url>https://shop.example/p/{number}</url><picture>https://shop.example/p/{number}.jpg</picture>"
        f'<param name="Material">{material}</param><param name="Finish">{chance.choice(ADJECTIVES)}</param>'
        f'<param name="Weight" unit="kg">{chance.randrange(1, 200) / 10}</param>'
        f"<description>A {adjective} {NOUNS[three]} of {material} for {DEPARTMENTS[one].lower()}, "
        f"with {chance.choice((1, 2, 3, 5))} years of warranty.</description></offer>"
    )


def remember(file: Path, shop_id: str) -> None:
    """A million events of the last 90 days by 50,000 people, every tenth a line of an order; some products sell."""
    chance = random.Random(_SEED)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as world:
        shop, now = (
            world.execute("SELECT id FROM rees46_shops WHERE shop_id = ?", (shop_id,)).fetchone()[0],
            time.time(),
        )
        moments = sorted(int(now * 1e6) - chance.randrange(90 * _DAY) for _ in range(EVENTS))
        ranks = list(accumulate(1 / (rank + 10) for rank in range(OFFERS)))
        products = [f"b{number}" for number in chance.sample(range(OFFERS), OFFERS)]
        seen = chance.choices(products, cum_weights=ranks, k=EVENTS)
        by = [chance.randrange(PEOPLE) for _ in range(EVENTS)]
        world.execute("BEGIN")
        _people(world, shop, moments[0])
        world.executemany(
            "INSERT INTO rees46_events (shop, profile, at, event, did, sid, product, amount, price)"
            " VALUES (?, ?, ?, ?, ?, 'bench', ?, 1, 9.5)",
            (
                (shop, _profile(who), at, _event(number), f"bench{who}", uid)
                for number, (who, at, uid) in enumerate(zip(by, moments, seen, strict=True))
            ),
        )
        _orders(world, shop, by, moments, seen)
        world.execute(
            "UPDATE rees46_standings SET weight = events.total FROM (SELECT product, sum(CASE event WHEN 'view' THEN 1"
            " WHEN 'cart' THEN 5 ELSE 20 END) AS total FROM rees46_events WHERE shop = ?1 GROUP BY product) AS events"
            " JOIN rees46_products AS known ON known.shop = ?1 AND known.uid = events.product"
            " WHERE rees46_standings.product = known.id",
            (shop,),
        )
        world.execute("COMMIT")


def _profile(who: int) -> int:
    return 10**16 + who


def _event(number: int) -> str:
    return "purchase" if number % 10 == 9 else "cart" if number % 10 == 8 else "view"


def _people(world: sqlite3.Connection, shop: int, since: int) -> None:
    world.executemany(
        "INSERT INTO rees46_profiles (id, shop, created_at, bought_something, kids, auto, tags, custom_properties)"
        " VALUES (?, ?, ?, 1, '[]', '[]', '[]', '{}')",
        ((_profile(who), shop, since) for who in range(PEOPLE)),
    )
    world.executemany(
        "INSERT INTO rees46_identifiers (shop, kind, value, profile, at) VALUES (?, 'did', ?, ?, ?)",
        ((shop, f"bench{who}", _profile(who), since) for who in range(PEOPLE)),
    )


def _orders(world: sqlite3.Connection, shop: int, by: list[int], moments: list[int], seen: list[str]) -> None:
    """Two purchases after another are the lines of one order."""
    first = world.execute("SELECT coalesce(max(id), 0) + 1 FROM rees46_orders").fetchone()[0]
    bought = range(9, EVENTS, 10)
    world.executemany(
        "INSERT INTO rees46_orders (id, shop, profile, order_id, value, status, details, at)"
        " VALUES (?, ?, ?, ?, 19, 'new', '{}', ?)",
        ((first + n // 20, shop, _profile(by[n]), f"bench{n}", moments[n]) for n in bought if n % 20 == 9),
    )
    world.executemany(
        'INSERT INTO rees46_order_items ("order", product, amount, price) VALUES (?, ?, 1, 9.5)',
        ((first + n // 20, seen[n]) for n in bought),
    )
