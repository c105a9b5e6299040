"""What the refusal of worlds that cannot be opened advises: their state goes along as documents."""

import json
import re
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from emulator.cli import app
from emulator.kernel.layout import TAKE_ALONG
from tests.conftest import Running, served

NOON = "2030-01-31T12:00:00Z"
JANE = {"email": "jane@example.com"}
OPTED_OUT = {"errors": [{"errorCode": 4, **JANE}], "success": []}


def run(server: Running, command: str) -> str:
    ran = CliRunner().invoke(app, [*command.split(), "--port", server.url.rpartition(":")[2]])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def invite(reco: httpx.Client, account: dict[str, str]) -> object:
    headers = {"X-Reco-ApiKey": account["api_key"]}
    return reco.post(f"/invite/mail/venue/{account['venue']}", json={"invites": [JANE]}, headers=headers).json()


def test_a_world_comes_along_with_its_clock_and_its_refusals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save, export, serve, make = re.findall("`emulator ([^`]*)`", TAKE_ALONG.replace("NAME", "moved"))
    monkeypatch.chdir(tmp_path)
    demo = {"venue": "123", "api_key": "3x3mp3l"}
    with served() as old:
        run(old, f"clock set {NOON} --frozen")
        invite(old.client("/reco"), demo)
        old.client("/_emulator").post("/outbox/1/opt_out")
        run(old, save)
        Path("FILE.yaml").write_text(run(old, export.removesuffix(" > FILE.yaml")))

    with served(fixture=serve.removeprefix("serve --fixture ")) as new:
        made = json.loads(run(new, f"{make} --json"))
        clocks = [run(new, f"clock --world {name}") for name in ("default", made["name"])]
        refused = [
            invite(new.client("/reco"), demo),
            invite(new.client(f"/~{made['name']}/reco"), made["credentials"]["reco"][0]),
        ]

    assert clocks == [f"{NOON}  frozen\n"] * 2
    assert refused == [OPTED_OUT] * 2
