"""The widget's hash, in its three generations."""

import hashlib
from dataclasses import dataclass

from emulator.vendors.recensus.behaviour.signature import matches


@dataclass(frozen=True, slots=True)
class Shown:
    """The product that a page shows, as its widget names it; "" where it does not say."""

    sku: str = ""
    name: str = ""
    brand: str = ""
    mpn: str = ""
    gtin: str = ""
    later_names: bool = False
    """Whether the merchant was given as merchantId, as the last SDK does, not as mid."""


def widget_hash(values: str, secret: str) -> str:
    """Observed: the SDKs hash the values before they encode them for the URL."""
    return hashlib.md5((values + secret).encode()).hexdigest()  # noqa: S324 (the vendor's hash)


def is_genuine(shown: Shown, given: str, secret: str) -> bool:
    """Observed: with mid, brand + mpn + gtin (first SDK) or name (the JavaScript document); with merchantId, sku +
    name (last SDK). Assumed: a hash over no values at all proves nothing.
    """
    first, later = [shown.brand + shown.mpn + shown.gtin, shown.name], [shown.sku + shown.name]
    hashed = later if shown.later_names else first
    return any(matches(given, widget_hash(values, secret)) for values in hashed if values)
