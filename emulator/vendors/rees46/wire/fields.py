"""The types of parameters, and the names under which each era of clients sends them."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.json_schema import WithJsonSchema

from emulator.vendors.rees46.storage.profiles import KINDS
from emulator.vendors.rees46.wire.params import Repeated, unpacked

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Params(BaseModel):
    """The base of each operation's parameters. Unknown names are ignored; `model_extra` has them."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True, defer_build=True)


ANY_OTHER_NAME = ConfigDict(json_schema_extra={"additionalProperties": {"description": "The shop's own."}})
"""For an operation that keeps what it is sent under names that the vendor does not know."""


def sentence(error: ValidationError) -> str:
    """What is wrong with the first wrong parameter, which it names."""
    first = error.errors(include_url=False)[0]
    name = ".".join(str(step) for step in first["loc"]) or "request"
    return (
        f"{name} is missing" if first["type"] == "missing" else f"{name}: {first['msg'].removeprefix('Value error, ')}"
    )


def listed(value: Any) -> Any:
    """Observed: lists come as "1,2", "1, 2", repeated or bracketed names, JSON arrays, and JSON arrays in a string."""
    if isinstance(value, Repeated):
        value = ",".join(value.every)
    value = unpacked(value)
    if isinstance(value, str):
        if value.lstrip().startswith("["):
            raise ValueError("a list that begins with [ must be JSON")
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def objects(value: Any) -> Any:
    """A list of objects; observed: React Native sends it as JSON in a string."""
    return listed(value) if not isinstance(value, str) or value.lstrip().startswith("[") else value


def as_object(value: Any) -> Any:
    """An object; observed: some clients send it as JSON in a string."""
    value = unpacked(value)
    if isinstance(value, str) and value.lstrip().startswith("{"):
        raise ValueError("an object that begins with { must be JSON")
    return value


def digits(value: Any) -> str:
    """Observed: the + of a phone arrives as a space, so only its digits count."""
    found = "".join(filter(str.isdecimal, str(value))) if isinstance(value, str | int) else ""
    if not found.isascii() or not 3 <= len(found) <= 20:
        raise ValueError("a phone has 3 to 20 digits")
    return found


def _email(value: str) -> str:
    email = value.strip().lower()
    name, _, domain = email.rpartition("@")
    if not name or not domain or len(email) > 255:
        raise ValueError("is not an e-mail address")
    return email


def _day(value: object) -> date:
    """Only YYYY-MM-DD: pydantic alone would take numbers and moments too, Python alone other writings of a day."""
    written = str(value)
    with suppress(ValueError):
        if _DAY.fullmatch(written):
            return date.fromisoformat(written)
    raise ValueError("is not a date in YYYY-MM-DD format")


def lowered(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


SortDir = Annotated[Literal["asc", "desc"], BeforeValidator(lowered)]
Text = Annotated[str, Field(max_length=10_000)]
Identifier = Annotated[str, Field(min_length=1, max_length=255)]


class NoEmail(str):
    """What was sent as an e-mail and is none."""

    __slots__ = ()


def _email_if_it_is_one(value: str) -> str:
    try:
        return _email(value)
    except ValueError:
        return NoEmail(value)


def is_phone(text: str) -> bool:
    return "@" not in text and text.strip("+-() 0123456789") == "" and any(map(str.isdigit, text))


Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
MaybeEmail = Annotated[str, AfterValidator(_email_if_it_is_one), WithJsonSchema({"type": "string", "format": "email"})]
Phone = Annotated[str, BeforeValidator(digits), WithJsonSchema({"type": "string", "examples": ["10000000000"]})]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Integer = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Texts = Annotated[list[str], BeforeValidator(listed)]
Object = Annotated[dict[str, Any], BeforeValidator(as_object)]
Objects = Annotated[list[dict[str, Any]], BeforeValidator(objects)]


def _described(title: str, **properties: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"type": "array", "items": {"title": title, "type": "object", "properties": properties}})


Kids = Annotated[
    Objects,
    _described("Kid", gender={"type": "string", "enum": ["m", "f"]}, birthday={"type": "string", "format": "date"}),
]
Auto = Annotated[
    Objects, _described("Vehicle", brand={"type": "string"}, model={"type": "string"}, vds={"type": "string"})
]

DID = AliasChoices("did", "ssid")
SID = AliasChoices("sid", "seance")
SEANCE = AliasChoices("seance", "sid")
ITEM_ID = AliasChoices("item_id", "item")
ITEM = AliasChoices("item", "item_id")
SORT_DIR = AliasChoices("sort_dir", "order")
AMOUNT = AliasChoices("amount", "quantity")


class ShopParams(Params):
    """What every call has. The access ladder has judged both before any operation's own parameters are read."""

    shop_id: str = Field(description="Your API key")
    shop_secret: str | None = Field(default=None, description="Your secret key, where the call asks for one")


class Identified(ShopParams):
    """A call about one person: any of the identifiers says who."""

    did: Identifier | None = Field(default=None, validation_alias=DID, description="Device ID")
    sid: Text | None = Field(default=None, validation_alias=SID, description="The current session")
    stream: Text | None = Field(default=None, description="Data stream code, such as ios, android or web")
    email: Email | None = Field(default=None, validation_alias=AliasChoices("email", "user_email"))
    phone: Phone | None = None
    external_id: Identifier | None = Field(
        default=None, validation_alias=AliasChoices("external_id", "user_id"), description="The shop's own user id"
    )
    loyalty_id: Identifier | None = None
    telegram_id: Identifier | None = None
    fb_id: Identifier | None = None
    vk_id: Identifier | None = None

    def identifiers(self) -> dict[str, str]:
        """What `behaviour.people` takes: each identifier that was sent, by its kind."""
        fields = self.__dict__
        return {kind: value for kind in KINDS if (value := fields[kind]) is not None}


class Visitor(Identified):
    """Some chapters call the session by its older name."""

    sid: Text | None = Field(default=None, validation_alias=SEANCE, description="Temporary user session ID")
