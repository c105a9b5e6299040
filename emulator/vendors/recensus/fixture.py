"""The form of `fixtures/<name>/recensus.yaml`, read and written."""

from datetime import UTC, datetime, time
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from emulator.kernel import schedule
from emulator.kernel.database import Session
from emulator.kernel.form import Form
from emulator.kernel.form_types import PlainText
from emulator.kernel.moments import Day
from emulator.kernel.records import Records
from emulator.vendors.recensus.accounts import MERCHANT_ID, MerchantForm, add_merchant
from emulator.vendors.recensus.storage import customer_contact, merchants, products
from emulator.vendors.recensus.storage.customer_contact import CustomerContactRequest, Purchase
from emulator.vendors.recensus.storage.merchants import Merchant
from emulator.vendors.recensus.storage.products import MerchantProduct, ProductReview

RECORDS = Records(
    (MerchantProduct, CustomerContactRequest, Purchase, ProductReview),
    prefix="recensus_",
    owner="merchant",
)
"""What a merchant sells, whom it had asked, and what they said."""


class ReviewForm(Form):
    rating: int = Field(ge=1, le=5)
    text: PlainText
    name: PlainText
    date: Day


class ProductForm(Form):
    gtin: PlainText = Field(default="", max_length=products.ID_FIELD_LIMIT)
    mpn: PlainText = Field(default="", max_length=products.ID_FIELD_LIMIT)
    brand: PlainText = Field(default="", max_length=products.ID_FIELD_LIMIT)
    title: PlainText = Field(min_length=1)
    reviews: list[ReviewForm] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_identified(self) -> Self:
        """Two products without identifying fields would be one row of the catalogue."""
        if not products.identified(self.gtin, self.mpn, self.brand):
            raise PydanticCustomError("identified", "gtin, or both mpn and brand, must not be empty")
        return self


class FixtureMerchant(MerchantForm):
    """A fixture gives credentials that its readers know by heart.

    `records` are rows as an export writes them; products with their reviews, written by hand, stand beside them.
    """

    merchant: str = Field(pattern=f"^{MERCHANT_ID}$")
    secret: PlainText = Field(min_length=1)
    products: list[ProductForm] = Field(default_factory=list)
    records: Annotated[Any, PlainValidator(RECORDS.read)] = None


class Document(Form):
    merchants: list[FixtureMerchant] = Field(default_factory=list)


def load(session: Session, document: Document) -> None:
    """Stores the document; raises ValueError for a merchant that stands in it twice."""
    for form in document.merchants:
        number = add_merchant(session, form, form.merchant, form.secret)
        if form.records is not None:
            RECORDS.load(session, number, form.records, of=f"merchant {form.merchant}")
            _schedule(session, number)
        for product in form.products:
            _add_product(session, number, product)


def _add_product(session: Session, merchant: int, form: ProductForm) -> None:
    product = products.merchant_product(
        session, merchant, gtin=form.gtin, mpn=form.mpn, brand=form.brand, title=form.title
    )
    for review in form.reviews:
        products.add_review(
            session,
            product=product.id,
            purchase=None,
            rating=review.rating,
            text=review.text,
            name=review.name,
            state="accepted",
            created_at=datetime.combine(review.date, time(12), UTC),
        )


def _schedule(session: Session, merchant: int) -> None:
    """Who had not been written to is when it is due."""
    for one in customer_contact.pending(session, merchant):
        schedule.later(session, one.contact_at, vendor="recensus", task="contact_customer", contact_request=one.id)


def dump(session: Session) -> dict[str, Any]:
    return {"merchants": [_merchant(session, merchant) for merchant in merchants.everyone(session)]}


def _merchant(session: Session, merchant: Merchant) -> dict[str, Any]:
    columns = {name: getattr(merchant, name) for name in MerchantForm.model_fields}
    records = RECORDS.dump(session, merchant.id)
    return {**columns, **({"records": records} if records else {})}
