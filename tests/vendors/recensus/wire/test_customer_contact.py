"""Sending The Request, and the self link of its answer."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.vendors.recensus.signing import (
    ABSENT,
    ALL_FIELDS,
    DATA,
    GTIN,
    MPN_AND_BRAND,
    PATH,
    changed,
    md5,
    post,
    purchase,
    signed,
    url_of,
)

COOL_BEANS = {"id": 1, "brand": "Nike", "mpn": "Cool Beans", "gtin": "123456", "info": "0"}


def test_a_signed_request_is_answered_as_documented(recensus: httpx.Client) -> None:
    answer = post(recensus)

    self_link = f"{url_of(recensus)}/1"
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["location"] == self_link
    assert answer.json() == {
        "data": {
            "id": 1,
            "customerFirstName": "Ben",
            "customerLastName": "Waine",
            "customerEmail": "ben@recensus.com",
            "purchases": [
                {"id": 1, "merchantProduct": COOL_BEANS, "quantity": "2"},
                {
                    "id": 2,
                    "merchantProduct": {"id": 5, "brand": "", "mpn": "", "gtin": "654321", "info": "0"},
                    "quantity": "2",
                },
                {
                    "id": 3,
                    "merchantProduct": {"id": 6, "brand": "Nike", "mpn": "Cool Beans", "gtin": "", "info": "0"},
                    "quantity": "2",
                },
            ],
            "purchaseDate": "2012-12-12T16:00:00+0000",
            "links": {"self": self_link},
        }
    }


def test_the_keys_of_the_answer_stand_in_the_documents_order(recensus: httpx.Client) -> None:
    data = post(recensus).json()["data"]

    assert list(data) == [
        "id",
        "customerFirstName",
        "customerLastName",
        "customerEmail",
        "purchases",
        "purchaseDate",
        "links",
    ]
    assert list(data["purchases"][0]) == ["id", "merchantProduct", "quantity"]
    assert list(data["purchases"][0]["merchantProduct"]) == ["id", "brand", "mpn", "gtin", "info"]


def test_the_catalogue_is_used_again_and_the_rest_is_new(recensus: httpx.Client) -> None:
    first = post(recensus).json()["data"]

    again = post(recensus).json()["data"]

    assert (first["id"], again["id"]) == (1, 2)
    assert [one["id"] for one in again["purchases"]] == [4, 5, 6]
    assert [one["merchantProduct"] for one in again["purchases"]] == [
        one["merchantProduct"] for one in first["purchases"]
    ]


def test_each_merchant_has_a_catalogue_of_its_own(recensus: httpx.Client) -> None:
    path = "merchant/00000/customer-contact-request"
    post(recensus, purchase())

    other = post(recensus, changed(purchase(), merchant="00000"), path=path, secret="11111", token="00000")

    assert other.json()["data"]["purchases"][0]["merchantProduct"] == {**COOL_BEANS, "id": 5}


@pytest.mark.parametrize("prefix", ["", "api/", "app_dev.php/api/"])
def test_the_self_link_keeps_the_prefix_and_gives_the_same_document(recensus: httpx.Client, prefix: str) -> None:
    created = post(recensus, path=prefix + PATH)
    self_link = created.json()["data"]["links"]["self"]

    read = recensus.get(self_link)

    assert self_link == f"{url_of(recensus, prefix + PATH)}/1"
    assert (read.status_code, read.content) == (200, created.content)


def test_a_query_is_signed_and_no_part_of_the_self_link(recensus: httpx.Client) -> None:
    answer = post(recensus, path=f"{PATH}?debug=1")

    assert answer.json()["data"]["links"]["self"] == f"{url_of(recensus)}/1"


@pytest.mark.parametrize(
    "path",
    [
        f"{PATH}/2",
        f"{PATH}/0",
        f"{PATH}/01",
        f"{PATH}/x",
        f"{PATH}/99999999999999999999999",
        "merchant/00000/customer-contact-request/1",
        "merchant/nobody/customer-contact-request/1",
        "merchant/%00/customer-contact-request/1",
    ],
)
def test_there_is_no_other_self_link(recensus: httpx.Client, path: str) -> None:
    post(recensus)

    answer = recensus.get(path)

    assert (answer.status_code, answer.json()) == (404, {"code": 404, "message": "There is no such resource."})


@pytest.mark.parametrize("accept", ["applicaton/json", "text/html", "", "*/*;q=x"])
def test_accept_is_never_looked_at(recensus: httpx.Client, accept: str) -> None:
    """The SDK has always sent `applicaton/json`."""
    answer = recensus.post(PATH, json=signed(recensus, DATA), headers={"Accept": accept})

    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"


def test_takes_the_body_as_the_sdk_writes_it(recensus: httpx.Client) -> None:
    """Numbers for merchant, gtin and quantity, slashes escaped, no title but name and url."""
    body = signed(recensus, None)["signedRequest"]
    text = (
        '{"data":{"merchant":1,"customerFirstName":"Ben","customerLastName":"W\\u00e4ine",'
        '"customerEmail":"ben@recensus.com","purchaseDate":"2012-12-12T16:00:00+0000","purchases":[{'
        '"name":"Nike Shoes","url":"http:\\/\\/shop.test\\/1","brand":"Nike","mpn":"Cool Beans","gtin":123456,'
        '"quantity":2,"lang":"en","type":"P"}]},'
        '"signedRequest":{"token":"1","signature":"' + body["signature"] + '"}}'
    )

    answer = recensus.post(PATH, content=text, headers={"Content-Type": "application/json"})

    assert answer.status_code == 201
    assert answer.json()["data"]["customerLastName"] == "Wäine"
    assert answer.json()["data"]["purchases"] == [{"id": 1, "merchantProduct": COOL_BEANS, "quantity": "2"}]
    told = answer.headers.get_list("x-emulator-notice", split_commas=False)
    assert [notice.partition(" for POST ")[0] for notice in told] == [
        "`data.merchant` is sent as a whole number, and documented as a string",
        "`data.purchases[0].gtin` is sent as a whole number, and documented as a string",
        "`data.purchases[0].quantity` is sent as a whole number, and documented as a string",
        "`data.purchases[0].title` is missing, which is documented as required",
    ]


@pytest.mark.parametrize(
    ("absent", "catalogued"),
    [
        (["gtin"], {"gtin": "", "mpn": "Cool Beans", "brand": "Nike"}),
        (["mpn", "brand"], {"gtin": "123456", "mpn": "", "brand": ""}),
    ],
)
def test_an_identifying_field_that_is_not_sent_comes_back_empty(
    recensus: httpx.Client, absent: list[str], catalogued: dict[str, str]
) -> None:
    answer = post(recensus, purchase(**dict.fromkeys(absent, ABSENT)))

    product = answer.json()["data"]["purchases"][0]["merchantProduct"]
    assert {name: product[name] for name in ("gtin", "mpn", "brand")} == catalogued
    told = answer.headers.get_list("x-emulator-notice", split_commas=False)
    assert [notice.partition(" for POST ")[0] for notice in told] == [
        f"`data.purchases[0].{name}` is missing, which is documented as required" for name in absent
    ]


@pytest.mark.parametrize(
    "one", [ALL_FIELDS, GTIN, MPN_AND_BRAND, {**ALL_FIELDS, "mpn": ""}, {**ALL_FIELDS, "brand": ""}]
)
def test_takes_each_combination_of_identifying_fields(recensus: httpx.Client, one: dict[str, str]) -> None:
    assert post(recensus, {**DATA, "purchases": [one]}).status_code == 201


@pytest.mark.parametrize(
    "date",
    ["2012-12-12T16:00:00+0000", "2012-12-12T16:00:00+00:00", "2012-12-12T16:00:00Z", "2012-12-12T16:00:00.5-0330"],
)
def test_a_purchase_date_comes_back_to_the_letter(recensus: httpx.Client, date: str) -> None:
    answer = post(recensus, {**DATA, "purchaseDate": date})

    assert answer.json()["data"]["purchaseDate"] == date


@pytest.mark.parametrize("path", [f"{PATH}/", f"/{PATH}"])
def test_a_slash_too_many_is_signed_and_never_redirected(recensus: httpx.Client, path: str) -> None:
    """The SDK would follow with the old signature, or with a GET."""
    url = f"{str(recensus.base_url).rstrip('/')}/{path}"
    body = {"data": DATA, "signedRequest": {"token": "1", "signature": md5(f"POST{url}shared-secret")}}

    answer = recensus.post(url, json=body)

    assert answer.status_code == 201
    assert recensus.get(answer.headers["location"]).content == answer.content


def test_many_clients_at_once_share_one_row_of_the_catalogue(recensus: httpx.Client) -> None:
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda _: post(recensus, purchase(gtin="77")), range(64)))

    data = [answer.json()["data"] for answer in answers]
    assert {answer.status_code for answer in answers} == {201}
    assert {one["purchases"][0]["merchantProduct"]["id"] for one in data} == {5}
    assert sorted(one["id"] for one in data) == list(range(1, 65))
