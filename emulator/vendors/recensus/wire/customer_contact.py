"""Customer Contact API, in the order of its document."""

import re
from collections.abc import Sequence
from typing import Any

from typing_extensions import TypedDict

from emulator.kernel.evidence import assumed, documented
from emulator.kernel.exchange import Call
from emulator.kernel.http import Answer, json_answer
from emulator.kernel.route import Router
from emulator.vendors.recensus import storage
from emulator.vendors.recensus.behaviour import customer_contact as behaviour
from emulator.vendors.recensus.errors import (
    BadRequest,
    InternalServerError,
    NotFound,
    TooLarge,
    WrongSignature,
    refusals,
)
from emulator.vendors.recensus.storage.merchants import Merchant
from emulator.vendors.recensus.wire import access
from emulator.vendors.recensus.wire.schemas import ContactRequest, Data, purchased_at

router = Router(access.WIRE, tags=["Customer Contact API"])

PATH = "/merchant/{merchant_id}/customer-contact-request"
PREFIXES = ("/api", "/app_dev.php/api")
"""Observed: the document's self link goes through Symfony's development front controller."""
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class MerchantProduct(TypedDict):
    id: int
    brand: str
    mpn: str
    gtin: str
    info: str


class PurchaseAnswer(TypedDict):
    id: int
    merchantProduct: MerchantProduct
    quantity: str


class Links(TypedDict):
    self: str


class ContactRequestData(TypedDict):
    id: int
    customerFirstName: str
    customerLastName: str
    customerEmail: str
    purchases: list[PurchaseAnswer]
    purchaseDate: str
    links: Links


class ContactRequestAnswer(TypedDict):
    data: ContactRequestData


_EXAMPLE = {
    "data": {
        "id": 50,
        "customerFirstName": "Ben",
        "customerLastName": "Waine",
        "customerEmail": "ben@recensus.com",
        "purchases": [
            {
                "id": 99,
                "merchantProduct": {"id": 1, "brand": "Maverick", "mpn": "MV12401", "gtin": "", "info": "0"},
                "quantity": "2",
            }
        ],
        "purchaseDate": "2012-12-12T16:00:00+0000",
        "links": {"self": "http://dev.recensus.com/app_dev.php/api/merchant/1/customer-contact-request/50"},
    }
}
_ANSWER = {"model": ContactRequestAnswer, "content": {"application/json": {"example": _EXAMPLE}}}


# Sending The Request


@router.post(
    PATH,
    reads=ContactRequest,
    expects=[f"data.purchases[].{name}" for name in ("gtin", "mpn", "brand", "title")],
    answers={
        201: {"description": "Success Created", **_ANSWER},
        **refusals(
            BadRequest("data.customerEmail: must be an e-mail address"),
            WrongSignature("POSThttps://api.recensus.com/merchant/1/customer-contact-request***"),
            TooLarge(),
            InternalServerError(),
        ),
    },
    aliases=[prefix + PATH for prefix in PREFIXES],
    evidence=documented("Sending The Request"),
    admits=access.signed_request,
)
def customer_contact_request(call: Call[Merchant], sent: ContactRequest, url: str) -> Answer:
    """Schedules an e-mail that asks the customer to review what was bought."""
    number = behaviour.contact(
        call.session,
        call.account,
        _customer(sent.data),
        _bought(sent.data),
        behaviour.PurchaseDate(sent.data.purchaseDate, purchased_at(sent.data.purchaseDate)),
        collection=url.partition("?")[0].rstrip("/"),
    )
    document = _document(call, number)
    return json_answer(document, status=201, headers={"Location": document["data"]["links"]["self"]})


def _customer(data: Data) -> behaviour.Customer:
    return behaviour.Customer(data.customerFirstName, data.customerLastName, data.customerEmail)


def _bought(data: Data) -> Sequence[behaviour.Bought]:
    return [
        behaviour.Bought(one.quantity, one.gtin, one.mpn, one.brand, title=one.shown_name, lang=one.lang, url=one.url)
        for one in data.purchases
    ]


def _document(call: Call[Any], number: int) -> ContactRequestAnswer:
    """Docs: merchant, title, lang, url and type do not come back; ids are numbers, quantity and info are text."""
    kept = storage.customer_contact.contact_request(call.session, number)
    if kept is None:
        raise NotFound
    return {
        "data": {
            "id": number,
            "customerFirstName": kept.customer_first_name,
            "customerLastName": kept.customer_last_name,
            "customerEmail": kept.customer_email,
            "purchases": [
                {"id": purchase.id, "merchantProduct": _product(product), "quantity": purchase.quantity}
                for purchase, product in storage.customer_contact.purchases(call.session, number)
            ],
            "purchaseDate": kept.purchase_date,
            "links": {"self": f"{kept.collection}/{number}"},
        }
    }


def _product(product: storage.products.MerchantProduct) -> MerchantProduct:
    return {
        "id": product.id,
        "brand": product.brand,
        "mpn": product.mpn,
        "gtin": product.gtin,
        "info": "0",
    }


# The self link


@router.get(
    f"{PATH}/{{contact_request_id}}",
    answers={
        200: {"description": "The document that the request was answered with", **_ANSWER},
        **refusals(NotFound()),
    },
    aliases=[f"{prefix}{PATH}/{{contact_request_id}}" for prefix in PREFIXES],
    evidence=assumed("The document's answer has a self link and nobody says what it gives; the SDK could not sign it"),
    admits=access.anyone,
)
def read_customer_contact_request(call: Call[Any]) -> ContactRequestAnswer:
    """Gives the document again that the request was answered with."""
    number, merchant = call.request.path_params["contact_request_id"], access.merchant(call)
    if merchant is None or not _NUMBER.fullmatch(number):
        raise NotFound
    kept = storage.customer_contact.contact_request(call.session, int(number))
    if kept is None or kept.merchant != merchant.id:
        raise NotFound
    return _document(call, int(number))
