"""The documents that people read in the repository, and what stands in them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "emulator").rglob("*.md")),
]
SECURE = ROOT / "docs" / "unchanged-clients.md"
"""Its commands need a server with HTTPS: tests/tls/test_documents.py runs them."""
MARKDOWN = MarkdownIt("commonmark").enable("table")
_TITLE = re.compile(r'title="(.+)"')


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@dataclass(frozen=True)
class Block:
    """A fenced or indented block of code."""

    document: Path
    language: str
    """Empty where none is said."""
    title: str | None
    """The name of the file that it is the content of."""
    text: str
    line: int

    def __str__(self) -> str:
        return f"{name(self.document)}:{self.line}"


@cache
def _tokens(document: Path) -> list[Token]:
    return MARKDOWN.parse(document.read_text())


def blocks(*languages: str) -> list[Block]:
    """Those of all documents, or those in these languages."""
    every = [block for document in DOCUMENTS for block in in_document(document)]
    return [block for block in every if block.language in languages] if languages else every


def in_document(document: Path) -> Iterator[Block]:
    for token in _tokens(document):
        if token.type in ("fence", "code_block"):
            language, _, rest = token.info.partition(" ")
            title = _TITLE.fullmatch(rest)
            yield Block(document, language, title and title[1], token.content, (token.map or [0])[0] + 1)


def sessions(document: Path) -> list[tuple[str, str]]:
    """Each command of the `console` blocks with the output printed under it, in order."""
    found = [block.text for block in in_document(document) if block.language == "console"]
    steps = [step for text in found for step in re.split(r"^\$ ", text, flags=re.MULTILINE) if step]
    return [(step.partition("\n")[0], step.partition("\n")[2]) for step in steps]


def links(document: Path) -> list[str]:
    return [str(one.attrs["href"]) for one in _inner(document) if one.type == "link_open"]


def words_of_code(document: Path) -> list[str]:
    """What stands in the text as code."""
    return [one.content for one in _inner(document) if one.type == "code_inline"]


def _inner(document: Path) -> Iterator[Token]:
    return (one for token in _tokens(document) for one in token.children or ())


def headings(document: Path) -> list[str]:
    """As they are read: without what marks code and emphasis, or where a link leads."""
    tokens = _tokens(document)
    written = [tokens[index + 1] for index, token in enumerate(tokens) if token.type == "heading_open"]
    return ["".join(one.content for one in token.children or ()) for token in written]


def anchors(document: Path) -> list[str]:
    """The headings' anchors in the repository: of several that would be alike the later ones are numbered."""
    seen = Counter[str]()
    found = []
    for heading in headings(document):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.append(f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor)
        seen[anchor] += 1
    return found
