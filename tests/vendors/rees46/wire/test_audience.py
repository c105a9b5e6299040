"""Chapter "Audience", over HTTP."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, STRANGERS, SUCCESS, left_out, profile, refusal, rows

JANE = {"email": "jane@example.com", "first_name": "Jane", "age": 35, "favourite_season": "autumn", "email_bulk": True}


def imported(rees46: httpx.Client, *audience: Any, path: str = "import/audience", **more: Any) -> httpx.Response:
    return rees46.post(path, json={**S2S, "audience": list(audience), **more})


def flags(rees46: httpx.Client, email: str) -> list[str]:
    checked = rees46.get("subscriptions/check", params={**S2S, "email": email}).json()
    return [name for name, on in checked.items() if on]


def listed(rees46: httpx.Client) -> list[tuple[str, str, str, str]]:
    found = rees46.get("subscriptions/changes", params={**S2S, "channel": "import"}).json()
    return [(row["contact"], row["campaign_type"], row["event"], row["channel"]) for row in found]


# Import users


def test_who_is_imported_can_be_read_at_once(rees46: httpx.Client) -> None:
    answer = imported(rees46, {**JANE, "id": "998877", "phone": "+1 999", "loyalty_bonuses": "3000"}, segment_id="313")

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    jane = profile(rees46, external_id="998877")
    assert (jane["email"], jane["phone"], jane["first_name"], jane["age"]) == ("jane@example.com", "1999", "Jane", 35)
    assert (jane["loyalty_bonuses"], jane["custom_properties"]) == (3000, {"favourite_season": "autumn"})
    assert flags(rees46, "jane@example.com") == ["email_bulk", "exists"]
    assert listed(rees46) == [("jane@example.com", "bulk", "subscribe", "import")]
    assert rees46.get("segments/get", params={**S2S, "email": "jane@example.com"}).json() == [
        {"id": 313, "type": "static"}
    ]


def test_empty_values_do_not_blank_what_is_known(rees46: httpx.Client) -> None:
    imported(rees46, {**JANE, "custom_properties": {"size": "M"}})

    imported(rees46, {"email": "jane@example.com", "first_name": "", "age": None, "gender": "f", "email_bulk": ""})

    jane = profile(rees46, email="jane@example.com")
    assert (jane["first_name"], jane["age"], jane["gender"]) == ("Jane", 35, "f")
    assert jane["custom_properties"] == {"favourite_season": "autumn", "size": "M"}
    assert flags(rees46, "jane@example.com") == ["email_bulk", "exists"]


def test_a_mobile_token_is_one_that_pushes_go_to(rees46: httpx.Client, control: httpx.Client) -> None:
    told = {"email": "jane@example.com", "mobile_token": "T1", "platform": "android"}
    known = {"email": "jane.doe@example.com", "mobile_token": "T2", "platform": "ios"}

    answers = [imported(rees46, told, known, {"phone": "1555", "mobile_token": "T3"}) for _ in range(2)]

    ((did,),) = rows(control, "push_tokens", "did", token="T1")
    assert rows(control, "push_tokens", "did", "platform", token="T2") == [("gN7WW9zXpM", "ios")]
    assert rows(control, "push_tokens", "did", token="T3") == []
    assert flags(rees46, "jane@example.com") == [
        "mobile_push",
        "exists",
        *(f"mobile_push_{kind}" for kind in ("bulk", "chain", "transactional")),
    ]
    assert profile(rees46, email="jane@example.com")["custom_properties"] == {}
    assert rees46.get("profile", params={"shop_id": SHOP, "did": did}).json()["has_email"]
    notice = "audience: 1 mobile tokens were left out, because they have no platform"
    assert [answer.headers["x-emulator-notice"] for answer in answers] == [notice] * 2


def test_rows_about_one_person_add_up(rees46: httpx.Client) -> None:
    imported(
        rees46,
        {"email": "jane@example.com", "loyalty_id": "L1", "email_bulk": True},
        {"loyalty_id": "L1", "first_name": "Jane", "email_bulk": False, "email_chain": True},
        {"loyalty_id": "L1", "phone": "10000000000", "email_bulk": True},
    )

    jane = profile(rees46, phone="10000000000")
    assert (jane["email"], jane["first_name"], jane["loyalty_id"]) == ("jane@example.com", "Jane", "L1")
    assert flags(rees46, "jane@example.com") == ["email_bulk", "email_chain", "exists"]


def test_an_identifier_that_somebody_has_stays_theirs(rees46: httpx.Client) -> None:
    imported(rees46, {"email": "jane@example.com"}, {"email": "john@example.com", "phone": "10000000000"})

    imported(rees46, {"email": "jane@example.com", "phone": "10000000000", "first_name": "Jane"})

    assert profile(rees46, phone="10000000000")["email"] == "john@example.com"
    assert profile(rees46, email="jane@example.com")["phone"] is None


def test_bad_rows_are_left_out_and_named(rees46: httpx.Client) -> None:
    answer = imported(
        rees46,
        JANE,
        {"email": "john"},
        {"first_name": "Nobody"},
        "text",
        {"email": "a@b.example", "age": "old", "vip": 1},
    )

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert left_out(answer) == [
        "audience[1]: email: is not an e-mail address; the row is left out",
        "audience[3]: Input should be a valid dictionary; the row is left out",
        "audience[4]: age: Input should be a valid integer, unable to parse string as an integer; it is left out",
        "audience[2]: it has no identifier; the row is left out",
    ]
    assert profile(rees46, email="jane@example.com")["first_name"] == "Jane"
    assert profile(rees46, email="a@b.example")["custom_properties"] == {"vip": 1}


def test_of_many_bad_rows_the_first_are_named(rees46: httpx.Client, control: httpx.Client) -> None:
    imported(rees46, *["text"] * 30)

    notices = control.get("/requests/1").json()["notices"]
    assert (len(notices), notices[-1]) == (51, "audience: 10 more were wrong")


def test_a_suppressed_address_is_not_subscribed_by_an_import(rees46: httpx.Client) -> None:
    imported(rees46, {"email": "complained@example.com", "phone": "1555", "email_bulk": True, "sms_bulk": True})

    assert flags(rees46, "complained@example.com") == ["email_suppressed", "sms_bulk", "exists"]
    assert listed(rees46) == [("+1555", "bulk", "subscribe", "import")]


@pytest.mark.parametrize("segment_id", ["314", "999", "newsletter", 10**30])
def test_an_unknown_or_dynamic_segment_does_not_fail_the_import(segment_id: Any, rees46: httpx.Client) -> None:
    answer = imported(rees46, JANE, segment_id=segment_id)

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert answer.headers["x-emulator-notice"].endswith(
        f"segment_id: there is no static segment {segment_id}; the users were put into none"
    )
    assert profile(rees46, email="jane@example.com")["first_name"] == "Jane"


def test_ten_thousand_rows_are_one_request(rees46: httpx.Client, control: httpx.Client) -> None:
    people = [{"email": f"user{n}@example.com", "loyalty_id": f"L{n}", "email_bulk": True} for n in range(10_000)]

    answer = imported(rees46, *people)

    assert answer.json() == SUCCESS
    assert (
        control.get("state/rees46/subscription_changes", params={"q": "import", "limit": 1}).json()["total"] == 10_000
    )
    assert profile(rees46, loyalty_id="L9999")["email"] == "user9999@example.com"


# Import suppressed emails


def test_imported_addresses_are_suppressed(rees46: httpx.Client, control: httpx.Client) -> None:
    imported(rees46, {**JANE, "phone": "1555", "sms_bulk": True})

    answer = imported(
        rees46, {"email": "Jane@Example.com"}, {"email": "new@example.com"}, {"mail": "x"}, path="import/suppressed"
    )

    assert (answer.status_code, answer.json()) == (200, SUCCESS)
    assert left_out(answer) == ["audience[2]: email: Field required; the row is left out"]
    assert flags(rees46, "jane@example.com") == ["email_suppressed", "sms_bulk", "exists"]
    assert flags(rees46, "new@example.com") == ["email_suppressed"]
    assert listed(rees46)[-1] == ("jane@example.com", "bulk", "unsubscribe", "import")
    assert rows(control, "email_statuses", "email", status="suppressed") == [
        ("complained@example.com",),
        ("jane@example.com",),
        ("new@example.com",),
    ]


# Refusals


@pytest.mark.parametrize("path", ["import/audience", "import/suppressed"])
@pytest.mark.parametrize(
    ("sent", "status", "message"),
    [
        *STRANGERS,
        ({"audience": None}, 400, "audience is missing"),
        ({"audience": {"email": "jane@example.com"}}, 400, "audience: Input should be a valid list"),
        ({"audience": "jane@example.com"}, 400, "audience: Input should be a valid list"),
    ],
)
def test_refuses(path: str, sent: dict[str, Any], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.post(path, json={**S2S, "audience": [JANE], **sent})

    assert (answer.status_code, answer.json()) == (status, refusal(message))
    missing = rees46.get("profile", params={**S2S, "email": "jane@example.com"})
    assert missing.status_code == 404


def test_refuses_the_documents_sample_as_it_stands_because_it_is_no_json(rees46: httpx.Client) -> None:
    body = f'{{"shop_id": "{SHOP}", "shop_secret": "EIxTuot8sj", "audience": [{{"email": "a@b.example"}}, {{...}}, ]}}'

    answer = rees46.post("import/audience", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("The request body is not valid JSON")
