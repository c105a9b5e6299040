"""Links of the documents, as the repository shows them. No link is followed out of it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.documents import reading
from tests.documents.reading import DOCUMENTS, ROOT

pytestmark = pytest.mark.once


@pytest.mark.parametrize("document", DOCUMENTS, ids=reading.name)
def test_links_lead_somewhere(document: Path) -> None:
    broken = [link for link in reading.links(document) if not leads_somewhere(link, document)]

    assert broken == []


def leads_somewhere(link: str, document: Path) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.username is None
    file = (document.parent / parts.path).resolve() if parts.path else document
    if not file.is_relative_to(ROOT) or not file.is_file():
        return False
    return not parts.fragment or (file.suffix == ".md" and parts.fragment in reading.anchors(file))


@pytest.mark.parametrize(
    "link",
    [
        "nowhere.md",
        "README.md#nowhere",
        "#nowhere",
        "/README.md",
        "docs",
        "../elsewhere.md",
        "https://nowhere",
        "ftp://example.org/",
    ],
)
def test_a_link_that_leads_nowhere_is_found(link: str) -> None:
    assert not leads_somewhere(link, ROOT / "README.md")


@pytest.mark.parametrize("link", ["docs/assert.md", "docs/assert.md#how-fields-are-compared", "https://www.reco.se"])
def test_a_link_that_leads_somewhere_is_none(link: str) -> None:
    assert leads_somewhere(link, ROOT / "README.md")
