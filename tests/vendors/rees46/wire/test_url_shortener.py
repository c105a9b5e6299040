"""Chapter "URL shortener"."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import STRANGERS, changed

KEYS = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
PAGE = "https://example.com/page/1?a=b&c=%20d#e"


def create(rees46: httpx.Client, *links: Any, **changes: Any) -> httpx.Response:
    return rees46.post("url/create", json={**KEYS, "links": list(links), **changes})


def code_of(answer: httpx.Response) -> str:
    return str(answer.json()[0]["url"]).removeprefix("https://r46.dev/")


def test_shortens_in_order(rees46: httpx.Client) -> None:
    answer = create(rees46, {"url": PAGE}, {"url": "https://example.com/page/2", "code": "a", "lifetime": 10})

    code = code_of(answer)
    assert answer.status_code == 200
    assert answer.json() == [
        {"source": PAGE, "url": f"https://r46.dev/{code}"},
        {"source": "https://example.com/page/2", "url": "https://r46.dev/a"},
    ]
    assert len(code) == 8
    assert "x-emulator-notice" not in answer.headers


def test_a_short_link_leads_to_its_page(rees46: httpx.Client) -> None:
    code = code_of(create(rees46, {"url": PAGE}))

    answer = rees46.get(f"s/{code}")

    assert answer.status_code == 302
    assert answer.headers["location"] == PAGE
    assert answer.content == b""


def test_at_its_own_host_the_path_is_the_code_alone(rees46: httpx.Client, browser: httpx.Client) -> None:
    create(rees46, {"url": PAGE, "code": "init"})
    world = str(rees46.base_url).removesuffix("/rees46/")

    answer = browser.get(f"{world}/init", headers={"Host": "r46.dev"})
    unknown = browser.get(f"{world}/products", headers={"Host": "r46.dev"})

    assert answer.headers["location"] == PAGE
    assert unknown.status_code == 404


def test_a_custom_domain_is_one_that_was_whitelisted(rees46: httpx.Client) -> None:
    answer = create(rees46, {"url": PAGE, "code": "a", "domain": "GO.northwind.example"})

    assert answer.json() == [{"source": PAGE, "url": "https://go.northwind.example/a"}]
    assert rees46.get("s/a").status_code == 404
    assert rees46.get("s/a", params={"domain": "go.northwind.example"}).headers["location"] == PAGE


def test_what_may_not_stand_in_a_header_is_encoded(rees46: httpx.Client) -> None:
    create(rees46, {"url": "https://example.com/ä ö?q=ü\r\nX-Evil: 1", "code": "a"})

    answer = rees46.get("s/a")

    assert answer.headers["location"] == "https://example.com/%C3%A4%20%C3%B6?q=%C3%BC%0D%0AX-Evil:%201"
    assert "x-evil" not in answer.headers


@pytest.mark.parametrize(
    ("ending", "content_type", "start"),
    [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG\r\n")],
)
def test_each_link_has_a_qr_code(ending: str, content_type: str, start: bytes, rees46: httpx.Client) -> None:
    create(rees46, {"url": PAGE, "code": "a"})

    answer = rees46.get(f"s/a.{ending}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert answer.content.startswith(start)
    assert rees46.get(f"s/b.{ending}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "message"),
    [
        *STRANGERS,
        ({"links": None}, 400, "links is missing"),
        ({"links": []}, 400, "links: List should have at least 1 item after validation, not 0"),
        ({"links": "x"}, 400, "links: Input should be a valid list"),
        ({"links": [1]}, 400, "links.0: Input should be a valid dictionary or instance of Link"),
        ({"links": [{"code": "a"}]}, 400, "links.0.url is missing"),
        ({"links": [{"url": ""}]}, 400, "links.0.url is missing"),
        (
            {"links": [{"url": "javascript:alert(1)"}]},
            400,
            "links.0.url: must begin with http:// or https://",
        ),
        ({"links": [{"url": "http://["}]}, 400, "links.0.url: is not an address"),
        (
            {"links": [{"url": PAGE, "code": "a/b"}]},
            400,
            "links.0.code: String should match pattern '^[A-Za-z0-9_-]{1,64}$'",
        ),
        (
            {"links": [{"url": PAGE, "lifetime": "long"}]},
            400,
            "links.0.lifetime: Input should be a valid integer, unable to parse string as an integer",
        ),
        ({"links": [{"url": PAGE}, {"url": PAGE, "lifetime": 0}]}, 422, "lifetime must be 1 to 90 days"),
        ({"links": [{"url": PAGE, "lifetime": 91}]}, 422, "lifetime must be 1 to 90 days"),
        (
            {"links": [{"url": PAGE, "domain": "other.example"}]},
            422,
            "domain other.example is not whitelisted",
        ),
    ],
)
def test_refuses(
    changes: dict[str, Any], status: int, message: str, rees46: httpx.Client, control: httpx.Client
) -> None:
    sent = changed({**KEYS, "links": [{"url": PAGE}]}, changes)

    answer = rees46.post("url/create", json=sent)

    assert answer.status_code == status
    assert answer.json() == {
        "success": False,
        "status": "error",
        "message": message,
        "payload": {"message": message},
    }
    assert control.get("state/rees46/short_links").json()["total"] == 0
