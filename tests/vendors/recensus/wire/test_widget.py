"""The widget's fragment and its first generation, an iframe."""

import httpx
import pytest

from tests.vendors.recensus.signing import md5, post, purchase

SHOES = {"mid": "1", "brand": "Nike", "mpn": "Cool Beans", "gtin": "123456"}
SIGNED = {**SHOES, "hash": md5("NikeCool Beans123456shared-secret")}
NAMED = {"mid": "1", "name": "Nike Shoes", "url": "http://shop.test/1", "hash": md5("Nike Shoesshared-secret")}
LAST = {
    "merchantId": "1",
    "userId": "7",
    "sku": "NS-1",
    "name": "Nike Shoes",
    "hash": md5("NS-1Nike Shoesshared-secret"),
}
FRAGMENT = """<div class="recensus-reviews">
<p class="recensus-average">3.7 of 5, 3 reviews</p>
<ul>
<li><span class="recensus-rating" title="2 of 5">★★☆☆☆</span> <cite>Olle</cite> \
<time datetime="2013-01-07">2013-01-07</time>
<p>The laces broke in the first week.</p></li>
<li><span class="recensus-rating" title="4 of 5">★★★★☆</span> <cite>Jane</cite> \
<time datetime="2012-12-28">2012-12-28</time>
<p>Comfortable. The size turned out a little small.</p></li>
<li><span class="recensus-rating" title="5 of 5">★★★★★</span> <cite>Ben</cite> \
<time datetime="2012-12-20">2012-12-20</time>
<p>Light, and they still look new after a hundred runs.</p></li>
</ul>
</div>
"""


@pytest.mark.parametrize("query", [SIGNED, NAMED, LAST], ids=["brand mpn gtin", "name", "sku name"])
def test_each_generation_of_clients_gets_the_fragment(recensus: httpx.Client, query: dict[str, str]) -> None:
    answer = recensus.get("widget/api/get", params=query)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text == FRAGMENT


@pytest.mark.parametrize(
    ("mid", "query"),
    [
        ("mid", {"brand": "Cool Shoe Maker", "mpn": "Cool Shoes", "hash": "47a126ea30cfd0dbc26cd9b33bd0e8cc"}),
        ("mid", {"name": "Hello", "hash": "bf1e3ae40da1c72f8da319914595c354"}),
        ("merchantId", {"sku": "SKU1", "name": "Hello", "hash": "2ebc1211e226abb1e5efad7b385b80c8"}),
    ],
)
def test_the_hashes_of_the_sdks_are_taken(recensus: httpx.Client, mid: str, query: dict[str, str]) -> None:
    gtin = {"gtin": "00000000000"} if "brand" in query else {}

    answer = recensus.get("widget/api/get", params={mid: "00000", **query, **gtin})

    assert answer.status_code == 200
    assert "<p>Shoes. Cool ones, as the name has it.</p>" in answer.text


def test_the_iframe_is_a_page_with_the_fragment(recensus: httpx.Client) -> None:
    answer = recensus.get("widget/iframe", params=SIGNED)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.startswith("<!doctype html>")
    assert FRAGMENT in answer.text


@pytest.mark.parametrize("path", ["widget/api/get", "widget/iframe"])
@pytest.mark.parametrize(
    "query",
    [
        {},
        SHOES,
        {**SIGNED, "hash": "0" * 32},
        {**SIGNED, "hash": "é"},
        {**SIGNED, "hash": SIGNED["hash"].upper()},
        {**SIGNED, "gtin": "654321"},
        {**SIGNED, "mid": "00000"},
        {**SIGNED, "mid": "nobody"},
        {**SIGNED, "mid": "\0"},
        {**LAST, "mid": "1", "sku": ""},
        {"mid": "1", "hash": md5("shared-secret")},
        {"merchantId": "1", "hash": md5("shared-secret")},
    ],
)
def test_a_wrong_hash_is_refused(recensus: httpx.Client, path: str, query: dict[str, str]) -> None:
    answer = recensus.get(path, params=query)

    message = "The hash is not valid for this merchant and product."
    assert (answer.status_code, answer.json()) == (403, {"code": 403, "message": message})


