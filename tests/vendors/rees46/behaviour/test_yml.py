"""The format of product feeds."""

import pytest

from emulator.vendors.rees46.behaviour import yml

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE yml_catalog SYSTEM "shops.dtd">
<yml_catalog date="2019-05-16 17:19"><shop>
<name>Shop</name>
<categories><category id="2" url="u">Apple</category><category id="13" parentId="2">A&amp;B</category></categories>
<locations><location id="1" type="city" name="Berlin"/></locations>
<offers>
<offer id="395532" available="true" group_id="G">
  <price>50000</price><oldprice>55000</oldprice><categoryId>2</categoryId><categoryId>13</categoryId>
  <locations><location id="1"><price>70000</price></location><location id="3"/></locations>
  <accessories><accessory id="5574"/></accessories><tags><tag>phone</tag></tags>
  <typePrefix>Smartphone</typePrefix><vendor picture="p">Apple</vendor><model>6</model>
  <description><![CDATA[Not <just> bigger.]]></description>
  <param name="Height" unit="mm">140</param><param name="Sim" priority="20">E-sim</param>
  <fashion><gender>f</gender><sizes><size>S</size></sizes><color picture="c">red</color></fashion>
</offer>
</offers></shop></yml_catalog>"""


def test_an_offer_has_the_keys_of_an_imported_item() -> None:
    parts = list(yml.parts([FEED.encode()]))

    assert [(part.kind, part.item["id"], part.line) for part in parts] == [
        ("category", "2", 5),
        ("category", "13", 5),
        ("location", "1", 6),
        ("offer", "395532", 8),
    ]
    assert parts[1].item == {"id": "13", "parentId": "2", "parent": "2", "name": "A&B"}
    assert parts[3].item == {
        "id": "395532",
        "available": "true",
        "group_id": "G",
        "price": "50000",
        "oldprice": "55000",
        "model": "6",
        "name": "Smartphone Apple 6",
        "description": "Not <just> bigger.",
        "type_prefix": "Smartphone",
        "brand": "Apple",
        "brand_picture": "p",
        "vendor_code": None,
        "picture": None,
        "categories": ["2", "13"],
        "params": [
            {"name": "Height", "unit": "mm", "value": ["140"]},
            {"name": "Sim", "priority": "20", "value": ["E-sim"]},
        ],
        "locations": [
            {"location": "1", "price": "70000", "oldprice": None, "stock_quantity": None},
            {"location": "3", "price": None, "oldprice": None, "stock_quantity": None},
        ],
        "merchant": [],
        "tags": ["phone"],
        "seasonality": [],
        "accessories": ["5574"],
        "fashion": {
            "gender": "f",
            "type": None,
            "feature": None,
            "sizes": ["S"],
            "colors": [{"color": "red", "picture": "c"}],
        },
    }


def test_a_feed_may_arrive_byte_by_byte() -> None:
    pieces = [bytes([byte]) for byte in FEED.encode()]

    assert list(yml.parts(pieces)) == list(yml.parts([FEED.encode()]))


def test_a_feed_may_be_in_windows_1251() -> None:
    feed = FEED.replace("UTF-8", "windows-1251").replace("Apple", "Яблоко").encode("cp1251")

    assert next(yml.parts([feed])).item["name"] == "Яблоко"


@pytest.mark.parametrize(
    ("feed", "line", "reason"),
    [
        ("", 1, "not XML: no element found"),
        ("{}", 1, "not XML: not well-formed (invalid token)"),
        ("<html></html>", 1, "the feed's first element is yml_catalog, not html"),
        ("<yml_catalog>\n<shop>\n</yml_catalog>", 3, "not XML: mismatched tag"),
        (FEED[:-30], 17, "not XML: "),
        ('<!DOCTYPE a [<!ENTITY b "c">]>\n<yml_catalog>&b;</yml_catalog>', 1, "entities are not allowed"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><yml_catalog/>', 1, "entities are not allowed"),
        ("<yml_catalog>" + "<a>" * 40, 1, "elements are nested deeper than 30 levels"),
        ('<?xml version="1.0" encoding="none-such"?><yml_catalog/>', 1, "not XML: "),
        (
            f"<yml_catalog><shop><offers><offer><name>{'x' * 5_000_000}</name>",
            1,
            "one element has more than 4194304 characters",
        ),
    ],
    ids=range(10),
)
def test_what_is_no_feed_is_told_with_its_line(feed: str, line: int, reason: str) -> None:
    with pytest.raises(yml.FeedError) as told:
        list(yml.parts([feed.encode()]))

    assert told.value.reason.startswith(reason)
    assert told.value.line == line
