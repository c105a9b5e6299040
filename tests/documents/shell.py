"""Commands that no test can run (they install, go on for ever, or need Docker): what they name has to be there."""

import re
import shlex
import tomllib
from collections.abc import Callable
from typing import Any

import yaml
from typer.testing import CliRunner

from emulator.cli import app
from tests.documents.reading import ROOT

Words = list[str]


def check(line: str) -> None:
    """Raises AssertionError unless each command in the line is one that could be run."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    commands: list[Words] = [[]]
    for word in lexer:
        if word in ("&&", ";"):
            commands.append([])
        else:
            commands[-1].append(word)
    for name, *words in commands:
        assert name in _KNOWN, f"nobody checks {name}"
        _KNOWN[name](words[: words.index(">")] if ">" in words else words)


def _make(words: Words) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert words
    assert set(words) <= set(targets)


def _emulator(words: Words) -> None:
    """Parsed by the command itself, which stops at `--help`, but not before an option that it does not have."""
    at = words.index("--") if "--" in words else len(words)
    done = CliRunner().invoke(app, [*words[:at], "--help"])
    assert done.exit_code == 0, done.output


def _docker(words: Words) -> None:
    if words[0] == "build":
        image, folder = words[words.index("-t") + 1 :]
        assert image == _services(ROOT / "docker-compose.yml")["emulator"]["image"]
        assert folder == "."
        return
    assert words.pop(0) == "compose"
    file, profiles = "docker-compose.yml", set()
    while words[0].startswith("-"):
        option, value, *words = words
        if option == "-f":
            file = value
        else:
            assert option == "--profile"
            profiles.add(value)
    services = _services(ROOT / file)
    assert profiles <= {profile for service in services.values() for profile in service.get("profiles", ())}
    verb, *rest = [word for word in words if word not in ("--rm", "-T")]
    assert verb in ("up", "run", "exec")
    named = rest if verb == "up" else rest[:1]
    assert set(named) <= set(services)
    if verb == "exec":
        check(shlex.join(rest[1:]))


def _services(file: Any) -> dict[str, Any]:
    return dict(yaml.safe_load(file.read_text())["services"])


def _pip(words: Words) -> None:
    """A package that our own tests need, or this folder, with extras that it has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[\[>=]", one)[0] for one in project["optional-dependencies"]["test"]}
    assert words.pop(0) == "install"
    for word in words:
        path, _, extra = word.rstrip("]").partition("[")
        assert path in {".", f"../{project['name']}"} | needed
        assert not extra or extra in project["optional-dependencies"]


def _python(words: Words) -> None:
    assert words == ["-m", "venv", ".venv"]


def _source(words: Words) -> None:
    assert words == [".venv/bin/activate"]


def _sudo(words: Words) -> None:
    """A setting of the kernel, which the compose file makes too."""
    sysctls = _services(ROOT / "docker-compose.hosts.yml")["emulator"]["sysctls"]
    assert words[0] == "sysctl"
    assert words[1].partition("=")[0] in sysctls


_KNOWN: dict[str, Callable[[Words], None]] = {
    "make": _make,
    "emulator": _emulator,
    "docker": _docker,
    "pip": _pip,
    "python3": _python,
    ".": _source,
    "sudo": _sudo,
}
