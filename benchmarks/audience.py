"""An import of many people in one request: what is sent, and the floor that checks and stores the same.

The floor knows nobody, so it asks nobody: it checks the records with pydantic straight from the bytes and stores, with
one `executemany` for each table, the rows that the emulator stores, under the same keys and indexes.
"""

import json
import sqlite3
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from typing_extensions import TypedDict

RECORDS = 100_000
SHOP = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}


def body(records: int = RECORDS) -> bytes:
    """About 340 bytes for each record."""
    return json.dumps({**SHOP, "segment_id": "313", "audience": [_record(n) for n in range(records)]}).encode()


def _record(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "email": f"user{number}@example.com",
        "phone": f"1{number:010d}",
        "loyalty_id": f"L{number}",
        "first_name": "Jane",
        "last_name": f"Doe{number}",
        "gender": "f",
        "birthday": "1990-01-02",
        "location": "1024",
        "tags": ["vip", "new"],
        "custom_properties": {"size": "XL", "points": number},
        "favourite_shop": "Stockholm",
        "email_bulk": True,
        "sms_bulk": number % 2 == 0,
    }


def _email(value: str) -> str:
    email = value.strip().lower()
    name, _, domain = email.rpartition("@")
    if not name or not domain or len(email) > 255:
        raise ValueError("is not an e-mail address")
    return email


def _digits(value: str) -> str:
    found = "".join(filter(str.isdecimal, value))
    if not 3 <= len(found) <= 20:
        raise ValueError("a phone has 3 to 20 digits")
    return found


class User(TypedDict, total=False):
    __pydantic_config__ = ConfigDict(extra="allow", coerce_numbers_to_str=True)  # type: ignore[misc]

    email: Annotated[str, AfterValidator(_email)]
    phone: Annotated[str, BeforeValidator(_digits)]
    loyalty_id: str
    id: str
    first_name: str
    last_name: str
    gender: Literal["m", "f"]
    birthday: date
    location: str
    tags: list[str]
    custom_properties: dict[str, Any]
    email_bulk: bool
    sms_bulk: bool


class Audience(BaseModel):
    shop_id: str
    shop_secret: str
    segment_id: str
    audience: list[User]


TABLES = """
CREATE TABLE profiles (id BIGINT PRIMARY KEY, shop INTEGER, created_at BIGINT, first_name TEXT, last_name TEXT,
    gender TEXT, birthday DATE, location TEXT, tags TEXT, custom_properties TEXT);
CREATE INDEX profiles_by_shop ON profiles (shop);
CREATE TABLE identifiers (id INTEGER PRIMARY KEY, shop INTEGER, kind TEXT, value TEXT, profile BIGINT, at BIGINT,
    UNIQUE (shop, kind, value));
CREATE INDEX identifiers_of ON identifiers (profile);
CREATE TABLE subscriptions (profile BIGINT PRIMARY KEY, email_bulk BOOLEAN, sms_bulk BOOLEAN);
CREATE TABLE changes (id INTEGER PRIMARY KEY, shop INTEGER, at BIGINT, contact_type TEXT, contact TEXT,
    campaign_types TEXT, event TEXT, channel TEXT);
CREATE INDEX changes_at ON changes (shop, at);
CREATE TABLE members (segment INTEGER, profile BIGINT, PRIMARY KEY (segment, profile));
CREATE INDEX members_by_profile ON members (profile);
"""
FIRST, AT = 2**53, 1_893_456_000_000_000
_IDENTIFIERS = {"email": "email", "phone": "phone", "id": "external_id", "loyalty_id": "loyalty_id"}
_OWN = frozenset(User.__annotations__)


def forget(database: sqlite3.Connection) -> None:
    for table in ("profiles", "identifiers", "subscriptions", "changes", "members"):
        database.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in TABLES.split(";")[:-1]:
        database.execute(statement)


def store(database: sqlite3.Connection, sent: bytes) -> None:
    """In the transaction that the caller has begun."""
    users = Audience.model_validate_json(sent).audience
    people = list(enumerate(users, FIRST))
    profiles = (_profile(person, user) for person, user in people)
    database.executemany("INSERT INTO profiles VALUES (?,?,?,?,?,?,?,?,?,?)", profiles)
    database.executemany(
        "INSERT INTO identifiers (shop, kind, value, profile, at) VALUES (1, ?, ?, ?, ?)",
        ((kind, user[name], person, AT) for person, user in people for name, kind in _IDENTIFIERS.items()),
    )
    database.executemany(
        "INSERT INTO subscriptions VALUES (?, ?, ?)",
        ((person, user["email_bulk"], user["sms_bulk"]) for person, user in people),
    )
    database.executemany(
        "INSERT INTO changes (shop, at, contact_type, contact, campaign_types, event, channel) VALUES (1,?,?,?,?,?,?)",
        (change for _, user in people for change in _changes(user)),
    )
    database.executemany("INSERT INTO members VALUES (313, ?)", ((person,) for person, _ in people))


def _profile(person: int, user: User) -> tuple[Any, ...]:
    custom = {**user["custom_properties"], **{name: value for name, value in user.items() if name not in _OWN}}
    return (
        *(person, 1, AT, user["first_name"], user["last_name"], user["gender"], user["birthday"].isoformat()),
        *(user["location"], json.dumps(user["tags"]), json.dumps(custom)),
    )


def _changes(user: User) -> list[tuple[Any, ...]]:
    contacts = (("email", user["email"], user["email_bulk"]), ("phone", user["phone"], user["sms_bulk"]))
    return [(AT, kind, contact, "bulk", "subscribe", "import") for kind, contact, on in contacts if on]
