"""Every message starts with the file; `%` stands for it here."""

from dataclasses import replace
from pathlib import Path

import pytest

from emulator.kernel import fixtures
from emulator.kernel.fixtures import FixtureError
from emulator.kernel.vendor import Vendors
from tests.engines import Store
from tests.kernel import paper
from tests.kernel.paper.contract import VENDOR as PAPER
from tests.kernel.paper.contract import Article, Document


def test_a_vendor_without_a_file_has_an_empty_document(fixture: Path) -> None:
    other = replace(PAPER, name="other")

    assert fixtures.read(str(fixture), [PAPER, other]) == {"paper": Document(), "other": Document()}


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "null\n", "{}\n"])
def test_a_file_may_be_empty(fixture: Path, content: str) -> None:
    (fixture / "paper.yaml").write_text(content)

    assert fixtures.read(str(fixture), [PAPER]) == {"paper": Document()}


def test_aliases_are_followed(fixture: Path) -> None:
    (fixture / "paper.yaml").write_text("articles:\n- &a {title: A, pages: 2}\n- *a\n")

    read = fixtures.read(str(fixture), [PAPER])

    assert read == {"paper": Document(articles=[Article(title="A", pages=2), Article(title="A", pages=2)])}


BOMB = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10) if n else 'a'}]\n" for n in range(9))
CHAIN = "".join(f"x{n}: &x{n} [{f'*x{n - 1}' if n else 'a'}]\n" for n in range(200))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"articles:\n- title: A\n  pgaes: 2\n", "%:3: articles.0.pgaes: unknown key"),
        (b"motto: a\nmoto: b\n", "%:2: moto: unknown key"),
        (b"articles:\n- pages: 2\n", "%:2: articles.0.title: is missing"),
        (b"articles:\n- title: A\n- title: [B]\n", "%:3: articles.1.title: Input should be a valid string"),
        (b"articles: 3\n", "%:1: articles: Input should be a valid list"),
        (b"articles:\n- A\n", "%:2: articles.0: should be a mapping"),
        (b"- a\n", "%:1: the document: should be a mapping"),
        (b"motto: a\nmotto: b\n", "%:2: the key 'motto' stands twice"),
        (b"articles: [\n", "%:2: not YAML: did not find expected node content"),
        (b"motto: *a\n", "%:1: not YAML: found undefined alias"),
        (b"motto: a\n---\nmotto: b\n", "%:2: not YAML: but found another document"),
        (b"motto: 2020-99-99\n", "%: not YAML: month must be in 1..12"),
        (b"motto: a\n# \xe9\n", "%:2: not UTF-8"),
        (b"articles: &a [*a]\n", "%:1: an alias stands within what it names"),
        (BOMB.encode(), "%:7: with its aliases it has more than 1000000 values"),
        (CHAIN.encode(), "%:101: nested more than 100 levels"),
        (b"[" * 100_000, "%:1: nested more than 100 levels"),
        (b"- " * 100_000, "%:1: nested more than 100 levels"),
    ],
)
def test_says_what_is_wrong_with_file_line_and_key(fixture: Path, content: bytes, message: str) -> None:
    file = fixture / "paper.yaml"
    file.write_bytes(content)

    with pytest.raises(FixtureError) as refused:
        fixtures.read(str(fixture), [PAPER])

    assert str(refused.value) == message.replace("%", str(file))


def test_a_file_that_no_vendor_reads_is_refused(fixture: Path) -> None:
    (fixture / "papre.yaml").write_text("")

    with pytest.raises(FixtureError, match=r"papre\.yaml: no vendor is called 'papre'; the vendors are paper"):
        fixtures.read(str(fixture), [PAPER])


def test_a_file_that_would_be_overlooked_is_refused(fixture: Path) -> None:
    (fixture / "paper.yml").write_text("")

    with pytest.raises(FixtureError, match=r"paper\.yml: would not be read: call it paper\.yaml"):
        fixtures.read(str(fixture), [PAPER])


def test_a_file_that_cannot_be_read_is_refused(fixture: Path) -> None:
    (fixture / "paper.yaml").unlink()
    (fixture / "paper.yaml").mkdir()

    with pytest.raises(FixtureError, match=r"paper\.yaml: cannot be read: Is a directory"):
        fixtures.read(str(fixture), [PAPER])


@pytest.mark.parametrize("name", ["nope", "./nope", "/nope/nope", "x" * 5000, "a\0b", "~"])
def test_an_unknown_fixture_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(FixtureError, match=r"there is no fixture .*: give one of demo"):
        fixtures.folder(name)


def test_what_a_vendor_refuses_to_store_is_told(fixture: Path, store: Store) -> None:
    (fixture / "paper.yaml").write_text("motto: twice\n")

    with pytest.raises(FixtureError, match=r"paper\.yaml: the motto 'twice' is taken"):
        store.open(Vendors(paper), fixture=str(fixture))
