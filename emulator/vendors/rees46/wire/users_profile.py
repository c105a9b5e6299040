"""Chapter "User's profile"."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, ValidatorFunctionWrapHandler, WrapValidator

from emulator.kernel.evidence import documented, observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people
from emulator.vendors.rees46.behaviour import users_profile as behaviour
from emulator.vendors.rees46.errors import BadRequest, NotFound
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, HAPPENED, SUCCESS, Happened, Success, example, refusals
from emulator.vendors.rees46.wire.fields import (
    ANY_OTHER_NAME,
    Auto,
    Day,
    Identified,
    Identifier,
    Integer,
    Kids,
    Number,
    Object,
    Text,
    Texts,
)
from emulator.vendors.rees46.wire.popups import happened
from emulator.vendors.rees46.wire.profiles import EXAMPLE, AnonymousProfile, Profile

router = Router(WIRE)


def _or_nothing(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    try:
        return check(value)
    except ValueError:
        return None


# Assumed: a value that cannot be one is left out, as for a birthday or gender; Android sends arrays as plain text.
Tolerant = WrapValidator(_or_nothing)
LooseText = Annotated[Text | None, Tolerant]
LooseNumber = Annotated[Number | None, Tolerant]


class Person(Identified):
    """In this chapter the shop's own user id is called `id` too."""

    external_id: Identifier | None = Field(
        default=None, validation_alias=AliasChoices("external_id", "id", "user_id"), description="The shop's user id"
    )


# Save profile settings


class ProfileSettings(Person):
    """Any other name is a custom property."""

    model_config = ANY_OTHER_NAME

    loyalty_card_location: LooseText = None
    loyalty_status: LooseText = None
    loyalty_bonuses: LooseNumber = None
    loyalty_bonuses_to_next_level: LooseNumber = None
    gender: Annotated[Literal["m", "f"] | None, Tolerant] = None
    location: LooseText = None
    first_name: LooseText = None
    last_name: LooseText = None
    age: Annotated[Annotated[Integer, Field(ge=0, le=150)] | None, Tolerant] = None
    birthday: Annotated[Day | None, Tolerant] = None
    bought_something: Annotated[bool | None, Tolerant] = None
    kids: Annotated[Kids | None, Tolerant] = None
    auto: Annotated[Auto | None, Tolerant] = None
    tags: Annotated[Texts | None, Tolerant] = None
    custom_properties: Annotated[Object | None, Tolerant] = None


_ATTRIBUTES = tuple(name for name in ProfileSettings.model_fields if name not in Person.model_fields)
_ADVERTISING = ("google_advertising_id", "apple_advertising_id")
_NO_PROPERTIES = frozenset(
    ("seance", "ssid", "user_id", "user_email", "id", "v", "tz", "segment", "source", "from", *_ADVERTISING)
)


@router.post(
    "/profile/set",
    reads=ProfileSettings,
    access="device",
    identifiers=("id",),
    answers={**HAPPENED, **refusals()},
    evidence=documented("Save profile settings"),
    tags=("User's profile",),
)
def save_profile_settings(call: Call[Access], settings: ProfileSettings) -> Happened:
    """Sets standard and custom properties of a person; what is not sent stays as it is."""
    sent = {name: getattr(settings, name) for name in _ATTRIBUTES if name in settings.model_fields_set}
    for name, value in sent.items():
        if value is None:
            call.breach("wrong value", name, f"{name} was left out: its value cannot be one")
    attributes = {name: value for name, value in sent.items() if value is not None}
    custom = {**_custom(settings.model_extra or {}), **attributes.pop("custom_properties", {})}
    behaviour.set_profile(call.session, call.account.shop, settings.identifiers(), attributes, custom)
    return happened(call, "profile/set", settings.did)


def _custom(extra: dict[str, Any]) -> dict[str, Any]:
    """Observed: Android adds `from` and `code` to every call for two days after a message was opened."""
    campaign = ("code",) if "from" in extra else ()
    return {name: value for name, value in extra.items() if name not in _NO_PROPERTIES and name not in campaign}


# Read profile info


@router.get(
    "/profile",
    reads=Person,
    access="device",
    identifiers=("id",),
    answers={
        200: example(
            Profile | AnonymousProfile,
            EXAMPLE,
            "With the secret the whole profile, with a did alone its anonymous part",
        ),
        **refusals(404),
    },
    evidence=documented("Read profile info"),
    tags=("User's profile",),
)
def read_profile_info(call: Call[Access], person: Person) -> Any:
    """With the secret any identifier reads the whole profile; a did alone reads what betrays nobody."""
    shop, trusted = call.account.shop, call.account.trusted
    identifiers = person.identifiers() if trusted else {"did": person.did or ""}
    found = people.find(call.session, shop, identifiers)
    if found is None and (trusted or shop.strict):
        raise NotFound("Profile not found")
    if trusted and found is not None:
        return behaviour.full(call.session, found)
    return behaviour.anonymous(call.session, found)


# Purge, as the vendor's newer documentation has it


@router.operation(
    "/profile/purge",
    ["DELETE"],
    reads=Person,
    access="secret",
    answers={**DONE, **refusals(404)},
    evidence=observed("the vendor's newer documentation: delete a profile's personal data"),
    tags=("User's profile",),
)
def purge_profile(call: Call[Access], person: Person) -> Success:
    """Takes contacts, names and custom properties off a profile, for good."""
    identifiers = person.identifiers()
    if not identifiers:
        raise BadRequest("Identifier is not valid")
    behaviour.purge(call.session, call.account.shop, identifiers)
    return SUCCESS
