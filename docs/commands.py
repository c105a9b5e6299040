"""The commands and their flags, as the command itself tells them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import typer.main

from emulator.cli import app

_OFTEN = 5
"""A flag that more commands have in the same words is told once, before all of them."""


@dataclass(frozen=True)
class Parameter:
    kind: str
    names: str
    help: str
    variable: str
    default: str


@dataclass(frozen=True)
class Command:
    name: str
    help: str
    parameters: list[Parameter]
    is_group: bool

    @property
    def usage(self) -> str:
        return " ".join([self.name, *(one.names for one in self.parameters if one.kind == "argument")])


def every() -> list[Command]:
    """All commands, each group before its own."""
    return list(_below(typer.main.get_command(app), "emulator", None))


def reference() -> str:
    """What the flags of many commands are, and a section for each command."""
    commands = every()
    counted = Counter(one for command in commands for one in command.parameters if one.kind == "option")
    often = [one for one, times in counted.items() if times > _OFTEN]
    return "\n\n".join([_flags(often), *(_section(one, often) for one in commands[1:])])


def _below(command: Any, name: str, parent: Any) -> Iterator[Command]:
    with command.make_context(name, [], parent=parent, resilient_parsing=True) as context:
        parameters = [_parameter(one) for one in command.params if not one.hidden]
        children = getattr(command, "commands", {})
        yield Command(context.command_path, command.help or "", parameters, bool(children))
        for child in children:
            yield from _below(children[child], child, context)


def _parameter(one: Any) -> Parameter:
    if one.param_type_name == "argument":
        return Parameter("argument", one.metavar, one.help or "", "", "")
    said = one.show_default if isinstance(one.show_default, str) else one.default
    default = "" if said in (None, False) or callable(said) else str(said)
    return Parameter("option", ", ".join([*one.opts, *one.secondary_opts]), one.help or "", one.envvar or "", default)


def _section(command: Command, often: list[Parameter]) -> str:
    arguments = [one for one in command.parameters if one.kind == "argument"]
    options = [one for one in command.parameters if one.kind == "option"]
    own = [one for one in options if one not in often]
    others = ", ".join(f"`{one.names}`" for one in options if one in often)
    parts = [
        f"### {command.name}" if command.name.count(" ") == 1 else f"#### {command.name}",
        command.help,
        "" if command.is_group else f"`{command.usage}`",
        "\n".join(f"- `{one.names}`: {one.help}" for one in arguments),
        _flags(own) if own else "",
        f"{'And ' if own else ''}{others}" if others else "",
    ]
    return "\n\n".join(filter(None, parts))


def _flags(parameters: list[Parameter]) -> str:
    rows = [
        [f"`{one.names}`", f"`{one.variable}`" if one.variable else "", one.default, one.help.replace("|", "\\|")]
        for one in parameters
    ]
    lines = [["flag", "variable", "default", "is"], ["---"] * 4, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
