"""The pages with the examples: where a link to one stands alone in a paragraph, the site shows the file."""

import re

import pytest

from docs import assembly
from tests.documents.reading import DOCUMENTS, ROOT
from tests.languages.conftest import EXAMPLES, IN_PYTEST, PROGRAMS, TESTCONTAINERS

pytestmark = pytest.mark.once

CHECKED = {"github-actions/tests.yml", "gitlab-ci/gitlab-ci.yml", "docker-compose/compose.yaml"}
"""By test_containers.py."""
FILES = sorted(
    str(file.relative_to(EXAMPLES))
    for file in EXAMPLES.rglob("*")
    if file.is_file() and not {"__pycache__", ".pytest_cache", "node_modules"} & set(file.parts)
)


def test_each_example_is_shown_on_one_page() -> None:
    shown = [name for document in DOCUMENTS for name in assembly.SHOWN.findall(document.read_text())]

    assert sorted(shown) == [f"examples/{file}" for file in FILES]


def test_every_example_is_run_or_checked() -> None:
    run = {example.file for example in (*PROGRAMS, IN_PYTEST, TESTCONTAINERS)}

    assert run | CHECKED == set(FILES)


def test_the_page_of_languages_leads_to_each_of_its_sections() -> None:
    page = (ROOT / "docs" / "languages.md").read_text()
    titles = re.findall(r"^## (.*)$", page, re.MULTILINE)

    assert re.findall(r"^\| \[(.*?)\]\(#", page, re.MULTILINE) == titles
