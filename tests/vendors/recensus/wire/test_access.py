"""Who may send a request, and in which order that is checked."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestWorld
from tests.vendors.recensus.signing import ABSENT, DATA, PATH, changed, md5, nothing_was_written, post, signed, url_of

TOKEN = {"code": 403, "message": "The token is not valid for this merchant."}
ANY = "0" * 32


@pytest.mark.parametrize(
    ("signed_request", "message"),
    [
        (ABSENT, "signedRequest: is required"),
        (None, "signedRequest: must be an object"),
        ([], "signedRequest: must be an object"),
        ("1", "signedRequest: must be an object"),
        ({"signature": ANY}, "signedRequest.token: is required"),
        ({"token": None, "signature": ANY}, "signedRequest.token: must be a string"),
        ({"token": ["1"], "signature": ANY}, "signedRequest.token: must be a string"),
        ({"token": "1"}, "signedRequest.signature: is required"),
        ({"token": "1", "signature": None}, "signedRequest.signature: must be a string"),
        ({"token": "1", "signature": ""}, "signedRequest.signature: must be 32 hexadecimal digits"),
        ({"token": "1", "signature": "0" * 31}, "signedRequest.signature: must be 32 hexadecimal digits"),
        ({"token": "1", "signature": "g" * 32}, "signedRequest.signature: must be 32 hexadecimal digits"),
        ({"token": "1", "signature": ANY + "\n"}, "signedRequest.signature: must be 32 hexadecimal digits"),
    ],
)
def test_a_badly_formed_signed_request_is_refused(
    recensus: httpx.Client, control: httpx.Client, signed_request: Any, message: str
) -> None:
    answer = recensus.post(PATH, json=changed({"data": DATA}, signedRequest=signed_request))

    assert (answer.status_code, answer.json()) == (400, {"code": 400, "message": message})
    assert nothing_was_written(control)


@pytest.mark.parametrize(
    ("path", "token"),
    [
        (PATH, "00000"),
        (PATH, ""),
        (PATH, True),
        (PATH, 1.0),
        ("merchant/2/customer-contact-request", "2"),
        ("merchant/2/customer-contact-request", "1"),
        ("merchant/%00/customer-contact-request", "1"),
        ("merchant/Ä/customer-contact-request", "1"),
        ("merchant/00000/customer-contact-request", "1"),
    ],
)
def test_a_token_of_another_merchant_is_refused(
    recensus: httpx.Client, control: httpx.Client, path: str, token: Any
) -> None:
    answer = post(recensus, path=path, token=token)

    assert (answer.status_code, answer.json()) == (403, TOKEN)
    assert answer.headers["x-emulator-notice"] in {
        "this world has no such merchant",
        "the token is not this merchant's",
    }
    assert nothing_was_written(control)


def test_a_token_may_be_a_number(recensus: httpx.Client) -> None:
    assert post(recensus, token=1).status_code == 201


@pytest.mark.parametrize("merchant", ["00000", 2, "", "01"])
def test_data_of_another_merchant_is_refused(recensus: httpx.Client, control: httpx.Client, merchant: Any) -> None:
    answer = post(recensus, {**DATA, "merchant": merchant})

    message = "data.merchant is not the merchant of the URL."
    assert (answer.status_code, answer.json()) == (403, {"code": 403, "message": message})
    assert nothing_was_written(control)


PATH_ONLY = "only the path was signed; RequestURL is the full URL with scheme, host and port"
DUMMY = "this is the signature of the document's example, which is valid for no known URL and secret"
UPPER = "a signature is written in lower-case hexadecimal digits"


@pytest.mark.parametrize(
    ("template", "notice"),
    [
        ("POST{path}shared-secret", PATH_ONLY),
        ("POST/merchant/1/customer-contact-requestshared-secret", PATH_ONLY),
        ("POST{url}", None),
        ("POST{url}another", None),
        ("{url}shared-secret", None),
        ("post{url}shared-secret", None),
        ("POST{url}/shared-secret", None),
        ("POST http://elsewhere.test/merchant/1/customer-contact-requestshared-secret", None),
    ],
)
def test_a_wrong_signature_is_told_what_to_sign(
    recensus: httpx.Client, control: httpx.Client, template: str, notice: str | None
) -> None:
    url = url_of(recensus)
    signature = md5(template.format(url=url, path=httpx.URL(url).path))

    answer = send_signature(recensus, signature)

    assert answer.status_code == 403
    assert answer.json() == {
        "code": 403,
        "message": "The signature is not valid for this merchant and URL.",
        "expected": f"POST{url}***",
    }
    assert answer.headers.get("x-emulator-notice") == notice
    assert nothing_was_written(control)


def send_signature(client: httpx.Client, signature: str, data: Any = DATA) -> httpx.Response:
    return client.post(PATH, json={"data": data, "signedRequest": {"token": "1", "signature": signature}})


def test_the_documents_own_signature_is_refused(recensus: httpx.Client) -> None:
    answer = send_signature(recensus, "5b077359bd8ae4212460727d1dce1c1c")

    assert answer.status_code == 403
    assert answer.headers["x-emulator-notice"] == DUMMY


def test_a_signature_in_upper_case_is_refused(recensus: httpx.Client) -> None:
    signature = signed(recensus, DATA)["signedRequest"]["signature"]

    answer = send_signature(recensus, signature.upper())

    assert answer.status_code == 403
    assert answer.headers["x-emulator-notice"] == UPPER


def test_a_wrong_secret_learns_nothing_about_the_data(recensus: httpx.Client) -> None:
    answer = send_signature(recensus, ANY, data="nonsense")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("signature", "headers"),
    [
        ("dc72061955cf24b109fb0b437dee84fa", {"Host": "api.recensus.com"}),
        ("80ec0cc51e9ad5fa9eec3716a278c7de", {"Host": "api.recensus.com"}),
        # Behind a proxy that leads these addresses here.
        ("14bbf918f9090ad9d8899b670d79a04c", {"Host": "dev.recensus.com", "X-Forwarded-Host": "127.0.0.1:8801"}),
        ("55fa7d0a240d0ac9ba1617ac0f191837", {"Host": "recensus.localhost", "X-Forwarded-Host": "127.0.0.1"}),
        ("ca9fd676e2db18cfde83a199ead21e4b", {"Host": "recensus.localhost", "X-Forwarded-Host": "127.0.0.1, a.test"}),
    ],
)
def test_the_signatures_of_the_sdk_are_taken(world: TestWorld, signature: str, headers: dict[str, str]) -> None:
    client = world.running.client("", {**headers, "X-Emulator-World": world.name})
    body = {"data": {**DATA, "merchant": "00000"}, "signedRequest": {"token": "00000", "signature": signature}}

    answer = client.post("merchant/00000/customer-contact-request", json=body)

    assert answer.status_code == 201


def test_the_signature_of_the_sdk_under_the_development_front_controller_is_taken(world: TestWorld) -> None:
    headers = {"Host": "dev.recensus.com", "X-Forwarded-Host": "127.0.0.1:8802", "X-Emulator-World": world.name}
    body = {
        "data": {**DATA, "merchant": "00000"},
        "signedRequest": {"token": "00000", "signature": "ea631798216d56387150833ba8393c97"},
    }

    answer = world.running.client("", headers).post(
        "app_dev.php/api/merchant/00000/customer-contact-request", json=body
    )

    self_link = "http://127.0.0.1:8802/app_dev.php/api/merchant/00000/customer-contact-request/1"
    assert answer.json()["data"]["links"] == {"self": self_link}


def test_the_self_link_has_the_port_and_prefix_that_the_client_wrote_to_a_proxy(recensus: httpx.Client) -> None:
    url = "https://shop.test:8443/mock/merchant/1/customer-contact-request"
    said = {"Proto": "https", "Host": "shop.test", "Port": "8443", "Prefix": "/mock"}
    recensus.headers.update({f"X-Forwarded-{name}": value for name, value in said.items()})

    answer = send_signature(recensus, md5(f"POST{url}shared-secret"))

    assert answer.headers["location"] == answer.json()["data"]["links"]["self"] == f"{url}/1"


def test_the_self_link_leads_here_though_the_vendors_host_was_signed(recensus: httpx.Client) -> None:
    """A proxy may lead api.recensus.com here; what it answers must be readable where it was asked."""
    signature = md5("POSThttps://api.recensus.com/merchant/1/customer-contact-requestshared-secret")

    answer = send_signature(recensus, signature)

    assert answer.json()["data"]["links"]["self"] == f"{url_of(recensus)}/1"


def test_the_self_link_is_https_where_https_was_signed(recensus: httpx.Client) -> None:
    """A proxy may have ended TLS without saying so."""
    url = url_of(recensus).replace("http://", "https://")

    answer = send_signature(recensus, md5(f"POST{url}shared-secret"))

    assert answer.json()["data"]["links"]["self"] == f"{url}/1"
