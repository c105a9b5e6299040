import json
import os
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from emulator.cli import app
from emulator.tls import authority

pytestmark = pytest.mark.once


def certs(*arguments: str) -> Result:
    result: Result = CliRunner().invoke(app, ["certs", *arguments])
    return result


def test_prints_the_certificate_to_trust(tmp_path: Path) -> None:
    printed = certs("--certs", str(tmp_path))

    assert printed.exit_code == 0
    assert printed.stdout == (tmp_path / "ca.pem").read_text() == authority.kept_in(tmp_path).pem


def test_writes_it_into_a_file(tmp_path: Path) -> None:
    written = certs(str(tmp_path / "trust.pem"), "--data", str(tmp_path))

    assert written.exit_code == 0
    assert written.stdout.startswith(f"written to {tmp_path}/trust.pem: the authority for ")
    assert (tmp_path / "trust.pem").read_text() == (tmp_path / "certs" / "ca.pem").read_text()


def test_tells_all_about_it_as_json(tmp_path: Path) -> None:
    told = json.loads(certs("--json", "--certs", str(tmp_path)).stdout)

    kept = authority.kept_in(tmp_path)
    assert told.pop("names")[:2] == ["api.reco.se", "www.reco.se"]
    assert told == {
        "file": str(tmp_path / "ca.pem"),
        "sha256": kept.fingerprint,
        "not_after": kept.certificate.not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "certificate": kept.pem,
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--certs", "{file}"], "cannot keep certificates in {file}: File exists; give another folder with --certs"),
        (["--certs", "{file}/in"], "cannot keep certificates in {file}/in: Not a directory; give another folder with"),
        (["{file}/ca.pem", "--certs", "{folder}"], "cannot write {file}/ca.pem: Not a directory"),
    ],
)
def test_says_in_one_sentence_why_it_cannot(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    (tmp_path / "file").touch()
    places = {"file": tmp_path / "file", "folder": tmp_path / "certs"}

    stopped = certs(*(argument.format(**places) for argument in arguments))

    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr.startswith(f"emulator: {sentence.format(**places)}")
    assert stopped.stderr.count("\n") == 1


def test_who_has_no_home_is_told_to_give_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run as a user that its system does not know."""
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)

    stopped = certs()

    assert (stopped.exit_code, stopped.stdout) == (1, "")
    assert stopped.stderr == "emulator: there is no home folder to keep certificates in: give a folder with --certs\n"
