"""Predictions over HTTP."""

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, refusal

PATH = "predict/probability-to-purchase"


def test_of_a_person_that_the_secret_names(rees46: httpx.Client) -> None:
    answer = rees46.get(PATH, params={**S2S, "email": "jane.doe@example.com"})

    assert answer.json() == {"probability": 0.0, "client_id": "1515915625535836509"}


def test_of_a_device_that_nobody_knows(rees46: httpx.Client) -> None:
    answer = rees46.get(PATH, params={"shop_id": SHOP, "did": "new"}).json()

    assert answer == {"probability": 0.0, "client_id": answer["client_id"]}
    assert isinstance(answer["client_id"], str)


def test_an_email_without_the_secret_is_not_believed(rees46: httpx.Client) -> None:
    answer = rees46.get(PATH, params={"shop_id": SHOP, "did": "new", "email": "jane.doe@example.com"}).json()

    assert answer["client_id"] != "1515915625535836509"


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"did": "D1"}, 401, "Shop not found"),
        ({"shop_id": SHOP}, 403, "Invalid secret key"),
        ({"shop_id": SHOP, "email": "jane.doe@example.com"}, 403, "Invalid secret key"),
        (S2S, 400, "Identifier is not valid"),
        ({"shop_id": SHOP, "did": "D1", "item": "x" * 256}, 400, "item: String should have at most 255 characters"),
    ],
)
def test_refuses(params: dict[str, str], status: int, message: str, rees46: httpx.Client) -> None:
    answer = rees46.get(PATH, params=params)

    assert (answer.status_code, answer.json()) == (status, refusal(message))
