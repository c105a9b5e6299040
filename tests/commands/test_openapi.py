"""`emulator openapi`."""

import json

import pytest
from typer.testing import CliRunner

from emulator.cli import app

pytestmark = pytest.mark.once


@pytest.mark.parametrize("vendor", ["reco", "rees46", "recensus"])
def test_a_vendors_description_is_printed(vendor: str) -> None:
    printed = CliRunner().invoke(app, ["openapi", vendor])

    description = json.loads(printed.output)
    assert (description["openapi"][:2], printed.exit_code) == ("3.", 0)
    assert description["paths"]


def test_an_unknown_vendor_is_refused_with_those_there_are() -> None:
    refused = CliRunner().invoke(app, ["openapi", "nope"])

    assert refused.exit_code == 1
    assert refused.output == "emulator: no vendor is called 'nope'; the vendors are reco, rees46, recensus\n"
