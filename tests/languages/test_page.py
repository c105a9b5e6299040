"""docs/languages.md shows the examples as they are. What it prints is run with the READMEs."""

import re

import pytest

from tests.languages.conftest import EXAMPLES, IN_PYTEST, PROGRAMS, ROOT, TESTCONTAINERS

PAGE = (ROOT / "docs" / "languages.md").read_text()
SHOWN = dict(
    re.findall(r"^\[`examples/(\S+)`\]\(\.\./examples/\1\)\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
)
FILES = sorted(
    str(file.relative_to(EXAMPLES))
    for file in EXAMPLES.rglob("*")
    if file.is_file() and not {"__pycache__", ".pytest_cache", "node_modules"} & set(file.parts)
)


def test_the_page_shows_every_example_and_no_other() -> None:
    assert sorted(SHOWN) == FILES


@pytest.mark.parametrize("file", FILES)
def test_what_the_page_shows_is_the_file(file: str) -> None:
    assert SHOWN[file] == (EXAMPLES / file).read_text()


def test_every_example_is_run_or_checked() -> None:
    run = {example.file for example in (*PROGRAMS, IN_PYTEST, TESTCONTAINERS)}

    assert run | {"github-actions/tests.yml"} == set(FILES)


def test_the_page_leads_to_each_of_its_sections_and_the_readme_to_the_page() -> None:
    titles = re.findall(r"^## (.*)$", PAGE, re.MULTILINE)
    anchors = [title.lower().replace(",", "").replace(" ", "-") for title in titles]

    assert re.findall(r"^\| \[.*?\]\(#(.*?)\) \|", PAGE, re.MULTILINE) == anchors
    assert "(docs/languages.md)" in (ROOT / "README.md").read_text()
