"""A customer contact request as the document has it, signed for the address it is sent to."""

import hashlib
from typing import Any

import httpx

PATH = "merchant/1/customer-contact-request"
SECRET = "shared-secret"
TOKEN = "1"
ALL_FIELDS = {
    "quantity": "2",
    "gtin": "123456",
    "mpn": "Cool Beans",
    "brand": "Nike",
    "lang": "en",
    "title": "Nike Shoes",
    "type": "P",
}
GTIN = {**ALL_FIELDS, "gtin": "654321", "mpn": "", "brand": ""}
MPN_AND_BRAND = {**ALL_FIELDS, "gtin": ""}
DATA: dict[str, Any] = {
    "merchant": "1",
    "customerFirstName": "Ben",
    "customerLastName": "Waine",
    "customerEmail": "ben@recensus.com",
    "purchaseDate": "2012-12-12T16:00:00+0000",
    "purchases": [ALL_FIELDS, GTIN, MPN_AND_BRAND],
}


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()  # noqa: S324 (the vendor's hash)


def url_of(client: httpx.Client, path: str = PATH) -> str:
    return str(client.base_url.join(path))


def signed(client: httpx.Client, data: Any, *, path: str = PATH, secret: str = SECRET, token: Any = TOKEN) -> Any:
    """The whole body, signed for the URL at which `client` would send it."""
    signature = md5(f"POST{url_of(client, path)}{secret}")
    return {"data": data, "signedRequest": {"token": token, "signature": signature}}


def post(client: httpx.Client, data: Any = DATA, *, path: str = PATH, **signing: Any) -> httpx.Response:
    return client.post(path, json=signed(client, data, path=path, **signing))


def purchase(**changes: Any) -> dict[str, Any]:
    """The document's data with one purchase, changed; ABSENT takes a field away."""
    return {**DATA, "purchases": [changed(ALL_FIELDS, **changes)]}


def changed(value: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {key: one for key, one in {**value, **changes}.items() if one is not ABSENT}


ABSENT = object()


def nothing_was_written(control: httpx.Client) -> bool:
    written: Any = control.get("recensus/customer-contact-requests").json()["total"]
    return not written
