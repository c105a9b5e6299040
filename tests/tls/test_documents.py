"""docs/unchanged-clients.md, run as it is printed, and the compose file that it speaks of."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from emulator import Emulator
from emulator.settings import Settings
from emulator.vendors import VENDORS
from tests.documents.reading import ROOT
from tests.documents.reading import SECURE as PAGE
from tests.documents.running import PRINTED, run

pytestmark = pytest.mark.once

HOSTS = [host for hosts in VENDORS.hosts().values() for host in hosts]
ADDRESSES = {"http": "127.0.0.1:4717", "https": "127.0.0.1:4718"}


@pytest.fixture
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.hosts.yml").read_text())
    return document


def test_what_the_page_prints_is_what_happens(tmp_path: Path) -> None:
    with Emulator(tls=True, certs=tmp_path / "certs") as emulator:
        port, secure = (str(url).rpartition(":")[2] for url in (emulator.url, emulator.secure_url))

        def here(command: str) -> str:
            return command.replace(PRINTED, emulator.url).replace(":4718", f":{secure}")

        run(PAGE, tmp_path, here, EMULATOR_CERTS=str(tmp_path / "certs"), EMULATOR_PORT=port)


def test_the_page_leads_all_hosts_of_the_vendors_here() -> None:
    lines = re.findall(r"^127\.0\.0\.1 (.*)$", PAGE.read_text(), re.MULTILINE)

    assert [name for line in lines for name in line.split()] == HOSTS


def test_in_the_compose_network_all_hosts_of_the_vendors_are_the_emulators(compose: dict[str, Any]) -> None:
    service = compose["services"]["emulator"]

    assert service["networks"]["default"]["aliases"] == HOSTS
    assert service["build"] == "."


def test_in_the_compose_network_it_listens_where_unchanged_clients_connect_to(
    compose: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    service = compose["services"]["emulator"]
    for name, value in service["environment"].items():
        monkeypatch.setenv(name, str(value))

    settings = Settings()

    assert (settings.port, settings.tls, settings.secure_port()) == (80, True, 443)
    assert service["ports"] == [f"{ADDRESSES['http']}:80", f"{ADDRESSES['https']}:443"]
    assert str(settings.certs_folder()) == "/data/certs"
    assert service["volumes"] == ["worlds:/data"]


def test_in_the_compose_network_clients_find_what_to_trust(compose: dict[str, Any]) -> None:
    client = compose["services"]["try"]

    assert client["volumes"] == ["worlds:/emulator:ro"]
    assert client["environment"] == {"CURL_CA_BUNDLE": "/emulator/certs/ca.pem"}