def test_a_product_without_reviews_says_so(recensus: httpx.Client) -> None:
    query = {"mid": "1", "gtin": "7", "hash": md5("7shared-secret")}

    answer = recensus.get("widget/api/get", params=query)

    text = '<div class="recensus-reviews">\n<p>There are no reviews of this product yet.</p>\n</div>\n'
    assert (answer.status_code, answer.text) == (200, text)


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ({"mid": "nobody"}, "this world has no such merchant"),
        (
            SHOES,
            "hash is the MD5 of brand + mpn + gtin, or name, + the shared secret, before they are encoded for the URL",
        ),
        ({"merchantId": "1"}, "hash is the MD5 of sku + name + the shared secret, before they are encoded for the URL"),
    ],
)
def test_a_notice_tells_what_the_hash_is_made_of(recensus: httpx.Client, query: dict[str, str], notice: str) -> None:
    answer = recensus.get("widget/api/get", params=query)

    assert answer.headers["x-emulator-notice"] == notice


@pytest.mark.parametrize("query", [b"mid=1&hash=%FF%00", b"mid=%zz&&=&hash", b"\xff=1"])
def test_a_query_that_cannot_be_read_proves_nothing(recensus: httpx.Client, query: bytes) -> None:
    answer = recensus.get("widget/api/get", params=httpx.QueryParams(query.decode("latin-1")))

    assert answer.status_code == 403


def test_a_product_is_found_by_every_title_it_was_sold_under(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus, purchase(gtin="77", title="Hat"))
    post(recensus, purchase(gtin="77", title="Hatt", lang="sv"))
    post(recensus, purchase(gtin="78", title="Scarf"))
    number = control.post("recensus/reviews", json={"purchase": 1, "rating": 5, "text": "Fits."}).json()["id"]
    control.post(f"recensus/reviews/{number}/accept")

    def shown(name: str) -> bool:
        query = {"mid": "1", "name": name, "hash": md5(f"{name}shared-secret")}
        return "<p>Fits.</p>" in recensus.get("widget/api/get", params=query).text

    assert [name for name in ("Hat", "Hatt", "Scarf") if shown(name)] == ["Hat", "Hatt"]


@pytest.mark.parametrize("empty", [{"gtin": "0"}, {"gtin": "77", "mpn": "0"}, {"gtin": "77", "brand": "0"}])
def test_an_identifying_field_of_0_finds_nothing(
    recensus: httpx.Client, control: httpx.Client, empty: dict[str, str]
) -> None:
    """PHP holds "0" for empty: a shop that sends it for what it does not know has it for many products."""
    sold = {"gtin": "77", "mpn": "H", "brand": "Hatter", **empty}
    post(recensus, purchase(**sold))
    number = control.post("recensus/reviews", json={"purchase": 1, "rating": 5, "text": "Fits."}).json()["id"]
    control.post(f"recensus/reviews/{number}/accept")
    asked = {"gtin": "0", "mpn": "S", "brand": "0"} if sold["gtin"] == "0" else {**sold, "gtin": ""}
    values = asked["brand"] + asked["mpn"] + asked["gtin"]

    page = recensus.get("widget/api/get", params={"mid": "1", **asked, "hash": md5(f"{values}shared-secret")})

    assert (page.status_code, "no reviews" in page.text) == (200, True)


def test_shows_a_review_once_it_is_accepted_and_escapes_it(recensus: httpx.Client, control: httpx.Client) -> None:
    post(recensus, purchase(gtin="77", title="Hat"))
    review = {"purchase": 1, "rating": 5, "text": "<script>alert(1)</script>", "name": '"<b>'}
    number = control.post("recensus/reviews", json=review).json()["id"]
    query = {"mid": "1", "gtin": "77", "hash": md5("77shared-secret")}
    pending = recensus.get("widget/api/get", params=query)

    control.post(f"recensus/reviews/{number}/accept")
    accepted = recensus.get("widget/api/get", params=query)

    assert "no reviews" in pending.text
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in accepted.text
    assert "<cite>&quot;&lt;b&gt;</cite>" in accepted.text
    assert "<script>" not in accepted.text
