"""The site's pages, put together from the files of the repository that people read there too."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from pygments.lexers import get_lexer_for_filename

from docs import calls, commands, described, evidence

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = ROOT / "docs" / "mkdocs.yml"
THEME = ROOT / "docs" / "theme"
CHAPTERS = "made: calls"
"""In the navigation: the control API's chapters."""
_CODE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()[^)\s]+(?=\))")
SHOWN = re.compile(r"^\[`(examples/\S+)`\]\(\S+\)$", re.MULTILINE)
"""A paragraph that is nothing but a link to an example: the site shows the file there."""
_MADE = re.compile(r"^<!-- made: (\w+) -->$", re.MULTILINE)


class MissingError(Exception):
    """A document speaks of a file that is not there."""


def write(folder: Path) -> None:
    """Pages, theme and configuration, for the generator; of an earlier build nothing is left, its site neither."""
    for part in ("pages", "theme", "site"):
        shutil.rmtree(folder / part, ignore_errors=True)
    emulator = described.emulator()
    made = {
        "calls": lambda: calls.overview(emulator.control),
        "commands": commands.reference,
        "evidence": lambda: evidence.counts(emulator.contract),
    }
    chapters = calls.chapters(emulator.control)
    configuration = yaml.safe_load(CONFIGURATION.read_text())
    pages = folder / "pages"
    for source in sources(configuration["nav"]):
        _put(pages / place(source), _filled(led(_with_examples(source.read_text()), source, pages), made))
    for name, text in chapters.items():
        _put(pages / name, text)
    shutil.copytree(THEME, folder / "theme")
    configuration["nav"] = _changed(configuration["nav"], lambda entry: _placed(entry, list(chapters)))
    _put(folder / "mkdocs.yml", yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True))


def sources(nav: Any) -> Iterator[Path]:
    """The files that the navigation names, in its order."""
    if isinstance(nav, str):
        yield from _files(nav)
        return
    for entry in nav if isinstance(nav, list) else nav.values():
        yield from sources(entry)


def _files(entry: str) -> list[Path]:
    """A folder stands for all documents in it; what is made is no file."""
    if entry == CHAPTERS:
        return []
    return sorted((ROOT / entry).glob("*.md")) if entry.endswith("/") else [ROOT / entry]


def _placed(entry: str, chapters: list[str]) -> list[str]:
    return chapters if entry == CHAPTERS else [str(place(file)) for file in _files(entry)]


def _changed(nav: Any, change: Callable[[str], list[str]]) -> Any:
    """The navigation with other entries in place of each."""
    if isinstance(nav, dict):
        return {title: _changed(entry, change) for title, entry in nav.items()}
    if isinstance(nav, list):
        return [new for one in nav for new in (change(one) if isinstance(one, str) else [_changed(one, change)])]
    [only] = change(nav)
    return only


def place(source: Path) -> PurePosixPath:
    """Where a document of the repository is among the pages."""
    path = PurePosixPath(source.relative_to(ROOT).as_posix())
    if path == PurePosixPath("README.md"):
        return PurePosixPath("index.md")
    if path.name == "README.md":
        return PurePosixPath("vendors", f"{path.parent.name}.md")
    return path.relative_to("docs") if path.parts[0] == "docs" else PurePosixPath(path.name.lower())


def _filled(text: str, made: dict[str, Callable[[], str]]) -> str:
    return _MADE.sub(lambda found: made[found[1]](), text)


def _with_examples(text: str) -> str:
    def shown(found: re.Match[str]) -> str:
        file = ROOT / found[1]
        language = get_lexer_for_filename(file.name).aliases[0]
        return f'{found[0]}\n\n```{language} title="{file.name}"\n{file.read_text()}```'

    return SHOWN.sub(shown, text)


def led(text: str, source: Path, pages: Path) -> str:
    """Links lead to pages in place of the documents, and to copies of other files; those in code stay as they are."""
    parts = _CODE.split(text)
    parts[::2] = [_LINK.sub(lambda found: _target(found[0], source, pages), part) for part in parts[::2]]
    return "".join(parts)


def _target(link: str, source: Path, pages: Path) -> str:
    path, mark, anchor = link.partition("#")
    if not path or re.match(r"\w+:", path):
        return link
    file = (source.parent / path).resolve()
    if not file.is_file():
        raise MissingError(f"{source.relative_to(ROOT)}: {link}: there is no such file")
    if file.suffix == ".md":
        there = place(file)
    else:
        there = PurePosixPath("files", file.relative_to(ROOT).as_posix())
        _put(pages / there, file.read_text())
    return os.path.relpath(there, place(source).parent) + mark + anchor


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
