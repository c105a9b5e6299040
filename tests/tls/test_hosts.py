"""Clients that nobody can change: they call the vendor's own host, and something leads that name to the server."""

import httpx
import pytest

from emulator import World
from tests.tls.calls import CALLS, HOSTS, SHORT, STATUS
from tests.tls.conftest import SERVICE, Client, Secure

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("vendor", "host"), HOSTS)
def test_a_vendors_own_address_is_answered_with_its_certificate(
    unchanged: httpx.Client, private: World, vendor: str, host: str
) -> None:
    answer = CALLS[vendor](unchanged, private, f"https://{host}")

    assert answer.status_code == STATUS[vendor], answer.text
    assert len(private.requests.made(vendor=vendor)) == 1


@pytest.mark.parametrize(("vendor", "host"), HOSTS)
def test_it_is_answered_without_tls_too(unchanged: httpx.Client, private: World, vendor: str, host: str) -> None:
    answer = CALLS[vendor](unchanged, private, f"http://{host}")

    assert answer.status_code == STATUS[vendor], answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "reco.localhost", "reco.t1.localhost", SERVICE])
def test_the_servers_own_names_have_a_certificate(secure: Secure, host: str) -> None:
    with httpx.Client(transport=Client(secure), timeout=60) as client:
        answer = client.get(f"https://{host}/_emulator/health")

    assert answer.json()["status"] == "ok"


def test_a_short_link_leads_on(unchanged: httpx.Client) -> None:
    shop = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
    links = [{"url": "https://example.com/page"}]
    made = unchanged.post("https://api.rees46.ru/url/create", json={**shop, "links": links}).json()

    answer = unchanged.get(made[0]["url"])

    assert made[0]["url"].startswith(f"https://{SHORT}/")
    assert (answer.status_code, answer.headers["location"]) == (302, "https://example.com/page")


@pytest.mark.parametrize("host", ["example.org", "reco.se", "localhost.example.org"])
def test_no_other_name_has_a_certificate(unchanged: httpx.Client, host: str) -> None:
    with pytest.raises(Exception, match="certificate verify failed: Hostname mismatch"):
        unchanged.get(f"https://{host}/_emulator/health")


def test_who_does_not_trust_the_authority_is_not_answered(secure: Secure) -> None:
    with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
        httpx.get(f"{secure.secure_url}/_emulator/health", timeout=60)


def test_http_keeps_working_beside_it(secure: Secure) -> None:
    answer = httpx.get(f"{secure.url}/_emulator/health", timeout=60)

    assert answer.json()["status"] == "ok"


def test_a_world_is_found_by_its_host(secure: Secure, unchanged: httpx.Client, private: World) -> None:
    with httpx.Client(transport=Client(secure), timeout=60) as client:
        answer = client.get(
            f"https://rees46.{private.name}.localhost/init",
            params={"shop_id": private.rees46.account["shop_id"]},
        )

    assert answer.status_code == 200
    assert len(private.requests.made(vendor="rees46")) == 1
