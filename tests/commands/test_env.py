"""`emulator env`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulator import testing as embedded
from emulator.cli import app
from tests.commands.conftest import Emulator
from tests.conftest import TestWorld, needs_ipv6


def test_a_shell_takes_addresses_and_credentials(emulator: Emulator, world: TestWorld) -> None:
    printed = emulator("env").output

    script = f'{printed}\necho "$RECO_BASE_URL $RECO_API_KEY $REES46_SHOP_ID $RECENSUS_SECRET"'
    shown = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    base = f"{world.running.url}{world.prefix}"
    assert shown == f"{base}/reco 3x3mp3l DvLWN2ZTMZ shared-secret\n"


def test_programs_take_them_as_json(emulator: Emulator, world: TestWorld) -> None:
    named = json.loads(emulator("env", "--json").output)

    assert named["EMULATOR_URL"] == world.running.url
    assert named["REES46_BASE_URL"] == f"{world.running.url}{world.prefix}/rees46"


def test_a_proxy_of_the_shell_is_not_asked_for_them(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "NO_PROXY" not in json.loads(emulator("env", "--json").output)

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "example.org")
    named = json.loads(emulator("env", "--json").output)

    assert named["NO_PROXY"] == named["no_proxy"] == "example.org,localhost,127.0.0.1,::1"


@needs_ipv6
def test_the_addresses_of_a_server_on_ipv6_lead_to_it() -> None:
    command = [sys.executable, "-m", "emulator", "serve", "--host", "::1", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        ready = server.stdout.readline().split()[3]
        ran = CliRunner().invoke(app, ["env", "--json", "--host", "::1", "--port", ready.rpartition(":")[2]])
        server.terminate()

    named = json.loads(ran.output)
    assert named["EMULATOR_URL"] == ready
    assert named["RECO_BASE_URL"] == f"{ready}/reco"


def test_the_vendors_own_addresses_lead_to_the_proxy_that_it_is(tmp_path: Path) -> None:
    with embedded.Emulator(tls=True, certs=tmp_path) as server:
        port = server.url.rpartition(":")[2]
        ran = CliRunner().invoke(app, ["env", "--json", "--tls", "--certs", str(tmp_path), "--port", port])

    named = json.loads(ran.output)
    assert named["REES46_BASE_URL"] == f"{server.url}/rees46"
    assert named["HTTPS_PROXY"] == named["http_proxy"] == server.url
    assert named["SSL_CERT_FILE"] == named["NODE_EXTRA_CA_CERTS"] == str(tmp_path / "ca.pem")
    assert "127.0.0.1" in named["NO_PROXY"].split(",")


def test_a_server_without_tls_is_no_proxy(emulator: Emulator, world: TestWorld, tmp_path: Path) -> None:
    refused = emulator("env", "--tls", "--certs", str(tmp_path))

    assert refused.exit_code == 1
    port = world.running.url.rpartition(":")[2]
    assert refused.stderr == (
        f"emulator: the server on 127.0.0.1:{port} leads no vendor's own address to it: start it with --tls\n"
    )


def test_certificates_that_cannot_be_kept_are_said(emulator: Emulator) -> None:
    stopped = emulator("env", "--tls", "--certs", "/dev/null")

    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("emulator: cannot keep certificates in /dev/null: File exists;")
