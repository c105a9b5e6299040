"""The floor of a search: one FTS5 table and one narrow table, the hits counted, faceted, and the best read."""

import json
import sqlite3
from xml.etree import ElementTree as ET

from benchmarks import catalogue


class Floor:
    """The same products in memory. Counts hits, brands, categories and prices of all; reads 20."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61')")
        self._database.execute("CREATE TABLE products (id INTEGER PRIMARY KEY, brand, category, price, body TEXT)")
        shop = ET.fromstring(b"".join(catalogue.feed())).find("shop")  # noqa: S314 (made by ourselves)
        assert shop is not None
        names = {one.get("id"): one.text for one in shop.iter("category")}
        for number, offer in enumerate(shop.iter("offer")):
            fields = {one.tag: one.text or "" for one in offer}
            uid = fields["categoryId"].split("-")
            placed = [names["-".join(uid[: level + 1])] for level in range(3)]
            text = " ".join([fields["name"], *(str(name) for name in placed), fields["description"]])
            self._database.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (number, text))
            row = (number, fields["vendor"], fields["categoryId"], float(fields["price"]), json.dumps(fields))
            self._database.execute("INSERT INTO products VALUES (?, ?, ?, ?, ?)", row)
        self._database.commit()

    def search(self, query: str) -> str:
        words = " ".join(f'"{word}"' for word in query.split())
        body, total, brands, categories = (self._database.execute(sql, (words,)).fetchall() for sql in _OF_FOUND)
        products = [json.loads(one) for (one,) in body]
        return json.dumps({"products": products, "total": total, "brands": brands, "categories": categories})


_FOUND = "FROM products WHERE id IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
_OF_FOUND = (
    f"SELECT body {_FOUND} LIMIT 20",
    f"SELECT count(*), min(price), max(price) {_FOUND}",
    f"SELECT brand, count(*) {_FOUND} GROUP BY brand",
    f"SELECT category, count(*) {_FOUND} GROUP BY category",
)
