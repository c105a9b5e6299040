"""The command `emulator`: its commands, each in its module of `emulator.commands`, and how each of them ends."""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.core

from emulator.commands.ending import Status, Stopped

_PANELS = {
    "A server": ("serve", "ready", "env", "exec", "certs", "openapi"),
    "Its worlds": ("worlds", "reset", "clock", "snapshot", "load", "feed"),
    "What happens there": ("outbox", "requests", "faults", "contract"),
}
"""The commands, as the help has them."""
_NAMES = {name: panel for panel, names in _PANELS.items() for name in names}

_USAGE_ERROR: Any = typer.BadParameter.__mro__[1]
"""What Typer raises where a command line is wrong; it has no public name."""


class Modules(Mapping[str, Any]):
    """The commands by their names, each loaded when it is asked for: the start of a server needs one of them."""

    def __getitem__(self, name: str) -> Any:
        if name not in _NAMES:
            raise KeyError(name)
        return _loaded(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


@cache
def _loaded(name: str) -> Any:
    command: Any = typer.main.get_command(import_module(f"emulator.commands.{name}").app)
    command.name = name
    command.rich_help_panel = _NAMES[name]
    _give_variables(command, f"EMULATOR_{name}")
    return command


class Commands(typer.core.TyperGroup):
    """Whatever ends a command early is drawn here: one sentence on stderr, and its exit status."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = Modules()  # type: ignore[assignment]  # nobody adds one

    def main(self, *arguments: Any, **named: Any) -> Any:
        try:
            status = super().main(*arguments, **{**named, "standalone_mode": False})
        except Stopped as stopped:
            status = _refused(stopped.sentence, stopped.status)
        except _USAGE_ERROR as error:
            status = _refused(_said(error), Status.USAGE)
        except SystemExit as left:
            # Typer, and Rich too, exit with 1 where a pipe is closed.
            status = Status.LEFT if isinstance(left.__context__, BrokenPipeError) else left.code
        except OSError as error:  # of the output: a file's or a connection's error has stopped the command before
            status = _refused(f"cannot write: {error.strerror or error}", Status.UNDONE)
        sys.exit(status)


def _give_variables(command: Any, prefix: str) -> None:
    """A flag that names none has one all the same: EMULATOR_OUTBOX_LIST_LIMIT for `outbox list --limit`."""
    for one in command.params:
        if one.param_type_name == "option" and one.envvar is None:
            one.envvar = f"{prefix}_{one.name}".upper()
    for name, below in getattr(command, "commands", {}).items():
        _give_variables(below, f"{prefix}_{name}")


def _refused(sentence: str, status: Status) -> Status:
    typer.echo(f"emulator: {sentence}", err=True)
    return status


def _said(error: Any) -> str:
    """Typer's sentence, that names what was given as it was given, and the command that helps."""
    said = " ".join(error.format_message().split())
    said = said[:1].lower() + said[1:]
    if type(error) is typer.BadParameter and error.param is not None:
        said = f"{_given_as(error.param, error.ctx)}: {error.message.removeprefix('Value error, ')}"
    help_of = f"`{error.ctx.command_path} --help`" if error.ctx else "`emulator --help`"
    return f"{said}{'' if said.endswith(('.', '?')) else '.'} {help_of} tells more"


def _given_as(parameter: Any, context: Any) -> str:
    """The argument as the help calls it, or the flag, or its variable."""
    if parameter.param_type_name == "argument":
        return str(parameter.human_readable_name)
    by_variable = context.get_parameter_source(parameter.name).name == "ENVIRONMENT"
    return str(parameter.envvar if by_variable else parameter.opts[0])


app = typer.Typer(
    name="emulator",
    cls=Commands,
    help="One server that stands in for the HTTP APIs of Reco, REES46 and Recensus.",
    epilog="A flag comes before its EMULATOR_* variable, the variable before the default.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def main(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        from emulator import __version__

        typer.echo(f"emulator {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help(), nl=False)
