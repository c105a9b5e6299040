"""Chapter "Audience"."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, SkipValidation
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import audience, mobile_push_tokens
from emulator.vendors.rees46.behaviour.audience import User
from emulator.vendors.rees46.storage.profiles import CONTACTS
from emulator.vendors.rees46.storage.subscriptions import FLAGS
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import DONE, SUCCESS, Success, refusals
from emulator.vendors.rees46.wire.fields import (
    ANY_OTHER_NAME,
    Auto,
    Day,
    Email,
    Identifier,
    Integer,
    Kids,
    Number,
    Object,
    Phone,
    ShopParams,
    Text,
    Texts,
)
from emulator.vendors.rees46.wire.rows import Rows, unpacked_rows

router = Router(WIRE)

BODY_LIMIT = 64 * 1024 * 1024
"""100,000 rows with every property fit."""


# Import users


class ImportedUser(TypedDict, total=False):
    """At least one identifier. Any further name is a custom property; an empty value changes nothing."""

    __pydantic_config__ = ConfigDict(  # type: ignore[misc]
        **ANY_OTHER_NAME, extra="allow", coerce_numbers_to_str=True
    )

    email: Email
    phone: Phone
    loyalty_id: Identifier
    id: Identifier
    external_id: Identifier
    fb_id: Identifier
    vk_id: Identifier
    telegram_id: Identifier
    loyalty_card_location: Text
    loyalty_status: Text
    loyalty_bonuses: Number
    loyalty_bonuses_to_next_level: Number
    gender: Literal["m", "f"]
    location: Text
    first_name: Text
    last_name: Text
    age: Annotated[Integer, Field(ge=0, le=150)]
    birthday: Day
    bought_something: bool
    kids: Kids
    auto: Auto
    tags: Texts
    custom_properties: Object
    mobile_token: Annotated[str, Field(max_length=4096)]
    platform: Literal["ios", "android", "ios_firebase"]
    email_bulk: bool
    email_chain: bool
    email_transactional: bool
    sms_bulk: bool
    sms_chain: bool
    sms_transactional: bool
    web_push_bulk: bool
    web_push_chain: bool
    web_push_transactional: bool
    mobile_push_bulk: bool
    mobile_push_chain: bool
    mobile_push_transactional: bool
    telegram_bulk: bool
    telegram_chain: bool
    telegram_transactional: bool
    whatsapp_bulk: bool
    whatsapp_chain: bool
    whatsapp_transactional: bool
    max_bulk: bool
    max_chain: bool
    max_transactional: bool
    wallet_bulk: bool


_FLAGS = frozenset(FLAGS)
_IDENTIFIERS = frozenset((*CONTACTS, "id"))
_TOKEN = frozenset(("mobile_token", "platform"))
_APART = _FLAGS | _IDENTIFIERS | _TOKEN | {"custom_properties"}
_ATTRIBUTES = frozenset(ImportedUser.__annotations__) - _APART
_USERS: Rows[dict[str, Any]] = Rows("audience", ImportedUser, required=_IDENTIFIERS, one_of=_IDENTIFIERS)


class ImportUsers(ShopParams):
    segment_id: Identifier | None = Field(default=None, description="A static segment that the users are put into")
    audience: Annotated[list[SkipValidation[ImportedUser]], BeforeValidator(unpacked_rows)]


@router.post(
    "/import/audience",
    reads=ImportUsers,
    answers={**DONE, **refusals()},
    access="secret",
    body_limit=BODY_LIMIT,
    evidence=documented("Audience: Import users"),
    tags=("Audience",),
)
def import_users(call: Call[Access], sent: ImportUsers) -> Success:
    """Stores profiles and subscriptions of many users at once; rows that are wrong are left out."""
    shop = call.account.shop
    segment = audience.segment_for(call.session, shop, sent.segment_id)
    if sent.segment_id is not None and segment is None:
        call.notice(f"segment_id: there is no static segment {sent.segment_id}; the users were put into none")
    for rows in _USERS.slices(call, sent.audience):
        users = [_user(row) for row in rows]
        people = audience.import_users(call.session, shop, users, segment=segment, ip=call.request.client_ip)
        _import_tokens(call, zip(people, users, strict=True))
    return SUCCESS


def _import_tokens(call: Call[Access], rows: Iterable[tuple[int, User]]) -> None:
    homeless = 0
    for person, user in rows:
        if user.mobile_token is not None and user.platform is not None:
            mobile_push_tokens.import_token(
                call.session, call.account.shop, person, platform=user.platform, token=user.mobile_token
            )
        homeless += user.mobile_token is not None and user.platform is None
    if homeless:
        call.breach(
            "missing field",
            "body.audience",
            f"audience: {homeless} mobile tokens were left out, because they have no platform",
        )


def _user(row: dict[str, Any]) -> User:
    user = User({}, {}, row.pop("custom_properties", {}), {})
    for name, value in row.items():
        if name in _FLAGS:
            user.flags[name] = value
        elif name in _ATTRIBUTES:
            user.attributes[name] = value
        elif name in _IDENTIFIERS:
            user.identifiers["external_id" if name == "id" else name] = value
        elif name in _TOKEN:
            setattr(user, name, value)
        else:
            user.custom[name] = value
    return user


# Import suppressed emails


class SuppressedEmail(TypedDict):
    email: Email


_EMAIL = frozenset({"email"})
_SUPPRESSED: Rows[SuppressedEmail] = Rows("audience", SuppressedEmail, required=_EMAIL, one_of=_EMAIL)


class ImportSuppressed(ShopParams):
    audience: Annotated[list[SkipValidation[SuppressedEmail]], BeforeValidator(unpacked_rows)]


@router.post(
    "/import/suppressed",
    reads=ImportSuppressed,
    answers={**DONE, **refusals()},
    access="secret",
    body_limit=BODY_LIMIT,
    evidence=documented("Audience: Import suppressed emails"),
    tags=("Audience",),
)
def import_suppressed_emails(call: Call[Access], sent: ImportSuppressed) -> Success:
    """Unsubscribes addresses from e-mails for good."""
    for rows in _SUPPRESSED.slices(call, sent.audience):
        emails = (row["email"] for row in rows)
        audience.import_suppressed(call.session, call.account.shop, emails, ip=call.request.client_ip)
    return SUCCESS
