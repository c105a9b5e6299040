"""The format of product feeds (YML, "Yandex Market Language"), read as it arrives, in bounded memory."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

ROOT = "yml_catalog"
DEEPEST = 30
LARGEST = 4 * 1024 * 1024
"""How many characters one offer may have."""


class FeedError(ValueError):
    """Why a feed cannot be read, and the line."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class Part(NamedTuple):
    """One category, location or offer of a feed, with the keys that an import's has."""

    kind: Literal["category", "location", "offer"]
    item: dict[str, Any]
    line: int


class Reader:
    """Takes a feed piece by piece; each answers the parts that it completed. Raises FeedError."""

    def __init__(self) -> None:
        from defusedxml.ElementTree import XMLParser

        self._target = _Target(self)
        self._parser = XMLParser(target=self._target)

    @property
    def line(self) -> int:
        return int(self._parser.parser.CurrentLineNumber)

    def feed(self, piece: bytes) -> list[Part]:
        self._run(self._parser.feed, piece)
        return self._target.take()

    def close(self) -> list[Part]:
        self._run(self._parser.close)
        return self._target.take()

    def _run(self, step: Any, *piece: bytes) -> None:
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException

        try:
            step(*piece)
        except ParseError as error:
            raise FeedError(error.position[0], f"not XML: {str(error).partition(': line')[0]}") from None
        except DefusedXmlException:
            raise FeedError(self.line, "entities are not allowed") from None
        except (ValueError, LookupError) as error:
            raise error if isinstance(error, FeedError) else FeedError(self.line, f"not XML: {error}") from None


class _Element:
    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Element] = []
        self.text = ""
        self.line = line

    def all(self, tag: str) -> list["_Element"]:
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> str | None:
        return next((child.text for child in self.children if child.tag == tag), None)


class _Target:
    """What the parser calls. Only categories, locations and offers are kept, each until it is complete."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._path: list[str] = []
        self._open: list[_Element] = []
        self._size = 0
        self._done: list[Part] = []

    def take(self) -> list[Part]:
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._path and tag != ROOT:
            raise FeedError(self._reader.line, f"the feed's first element is {ROOT}, not {tag[:50]}")
        self._path.append(tag)
        if len(self._path) > DEEPEST:
            raise FeedError(self._reader.line, f"elements are nested deeper than {DEEPEST} levels")
        if self._open:
            element = _Element(tag, attributes, 0)
            self._open[-1].children.append(element)
            self._open.append(element)
        elif tag in _READ and self._path[1:-1] in (["shop", _READ[tag][0]], [_READ[tag][0]]):
            self._open.append(_Element(tag, attributes, self._reader.line))
            self._size = 0

    def data(self, text: str) -> None:
        if self._open:
            self._size += len(text)
            if self._size > LARGEST:
                raise FeedError(self._reader.line, f"one element has more than {LARGEST} characters")
            self._open[-1].text += text

    def end(self, tag: str) -> None:
        self._path.pop()
        if self._open:
            element = self._open.pop()
            element.text = element.text.strip()
            if not self._open:
                self._done.append(Part(tag, _READ[tag][1](element), element.line))  # type: ignore[arg-type]

    def close(self) -> None:
        """All has been taken."""


def _category(element: _Element) -> dict[str, Any]:
    return {**element.attributes, "name": element.text, "parent": element.attributes.get("parentId")}


def _location(element: _Element) -> dict[str, Any]:
    return {"name": element.text, **element.attributes, "parent": element.attributes.get("parentId")}


_SAME = (
    *("name", "url", "deeplink_android", "deeplink_ios", "price", "oldprice", "price_with_promocode", "price_margin"),
    *("discount_percent", "barcode", "model", "is_new", "rating", "date", "description", "promocode", "stock_quantity"),
)


def _offer(element: _Element) -> dict[str, Any]:
    """Docs (product feed): where there is no name, it is made of typePrefix, vendor and model."""
    brand = next(iter(element.all("vendor")), None)
    item: dict[str, Any] = {name: value for name in _SAME if (value := element.first(name)) is not None}
    prefix, maker = element.first("typePrefix"), brand.text if brand else None
    name = item.get("name") or " ".join(filter(None, (prefix, maker, item.get("model"))))
    fashion = next(iter(element.all("fashion")), None)
    return {
        **item,
        **element.attributes,
        "name": name,
        "type_prefix": prefix,
        "brand": maker,
        "brand_picture": brand.attributes.get("picture") if brand else None,
        "vendor_code": element.first("vendorCode"),
        "picture": element.first("picture"),
        "categories": [child.text for child in element.all("categoryId")],
        "params": [_param(child) for child in element.all("param")],
        "locations": [_supply(child) for group in element.all("locations") for child in group.all("location")],
        "merchant": [child.text for child in element.all("merchant")],
        "tags": [child.text for group in element.all("tags") for child in group.all("tag")],
        "seasonality": [child.text for child in element.all("seasonality")],
        "accessories": [
            child.attributes.get("id") for group in element.all("accessories") for child in group.all("accessory")
        ],
        "fashion": _fashion(fashion) if fashion else None,
    }


def _param(element: _Element) -> dict[str, Any]:
    return {**element.attributes, "value": [element.text]}


def _supply(element: _Element) -> dict[str, Any]:
    amounts = {name: element.first(name) for name in ("price", "oldprice", "stock_quantity")}
    return {"location": element.attributes.get("id"), **amounts}


def _fashion(element: _Element) -> dict[str, Any]:
    plain = {name: element.first(name) for name in ("gender", "type", "feature")}
    sizes = [size.text for group in element.all("sizes") for size in group.all("size")]
    colors = [
        {"color": color.text, "picture": color.attributes.get("picture")}
        for group in (element, *element.all("colors"))
        for color in group.all("color")
    ]
    return {**plain, "sizes": sizes, "colors": colors}


_READ = {
    "category": ("categories", _category),
    "location": ("locations", _location),
    "offer": ("offers", _offer),
}


def parts(pieces: Iterable[bytes]) -> Iterator[Part]:
    """All of a feed; raises FeedError."""
    reader = Reader()
    for piece in pieces:
        yield from reader.feed(piece)
    yield from reader.close()
