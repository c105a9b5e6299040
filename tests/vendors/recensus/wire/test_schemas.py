"""A badly formed body is refused with 400, which names the field and the rule."""

from typing import Any

import httpx
import pytest

from tests.vendors.recensus.signing import ABSENT, DATA, PATH, changed, post, purchase, signed

EMAIL = "must be an e-mail address"
DATE = "must be a date such as 2012-12-12T16:00:00+0000"
QUANTITY = "must be a whole number of at least 1, as a number or a string"
TYPE = 'must be "P": no other type of product is supported'
LANGUAGE = "must be a language of two letters, such as en"
IDENTIFIED = "gtin, or both mpn and brand, must not be empty"
NAMED = "title (or name, its later name) must not be empty"


def data(**changes: Any) -> dict[str, Any]:
    return changed(DATA, **changes)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (None, "data: must be an object"),
        ([], "data: must be an object"),
        ("text", "data: must be an object"),
        ({}, "data.merchant: is required"),
        (data(merchant=None), "data.merchant: must be a string"),
        (data(merchant=["1"]), "data.merchant: must be a string"),
        (data(customerFirstName=ABSENT), "data.customerFirstName: is required"),
        (data(customerFirstName=""), "data.customerFirstName: must not be empty"),
        (data(customerFirstName=7), "data.customerFirstName: must be a string"),
        (data(customerFirstName="B\0n"), "data.customerFirstName: must not contain the character NUL"),
        (data(customerLastName="  "), "data.customerLastName: must not be empty"),
        (data(customerEmail=ABSENT), "data.customerEmail: is required"),
        (data(customerEmail="ben"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail="ben@localhost"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail="ben@recensus.com\nBcc: x@y.se"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail="be\0n@recensus.com"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail="ben@recensus.c\x7fm"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail="ben:(b)@recensus.com"), f"data.customerEmail: {EMAIL}"),
        (data(customerEmail=f"{'b' * 250}@recensus.com"), f"data.customerEmail: {EMAIL}"),
        (data(purchaseDate=ABSENT), "data.purchaseDate: is required"),
        (data(purchaseDate=1355328000), "data.purchaseDate: must be a string"),
        (data(purchaseDate="12 December"), f"data.purchaseDate: {DATE}"),
        (data(purchaseDate="2012-12-12"), f"data.purchaseDate: {DATE}"),
        (data(purchaseDate="2012-12-12T16:00:00"), f"data.purchaseDate: {DATE}"),
        (data(purchaseDate="2012-02-30T16:00:00+0000"), f"data.purchaseDate: {DATE}"),
        (data(purchaseDate="2012-12-12T16:00:00+9900"), f"data.purchaseDate: {DATE}"),
        (data(purchaseDate="9999-12-31T16:00:00+0000"), f"data.purchaseDate: {DATE}"),
        (data(purchases=ABSENT), "data.purchases: is required"),
        (data(purchases={}), "data.purchases: must be an array"),
        (data(purchases=[]), "data.purchases: must not be empty"),
        (data(purchases=["Nike Shoes"]), "data.purchases[0]: must be an object"),
        (purchase(quantity=ABSENT), "data.purchases[0].quantity: is required"),
        (purchase(quantity=0), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(quantity="-1"), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(quantity=1.5), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(quantity=True), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(quantity="٢"), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(quantity=10**30), f"data.purchases[0].quantity: {QUANTITY}"),
        (purchase(gtin=1.5), "data.purchases[0].gtin: must be a string"),
        (purchase(gtin=False), "data.purchases[0].gtin: must be a string"),
        (purchase(mpn={}), "data.purchases[0].mpn: must be a string"),
        (purchase(brand=["Nike"]), "data.purchases[0].brand: must be a string"),
        (purchase(gtin="7" * 256), "data.purchases[0].gtin: must have at most 255 characters"),
        (purchase(mpn="7" * 256), "data.purchases[0].mpn: must have at most 255 characters"),
        (purchase(brand="7" * 256), "data.purchases[0].brand: must have at most 255 characters"),
        (purchase(lang=ABSENT), "data.purchases[0].lang: is required"),
        (purchase(lang="eng"), f"data.purchases[0].lang: {LANGUAGE}"),
        (purchase(lang="é1"), f"data.purchases[0].lang: {LANGUAGE}"),
        (purchase(type=ABSENT), "data.purchases[0].type: is required"),
        (purchase(type="S"), f"data.purchases[0].type: {TYPE}"),
        (purchase(title=ABSENT), f"data.purchases[0]: {NAMED}"),
        (purchase(title=" "), f"data.purchases[0]: {NAMED}"),
        (purchase(title=7), "data.purchases[0].title: must be a string"),
        (purchase(url=7), "data.purchases[0].url: must be a string"),
        (purchase(gtin="", mpn=""), f"data.purchases[0]: {IDENTIFIED}"),
        (purchase(gtin="", brand=""), f"data.purchases[0]: {IDENTIFIED}"),
        (purchase(gtin="", mpn="", brand=""), f"data.purchases[0]: {IDENTIFIED}"),
        (purchase(gtin=None, mpn=None, brand=None), f"data.purchases[0]: {IDENTIFIED}"),
        (purchase(gtin=ABSENT, brand=ABSENT), f"data.purchases[0]: {IDENTIFIED}"),
        # PHP, in which the SDK checks this, holds "0" for empty.
        (purchase(gtin="0", mpn="0"), f"data.purchases[0]: {IDENTIFIED}"),
        (purchase(gtin=0, mpn=""), f"data.purchases[0]: {IDENTIFIED}"),
    ],
)
def test_badly_formed_data_is_refused(recensus: httpx.Client, control: httpx.Client, sent: Any, message: str) -> None:
    answer = post(recensus, sent)

    assert (answer.status_code, answer.json()) == (400, {"code": 400, "message": message})
    assert control.get("recensus/customer-contact-requests").json() == {"items": [], "total": 0}


def test_data_that_is_absent_is_refused(recensus: httpx.Client) -> None:
    body = changed(signed(recensus, DATA), data=ABSENT)

    answer = recensus.post(PATH, json=body)

    assert (answer.status_code, answer.json()) == (400, {"code": 400, "message": "data: is required"})


@pytest.mark.parametrize("name", ["gtin", "mpn", "brand", "title"])
def test_a_strict_merchant_demands_what_the_document_requires(
    recensus: httpx.Client, control: httpx.Client, name: str
) -> None:
    control.post("accounts/recensus", json={"merchant": "strict", "secret": "s", "strict_seed": True})
    sent = changed(purchase(name="Nike Shoes", **{name: ABSENT}), merchant="strict")

    answer = post(recensus, sent, path="merchant/strict/customer-contact-request", secret="s", token="strict")

    message = f"data.purchases[0]: {name} is required"
    assert (answer.status_code, answer.json()) == (400, {"code": 400, "message": message})
