"""The body of a customer contact request, each field with its rule."""

import re
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StrictStr,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from emulator.kernel.form_types import as_text
from emulator.vendors.recensus.storage.products import ID_FIELD_LIMIT, identified

_NEVER = r"@\s()<>\[\],:;\"\\\x00-\x1f\x7f"
"""What no address has outside quotes, and nobody quotes."""
_EMAIL = re.compile(rf"[^{_NEVER}]+@[^.{_NEVER}]+(?:\.[^.{_NEVER}]+)+")
_DATE = re.compile(
    r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
_QUANTITY = re.compile(r"[0-9]{1,9}")


def rule(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("rule", sentence)


def _text(value: str) -> str:
    """Assumed: NUL is no character of a name or title; not every database could keep it."""
    if "\0" in value:
        raise rule("must not contain the character NUL")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise rule("must not be empty")
    return value


def _email(value: str) -> str:
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise rule("must be an e-mail address")
    return value


def purchased_at(text: str) -> datetime:
    """The moment that a purchaseDate means; raises ValueError for a day that does not exist."""
    return datetime.fromisoformat(text)


def _date(value: str) -> str:
    """Observed: PHP's ISO 8601, offset without colon; assumed: +00:00 and Z are what other languages write."""
    try:
        if _DATE.fullmatch(value):
            purchased_at(value)
            return value
    except ValueError:
        pass
    raise rule("must be a date such as 2012-12-12T16:00:00+0000")


def _quantity(value: Any) -> str:
    text = as_text(value)
    if not isinstance(text, str) or not _QUANTITY.fullmatch(text) or int(text) < 1:
        raise rule("must be a whole number of at least 1, as a number or a string")
    return str(int(text))


def _identifying(value: Any) -> Any:
    return "" if value is None else as_text(value)


def _short(value: str) -> str:
    if len(value) > ID_FIELD_LIMIT:
        raise rule(f"must have at most {ID_FIELD_LIMIT} characters")
    return value


def _scalar(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) else value


def _language(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", value):
        raise rule("must be a language of two letters, such as en")
    return value


def _type(value: str) -> str:
    if value not in {"P", "p"}:
        raise rule('must be "P": no other type of product is supported')
    return value


Text = Annotated[StrictStr, AfterValidator(_text)]
Filled = Annotated[Text, AfterValidator(_filled)]
IdField = Annotated[Text, BeforeValidator(_identifying), AfterValidator(_short)]
"""One of the identifying fields: "" where it is unknown."""


class Purchase(BaseModel):
    """A product that was bought. GTIN identifies it, or MPN and brand together; preferred are all three."""

    quantity: Annotated[str, BeforeValidator(_quantity)]
    gtin: IdField = ""
    mpn: IdField = ""
    brand: IdField = ""
    lang: Annotated[StrictStr, AfterValidator(_language)]
    title: Text | None = None
    type: Annotated[StrictStr, AfterValidator(_type)]
    name: Text | None = None
    url: Text | None = None

    @model_validator(mode="after")
    def _is_identified(self) -> Self:
        """Docs: "GTIN", or "MPN + Brand"."""
        if not identified(self.gtin, self.mpn, self.brand):
            raise rule("gtin, or both mpn and brand, must not be empty")
        return self

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        """Docs: title. Observed: the document of 2012-12-20 has name and url in its place."""
        if not self.shown_name:
            raise rule("title (or name, its later name) must not be empty")
        return self

    @model_validator(mode="after")
    def _is_as_documented(self, info: ValidationInfo) -> Self:
        """Docs: "ALL id fields should be submitted"; demanded where the merchant is strict."""
        absent = self.absent_keys()
        if absent and (info.context or {}).get("strict_seed"):
            raise rule(f"{absent[0]} is required")
        return self

    @property
    def shown_name(self) -> str:
        return (self.title or "").strip() or (self.name or "").strip()

    def absent_keys(self) -> list[str]:
        """What the document requires and was not sent."""
        return [key for key in ("gtin", "mpn", "brand", "title") if key not in self.model_fields_set]


class Data(BaseModel):
    # Observed: clients write merchant and gtin as strings and as numbers.
    merchant: Annotated[Text, BeforeValidator(as_text)]
    customerFirstName: Filled
    customerLastName: Filled
    customerEmail: Annotated[StrictStr, AfterValidator(_email)]
    purchaseDate: Annotated[StrictStr, AfterValidator(_date)]
    purchases: Annotated[list[Purchase], Field(min_length=1)]


class SignedRequest(BaseModel):
    token: Annotated[StrictStr, BeforeValidator(_scalar)]
    signature: Annotated[StrictStr, Field(pattern="^[0-9A-Fa-f]{32}$")]
    """The MD5 hash of HTTP verb, URL and shared secret, in lower-case hex."""


class Signed(BaseModel):
    signedRequest: SignedRequest


_EXAMPLE: dict[str, JsonValue] = {
    "data": {
        "merchant": "00000",
        "customerFirstName": "Ben",
        "customerLastName": "Waine",
        "customerEmail": "ben@recensus.com",
        "purchaseDate": "2012-12-12T16:00:00+0000",
        "purchases": [
            {
                "quantity": "2",
                "gtin": "123456",
                "mpn": "Cool Beans",
                "brand": "Nike",
                "lang": "en",
                "title": "Nike Shoes",
                "type": "P",
            }
        ],
    },
    # The SDK's own vector: for http://api.recensus.com, merchant 00000 and the secret 11111.
    "signedRequest": {"token": "00000", "signature": "dc72061955cf24b109fb0b437dee84fa"},
}


class ContactRequest(Signed):
    """A customer contact request (CCR): the data, and who vouches for it."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    data: Data
