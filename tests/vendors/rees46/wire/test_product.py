"""The product as every chapter answers it."""

import httpx

from emulator.vendors.rees46.storage import catalogue, shops
from emulator.vendors.rees46.wire import product
from tests.conftest import Running

SHOP = "DvLWN2ZTMZ"


def test_a_shops_currency_stands_behind_the_price() -> None:
    assert product.money(1299.5, "$") == "1 299 $"
    assert product.money(1299.5, "$", cents=True) == "1 299.50 $"


def test_every_key_is_there_and_none_but_two_may_be_null(rees46: httpx.Client) -> None:
    found = [
        rees46.get("products/get", params={"shop_id": SHOP, "item_id": uid}).json()
        for uid in ("37", "100500", "998877")
    ]

    assert {tuple(one) for one in found} == {tuple(found[0])}
    assert set(found[0]) == set(product.ProductObject.__annotations__)
    assert {name for one in found for name, value in one.items() if value is None} <= {"is_new", "stock_quantity"}


def test_the_source_of_a_click_is_added_to_the_url(running: Running) -> None:
    with running.application.worlds.default.transaction() as session:
        shop = shops.with_shop_id(session, SHOP)
        assert shop is not None
        rows = catalogue.with_uids(session, shop.id, ["37"])

        [shown] = product.shown(
            session, shop, rows, "http://r", recommended_by="dynamic", recommended_code="a b", image_size="120"
        )

    assert shown["url"].endswith("-37?recommended_by=dynamic&recommended_code=a+b")
    assert shown["picture"] == "http://r/pictures/DvLWN2ZTMZ/120/37.png"
