"""Writes the file of today's layout: `python -m tests.kernel.layouts`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from emulator.kernel.sqlite import SQLiteDatabase
from emulator.testing import Emulator
from tests.kernel import layouts

SHOP = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
FIXTURE = """
clock: {now: 2030-01-31T12:00:00Z, frozen: true}
reco: {venues: [{venue: "123", name: Kafé Exempel, api_key: 3x3mp3l}]}
rees46: {shops: [{shop_id: DvLWN2ZTMZ, shop_secret: EIxTuot8sj, name: Northwind Outdoor}]}
recensus: {merchants: [{merchant: "1", name: Cool Shoe Shop, secret: shared-secret}]}
"""
CATEGORY = {"id": "1", "name": "Shirts", "url": "https://example.com/1"}
PRODUCT = {
    "id": "P1",
    "name": "Merino shirt",
    "brand": "Åhléns",
    "price": 899,
    "currency": "SEK",
    "available": True,
    "categories": ["1"],
    "url": "https://example.com/P1",
    "picture": "https://example.com/P1.png",
}


def main() -> None:
    with TemporaryDirectory() as place:
        fixture = Path(place) / "small.yaml"
        fixture.write_text(FIXTURE)
        with Emulator(in_process=True, data=Path(place), fixture=str(fixture), seed="one") as emulator:
            headers = {"X-Reco-ApiKey": "3x3mp3l"}
            shop = emulator.rees46.client
            visitor = {"shop_id": SHOP["shop_id"], "did": "d1", "sid": "s1"}
            for answer in (
                emulator.reco.client.post(
                    "/invite/mail/venue/123", json={"invites": [layouts.INVITE]}, headers=headers
                ),
                shop.post("/import/categories", json={**SHOP, "categories": [CATEGORY]}),
                shop.put("/import/products", json={**SHOP, "items": [PRODUCT]}),
                shop.post("/push", json={**visitor, "event": "view", "items": [{"id": "P1"}]}),
            ):
                answer.raise_for_status()
        database = SQLiteDatabase(Path(place) / "default.sqlite3")
        database.connection.execute("UPDATE world SET fixture = 'demo'")
        sys.stdout.writelines(layouts.written(database.connection))
        database.close()


if __name__ == "__main__":
    main()
