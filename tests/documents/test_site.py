"""The site, built as `make docs` builds it."""

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from docs import assembly, described
from docs.__main__ import BUILD, main
from docs.described import Described
from tests.conftest import PATIENCE
from tests.documents.reading import DOCUMENTS, MARKDOWN, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.once]
COUNTED = {"h1", "h2", "h3", "ul", "ol", "li", "table", "tr", "blockquote"}
LOADED = {"script": "src", "img": "src", "iframe": "src", "link": "href"}
"""What a browser fetches by itself."""


class Page(HTMLParser):
    """The addresses that a page leads to, those that it loads, its anchors and what it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.tags = Counter[str]()
        """Of what was written, without the navigation around it."""
        self._article = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._article |= tag == "article"
        if self._article and tag in COUNTED:
            self.tags[tag] += 1
        if tag == "a" and "href" in said:
            self.links.append(str(said["href"]))
        if address := said.get(LOADED.get(tag, "")):
            self.loaded.append(address)
        if identifier := said.get("id"):
            self.anchors.add(identifier)

    def handle_endtag(self, tag: str) -> None:
        self._article &= tag != "article"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents") / "built"
    assert main(folder) == 0
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[Path, Page]:
    site = folder / "site"
    return {file: Page(file.read_text()) for file in site.rglob("*.html") if file.name != "404.html"}


@pytest.fixture(scope="module")
def emulator() -> Described:
    return described.emulator()


def test_every_document_is_a_page_in_the_navigation(folder: Path) -> None:
    navigation = yaml.safe_load(assembly.CONFIGURATION.read_text())["nav"]
    sources = list(assembly.sources(navigation))

    assert sorted(sources) == sorted(DOCUMENTS)
    assert all((folder / "site" / assembly.place(source).with_suffix(".html")).exists() for source in sources)


def test_links_between_pages_lead_to_pages_files_and_anchors_that_are_there(pages: dict[Path, Page]) -> None:
    broken = [(page.name, link) for page, link in _inner(pages) if not _is_there(page, link, pages)]

    assert broken == []


def _inner(pages: dict[Path, Page]) -> Iterator[tuple[Path, str]]:
    return ((page, link) for page, found in pages.items() for link in found.links if not urlsplit(link).scheme)


def _is_there(page: Path, link: str, pages: dict[Path, Page]) -> bool:
    parts = urlsplit(link)
    there = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    there = there / "index.html" if there.is_dir() else there
    if there not in pages:
        return there.is_file() and not parts.fragment
    return not parts.fragment or unquote(parts.fragment) in pages[there].anchors | {"__toc"}


def test_the_generator_reads_the_documents_as_the_repository_does(folder: Path, pages: dict[Path, Page]) -> None:
    """A list without a blank line before it, for one, is a list for only one of them."""
    for source in DOCUMENTS:
        place = assembly.place(source)
        tokens = MARKDOWN.parse((folder / "pages" / place).read_text())
        expected = Counter(token.tag for token in tokens if token.tag in COUNTED and token.nesting >= 0)

        assert pages[folder / "site" / place.with_suffix(".html")].tags == expected, place


def test_nothing_is_loaded_from_elsewhere(pages: dict[Path, Page]) -> None:
    foreign = {address for page in pages.values() for address in page.loaded if urlsplit(address).netloc}

    assert foreign == set()


@pytest.mark.parametrize("link", ["nowhere.md", "assert.md#nowhere", "#nowhere"])
def test_a_broken_link_ends_the_build(folder: Path, tmp_path: Path, link: str) -> None:
    shutil.copytree(folder, tmp_path, ignore=shutil.ignore_patterns("site"), dirs_exist_ok=True)
    with (tmp_path / "pages" / "worlds.md").open("a") as page:
        page.write(f"\n[there]({link})\n")

    done = subprocess.run(BUILD, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert done.returncode != 0
    assert "1 issue found" in done.stdout + done.stderr


def test_a_link_to_a_file_that_is_not_there_ends_it_too(tmp_path: Path) -> None:
    with pytest.raises(assembly.MissingError, match=r"worlds\.md: \.\./nothing\.yml: there is no such file"):
        assembly.led("[there](../nothing.yml)", ROOT / "docs" / "worlds.md", tmp_path)


def test_an_example_is_shown_as_it_is(folder: Path) -> None:
    shown = (folder / "pages" / "languages.md").read_text()

    assert (ROOT / "examples" / "node" / "invite.mjs").read_text() in shown


def test_the_control_apis_pages_tell_of_every_call(folder: Path, emulator: Described) -> None:
    overview = (folder / "pages" / "control-api.md").read_text()
    chapters = "\n".join(file.read_text() for file in sorted((folder / "pages" / "control-api").glob("*.md")))

    for path, methods in emulator.control["paths"].items():
        for method, said in methods.items():
            assert f"[`{method.upper()} /_emulator{path}`](control-api/" in overview
            assert f"{{ #{said['operationId']} }}\n\n`{method.upper()} /_emulator{path}`" in chapters
            for one in said.get("parameters", ()):
                assert f"| `{one['name']}` | {one['in']} |" in chapters
            for content in said.get("requestBody", {}).get("content", {}).values():
                example = content["example"]
                shown = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
                assert shown in chapters


def test_the_evidence_is_counted_from_the_contract(folder: Path, emulator: Described) -> None:
    page = (folder / "pages" / "limits.md").read_text()
    total = emulator.contract["total"]["operations"]
    documented = sum(one["evidence"] == "documented" for one in emulator.contract["operations"])

    assert f"| **all** | {documented} | " in page
    assert f" | {total} |\n" in page
