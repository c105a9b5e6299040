"""How a person looks to a shop that has the secret, and to a device that has none."""

from typing import Any

from typing_extensions import TypedDict


class OrderItem(TypedDict):
    id: str
    price: float | None
    name: str | None
    quantity: int


class Order(TypedDict):
    id: str
    value: float
    status: str
    items: list[OrderItem]


class Profile(TypedDict):
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    fb_id: str | None
    vk_id: str | None
    telegram_id: str | None
    loyalty_id: str | None
    loyalty_card_location: str | None
    loyalty_status: str | None
    loyalty_bonuses: float | None
    loyalty_bonuses_to_next_level: float | None
    gender: str | None
    location: str | None
    age: int | None
    birthday: str | None
    bought_something: bool
    tags: list[str]
    custom_properties: dict[str, Any]
    additional_phones: list[str]
    additional_emails: list[str]
    additional_loyalty_ids: list[str]
    orders: list[Order]


class AnonymousProfile(TypedDict):
    id: str
    has_email: bool
    email_registered_at: str
    gender: str | None
    computed_gender: str | None
    bought_something: bool
    custom_properties: dict[str, Any]
    fashion_sizes: list[str]
    cosmetic_hair: list[str]
    allergy: bool
    cosmetic_skin: list[str]
    cosmetic_perfume: list[str]
    compatibility: None
    vds: str | None
    jewelry: None
    realty: list[str]
    children: list[str]
    child_gender: str | None
    pets: list[str]
    income_level: str | None


EXAMPLE: Profile = {
    "first_name": "Jane",
    "last_name": "Smith",
    "email": "jane.smith@example.org",
    "phone": "10000000000",
    "fb_id": None,
    "vk_id": None,
    "telegram_id": None,
    "loyalty_id": "L010101",
    "loyalty_card_location": "NY",
    "loyalty_status": "5% discount",
    "loyalty_bonuses": 1123,
    "loyalty_bonuses_to_next_level": 1877,
    "gender": "f",
    "location": "NY",
    "age": 35,
    "birthday": "1990-03-11",
    "bought_something": True,
    "tags": ["vip"],
    "custom_properties": {"favourite_season": "autumn"},
    "additional_phones": [],
    "additional_emails": [],
    "additional_loyalty_ids": [],
    "orders": [
        {
            "id": "N318",
            "value": 5954,
            "status": "new",
            "items": [{"id": "37", "price": 318, "name": "Trail running socks", "quantity": 3}],
        }
    ],
}
"""How a full profile looks."""
