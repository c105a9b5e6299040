"""docs/settings.md has every setting, and no other."""

import re

import pytest

from emulator.settings import Settings
from tests.documents.reading import ROOT

pytestmark = pytest.mark.once

PAGE = (ROOT / "docs" / "settings.md").read_text()
ROWS = re.findall(r"^\| (`EMULATOR_.*?) \| (.*?) \|", PAGE, re.MULTILINE)


def test_the_page_has_every_variable() -> None:
    named = [name for first, _ in ROWS for name in re.findall(r"`EMULATOR_(\w+)`", first)]

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_page_tells_the_defaults() -> None:
    told = {
        name.lower(): default
        for first, second in ROWS
        for name, default in zip(re.findall(r"`EMULATOR_(\w+)`", first), second.split(", "), strict=False)
    }
    plain = {
        name: field.default for name, field in Settings.model_fields.items() if field.default not in (None, "", [])
    }

    assert {name: told[name].strip("`") for name in plain} == {
        name: str(default).lower() for name, default in plain.items()
    }
