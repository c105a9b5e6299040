"""The format of product feeds (YML, "Yandex Market Language"), read as it arrives, in bounded memory."""

from collections.abc import Callable, Iterable, Iterator
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
        # Straight from expat: ElementTree would only put each name into its own notation, in Python.
        expat = self._parser.parser
        expat.ordered_attributes = False
        expat.StartElementHandler, expat.EndElementHandler = self._target.start, self._target.end

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

    def texts(self) -> dict[str, str]:
        """The text of the first child of each tag."""
        return {child.tag: child.text for child in reversed(self.children)}


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
    *("discounts_allowed", "bonuses_spending_allowed", "bonuses_accrual_allowed"),
)


def _offer(element: _Element) -> dict[str, Any]:
    """Docs (product feed): where there is no name, it is made of typePrefix, vendor and model."""
    texts = element.texts()
    item: dict[str, Any] = {name: texts[name] for name in _SAME if name in texts}
    prefix, maker = texts.get("typePrefix"), texts.get("vendor")
    return {
        **item,
        **element.attributes,
        "name": item.get("name") or " ".join(filter(None, (prefix, maker, item.get("model")))),
        "type_prefix": prefix,
        "brand": maker,
        "brand_picture": element.all("vendor")[0].attributes.get("picture") if maker is not None else None,
        "vendor_code": texts.get("vendorCode"),
        "picture": texts.get("picture"),
        **{key: read(element) if tag in texts else [] for key, (tag, read) in _LISTS.items()},
        "fashion": _fashion(element.all("fashion")[0]) if "fashion" in texts else None,
    }


def _param(element: _Element) -> dict[str, Any]:
    return {**element.attributes, "value": [element.text]}


def _supply(element: _Element) -> dict[str, Any]:
    texts = element.texts()
    amounts = {name: texts.get(name) for name in ("price", "oldprice", "stock_quantity")}
    return {"location": element.attributes.get("id"), **amounts}


_LISTS: dict[str, tuple[str, Callable[[_Element], list[Any]]]] = {
    "categories": ("categoryId", lambda offer: [child.text for child in offer.all("categoryId")]),
    "params": ("param", lambda offer: [_param(child) for child in offer.all("param")]),
    "locations": ("locations", lambda offer: [_supply(child) for child in _within(offer, "locations", "location")]),
    "merchant": ("merchant", lambda offer: [child.text for child in offer.all("merchant")]),
    "tags": ("tags", lambda offer: [child.text for child in _within(offer, "tags", "tag")]),
    "seasonality": ("seasonality", lambda offer: [child.text for child in offer.all("seasonality")]),
    "accessories": (
        "accessories",
        lambda offer: [child.attributes.get("id") for child in _within(offer, "accessories", "accessory")],
    ),
}
"""What an offer has several of: under which tag, and how it is read where there is any."""


def _within(element: _Element, groups: str, tag: str) -> list[_Element]:
    return [child for group in element.all(groups) for child in group.all(tag)]


def _fashion(element: _Element) -> dict[str, Any]:
    texts = element.texts()
    colors = [
        {"color": color.text, "picture": color.attributes.get("picture")}
        for color in (*element.all("color"), *_within(element, "colors", "color"))
    ]
    plain = {name: texts.get(name) for name in ("gender", "type", "feature")}
    return {**plain, "sizes": [size.text for size in _within(element, "sizes", "size")], "colors": colors}


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
