"""Chapter "User's profile", as clients send it."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SECRET, SHOP, SUCCESS, profile, refusal

DOCUMENTED = {
    "id": 100500,
    "email": "john.doe@examplemail.com",
    "phone": "4400114527199",
    "first_name": "John",
    "last_name": "Doe",
    "birthday": "1990-03-11",
    "age": 31,
    "gender": "m",
    "location": "NY",
    "bought_something": True,
    "loyalty_id": "000001234567",
    "loyalty_card_location": "NY",
    "loyalty_status": "5% discount",
    "loyalty_bonuses": 1123,
    "loyalty_bonuses_to_next_level": 1877,
    "fb_id": "000000000354677",
    "vk_id": "vk031845",
    "telegram_id": "0125762968357835",
    "kids": [{"gender": "m", "birthday": "2001-04-12"}, {"gender": "f", "birthday": "2015-07-28"}],
    "auto": [{"brand": "Nissan", "model": "Qashqai", "vds": "TM7N243E4G0BJG978"}],
}
READ = {
    **{name: value for name, value in DOCUMENTED.items() if name not in ("id", "kids", "auto")},
    "tags": [],
    "custom_properties": {},
    "additional_phones": [],
    "additional_emails": [],
    "additional_loyalty_ids": [],
    "orders": [],
}
ANONYMOUS = {
    "has_email": False,
    "email_registered_at": "",
    "gender": None,
    "computed_gender": None,
    "bought_something": False,
    "custom_properties": {},
    "fashion_sizes": [],
    "cosmetic_hair": [],
    "allergy": False,
    "cosmetic_skin": [],
    "cosmetic_perfume": [],
    "compatibility": None,
    "vds": None,
    "jewelry": None,
    "realty": [],
    "children": [],
    "child_gender": None,
    "pets": [],
    "income_level": None,
}


def test_the_documents_profile_is_read_as_it_was_set(rees46: httpx.Client) -> None:
    answer = rees46.post("profile/set", json={**S2S, **DOCUMENTED})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, external_id="100500") == READ
    assert profile(rees46, id="100500") == READ
    assert profile(rees46, phone="+44 001 14527199") == READ
    assert profile(rees46, email="JOHN.DOE@examplemail.com") == READ


@pytest.mark.parametrize(
    "body",
    [
        {"did": "D1", "google_advertising_id": "a-b"},  # Android, at each start
        {"did": "D1", "apple_advertising_id": "A-B", "sid": "S", "seance": "S", "stream": "ios"},  # iOS
        {"did": "D1", "last_name": "Doe", "from": "bulk", "code": "C1"},  # Android, after a message was opened
        {"did": "D1", "bought_something": "1", "gender": "m", "kids": "[{gender=m}]"},
        {"did": "D1", "kids": '[{"gender":"m","birthday":"2001-04-12"}]', "auto": "[]"},  # React Native
    ],
)
def test_an_sdk_sets_a_profile_without_the_secret(body: dict[str, Any], rees46: httpx.Client) -> None:
    answer = rees46.post("profile/set", json={"shop_id": SHOP, **body})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, did="D1")["custom_properties"] == {}


def test_a_code_may_be_a_property_of_the_shops_own(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, "email": "a@b.se", "code": "C1"})

    assert profile(rees46, email="a@b.se")["custom_properties"] == {"code": "C1"}


@pytest.mark.parametrize(
    "text", ['[{"gender":"\\ud800"}]', '[{"gender":"\\u0000"}]', '[{"a":' + "[" * 900 + "]" * 900 + "}]"]
)
@pytest.mark.parametrize("name", ["kids", "auto", "tags", "custom_properties"])
def test_json_in_a_text_that_cannot_be_kept_is_left_out(name: str, text: str, rees46: httpx.Client) -> None:
    answer = rees46.post("profile/set", data={**S2S, "email": "a@b.se", name: text})

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert answer.headers["x-emulator-notice"].endswith(f"{name} was left out: its value cannot be one")
    assert (profile(rees46, email="a@b.se")["tags"], profile(rees46, email="a@b.se")["custom_properties"]) == ([], {})


def test_a_device_alone_reads_what_betrays_nobody(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, **DOCUMENTED, "did": "D1", "favourite_colour": "green"})

    answer = rees46.get("profile", params={"shop_id": SHOP, "did": "D1"}).json()

    assert answer == {
        **ANONYMOUS,
        "id": answer["id"],
        "has_email": True,
        "email_registered_at": answer["email_registered_at"],
        "gender": "m",
        "computed_gender": "m",
        "bought_something": True,
        "custom_properties": {"favourite_colour": "green"},
        "vds": "TM7N243E4G0BJG978",
        "children": ["2001-04-12", "2015-07-28"],
    }
    assert answer["id"].isdigit()
    assert len(answer["email_registered_at"]) == len("2030-01-31 12:00:00")


def test_an_unknown_device_has_an_empty_profile(rees46: httpx.Client) -> None:
    answer = rees46.get("profile", params={"shop_id": SHOP, "did": "nobody"})

    assert (answer.status_code, answer.json()) == (200, {"id": "", **ANONYMOUS})


def test_what_cannot_be_a_value_is_left_out_with_a_notice(rees46: httpx.Client) -> None:
    answer = rees46.post(
        "profile/set", json={**S2S, "email": "a@b.se", "birthday": "11.03.1990", "gender": "x", "age": 9}
    )

    assert answer.headers.get_list("x-emulator-notice") == [
        "gender was left out: its value cannot be one",
        "birthday was left out: its value cannot be one",
    ]
    read = profile(rees46, email="a@b.se")
    assert (read["birthday"], read["gender"], read["age"]) == (None, None, 9)


SETTING = {"shop_id": SHOP, "shop_secret": SECRET, "email": "a@b.se"}


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"shop_id": None}, 401, "Shop not found"),
        ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
        ({"shop_secret": None}, 403, "Invalid secret key"),
        ({"shop_secret": "wrong", "did": "D1"}, 403, "Invalid secret key"),
        ({"email": None}, 400, "Identifier is not valid"),
        ({"email": "nobody"}, 400, "email: is not an e-mail address"),
        ({"phone": "x"}, 400, "phone: a phone has 3 to 20 digits"),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "profile/set"), ("GET", "profile")])
def test_refuses(
    method: str, path: str, change: dict[str, Any], status: int, message: str, rees46: httpx.Client
) -> None:
    answer = rees46.request(method, path, json={**SETTING, **change})

    assert (answer.status_code, answer.json()) == (status, refusal(message))


def test_a_secret_may_stand_in_a_header(rees46: httpx.Client) -> None:
    answer = rees46.post("profile/set", data={"shop_id": SHOP, "email": "a@b.se"}, headers={"X-Shop-Secret": SECRET})

    assert answer.json() == SUCCESS


@pytest.mark.parametrize("identifier", [{"email": "nobody@example.org"}, {"did": "nobody"}])
def test_an_unknown_person_is_not_found(identifier: dict[str, str], rees46: httpx.Client) -> None:
    answer = rees46.get("profile", params={**S2S, **identifier})

    assert (answer.status_code, answer.json()) == (404, refusal("Profile not found"))


def test_a_purge_takes_the_personal_data_off_a_profile(rees46: httpx.Client) -> None:
    rees46.post("profile/set", json={**S2S, "did": "D1", **DOCUMENTED, "shoe_size": 39})
    rees46.post("profile/set", json={**S2S, "id": 100500, "email": "second@example.org"})

    answer = rees46.request("DELETE", "profile/purge", json={**S2S, "email": "second@example.org"})

    gone = dict.fromkeys(["email", "phone", "loyalty_id", "first_name", "last_name"])
    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert profile(rees46, did="D1") == {**READ, **gone}
    again = rees46.request("DELETE", "profile/purge", json={**S2S, "email": "john.doe@examplemail.com"})
    assert (again.status_code, again.json()) == (404, refusal("Profile not found"))


@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        ({}, 401, "Shop not found"),
        ({"shop_id": SHOP, "did": "D1"}, 403, "Invalid secret key"),
        ({**S2S, "shop_secret": "wrong", "email": "jane@example.com"}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
        ({**S2S, "email": "jane"}, 400, "email: is not an e-mail address"),
    ],
)
def test_a_purge_is_refused(sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.request("DELETE", "profile/purge", params=sent)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
