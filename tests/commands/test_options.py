"""The flags of all commands: what each of them has, and that it comes before its variable."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from emulator.cli import app
from emulator.settings import Settings

pytestmark = pytest.mark.once
ROOT: Any = typer.main.get_command(app)
DESIGN = "serve ready env exec worlds reset clock outbox requests faults snapshot load feed openapi contract certs"


def below(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The commands that do something, each with its words."""
    inner = getattr(command, "commands", {})
    if not inner:
        yield path, command
    for name in inner:
        yield from below((*path, name), inner[name])


COMMANDS = dict(below((), ROOT))
FLAGS = [
    pytest.param(path, option, id=f"{' '.join(path)} {option.opts[0]}")
    for path, command in COMMANDS.items()
    for option in command.params
    if option.param_type_name == "option"
]


def test_the_commands_are_those_of_the_design() -> None:
    assert sorted(ROOT.commands) == sorted(DESIGN.split())
    assert {("snapshot", "save"), ("snapshot", "load"), ("snapshot", "list")} <= set(COMMANDS)


def test_serve_has_a_flag_for_each_setting() -> None:
    flags = {option.name: option.envvar for option in COMMANDS["serve",].params}

    assert flags == {name: f"EMULATOR_{name.upper()}" for name in Settings.model_fields}


def test_all_but_serve_and_exec_speak_json() -> None:
    silent = [path for path, command in COMMANDS.items() if "--json" not in [one.opts[0] for one in command.params]]

    assert silent == [("serve",), ("exec",)]


@pytest.mark.parametrize(("path", "option"), FLAGS)
def test_a_flag_has_a_variable_of_its_name_and_says_what_it_is(path: tuple[str, ...], option: Any) -> None:
    name = option.opts[0].removeprefix("--").replace("-", "_")

    assert option.envvar in (f"EMULATOR_{name}".upper(), "_".join(["EMULATOR", *path, name]).upper())
    assert option.help


@pytest.mark.parametrize(("path", "option"), FLAGS)
def test_a_flag_comes_before_its_variable_and_the_variable_before_the_default(
    path: tuple[str, ...], option: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*arguments: str, variable: str = "") -> Any:
        monkeypatch.setenv(option.envvar, variable)
        with COMMANDS[path].make_context(path[-1], list(arguments), resilient_parsing=True) as context:
            return context.params[option.name]

    flag = option.opts[0]
    one, other = ("1", "0") if option.is_flag else ("notice", "unused") if flag == "--fail-on" else ("7", "8")
    given = [flag] if option.is_flag else [flag, one]

    assert read(variable=one) == read(*given) != read()
    assert read(*given, variable=other) == read(*given)
