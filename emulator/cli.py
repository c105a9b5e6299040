"""The command `emulator`."""

import gc
import os
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from emulator.commands.server import reachable, settings_from, stop

if TYPE_CHECKING:
    from emulator.app import Application
    from emulator.settings import Settings

_IMPORTED = time.monotonic()

_ELSEWHERE = (
    "clock", "contract", "env", "exec", "faults", "openapi", "outbox", "ready", "requests", "reset", "snapshot",
    "worlds",
)  # fmt: skip
"""Commands that the start of a server need not load, each in its module of `emulator.commands`."""


class Commands(typer.core.TyperGroup):
    """Loads what stands elsewhere when it is asked for: the server's start has no need of it."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(import_module(f"emulator.commands.{cmd_name}").app)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="emulator",
    cls=Commands,
    help="One server that stands in for the HTTP APIs of Reco, REES46 and Recensus.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Host = Annotated[str | None, typer.Option(help="The address to listen on. [EMULATOR_HOST, 127.0.0.1]")]
Port = Annotated[str | None, typer.Option(help="The port; 0 takes a free one. [EMULATOR_PORT, 4717]")]
Data = Annotated[str | None, typer.Option(help="A folder that keeps the worlds; else memory. [EMULATOR_DATA]")]
Fixture = Annotated[
    str | None, typer.Option(help="What worlds are made from: a name or folder. [EMULATOR_FIXTURE, demo]")
]
Seed = Annotated[str | None, typer.Option(help="The same seed mints the same ids again. [EMULATOR_SEED]")]
PublicUrl = Annotated[
    str | None, typer.Option(help="The address that links in messages lead to. [EMULATOR_PUBLIC_URL]")
]
AllowedHosts = Annotated[
    str | None, typer.Option(help="More host names to answer to, comma between. [EMULATOR_ALLOWED_HOSTS]")
]
JournalRequests = Annotated[
    str | None, typer.Option(help="How many requests a world's journal keeps. [EMULATOR_JOURNAL_REQUESTS, 10000]")
]
JournalBytes = Annotated[
    str | None, typer.Option(help="About how many bytes of them. [EMULATOR_JOURNAL_BYTES, 67108864]")
]
Token = Annotated[str | None, typer.Option(help="What control calls must bear. [EMULATOR_CONTROL_TOKEN]")]
Strict = Annotated[
    bool, typer.Option("--strict", help="Refuse what a vendor's document forbids and it tolerates. [EMULATOR_STRICT]")
]

WorldsMax = Annotated[str | None, typer.Option(help="How many worlds there may be. [EMULATOR_WORLDS_MAX, 1000]")]
WorldIdle = Annotated[
    str | None, typer.Option(help="Seconds until an unused world goes; 0 keeps it. [EMULATOR_WORLD_IDLE, a day]")
]


@app.callback()
def main() -> None:
    """A flag comes before its EMULATOR_* variable, the variable before the default."""


@app.command()
def serve(
    host: Host = None,
    port: Port = None,
    data: Data = None,
    fixture: Fixture = None,
    seed: Seed = None,
    public_url: PublicUrl = None,
    allowed_hosts: AllowedHosts = None,
    journal_requests: JournalRequests = None,
    journal_bytes: JournalBytes = None,
    control_token: Token = None,
    worlds_max: WorldsMax = None,
    world_idle: WorldIdle = None,
    strict: Strict = False,
) -> None:
    """Serve the vendors and the control API until SIGTERM or Ctrl-C."""
    gc.disable()  # a start makes many objects, and all of them stay; the server turns it on again once it is ready
    settings = settings_from(
        host=host,
        port=port,
        data=data,
        fixture=fixture,
        seed=seed,
        public_url=public_url,
        allowed_hosts=allowed_hosts,
        journal_requests=journal_requests,
        journal_bytes=journal_bytes,
        control_token=control_token,
        worlds_max=worlds_max,
        world_idle=world_idle,
        strict="true" if strict else None,
    )
    from emulator import server

    try:
        listener = server.bind(settings.host, settings.port)
    except server.StartError as error:
        stop(str(error))
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    application = _application(settings)
    server.serve(application, listener, lambda: _say_ready(application), lambda: _introduce(application))


@app.command()
def feed(
    file: Annotated[Path, typer.Argument(help="A product feed (YML).", metavar="FILE")],
    shop_id: Annotated[str, typer.Option(help="The REES46 shop whose catalogue it is.")] = "DvLWN2ZTMZ",
    world: Annotated[str | None, typer.Option(help="The world; else the default world.")] = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Put a product feed into a shop's catalogue on the running server."""
    from emulator.commands import feed as feeding

    settings = settings_from(host=host, port=port, control_token=control_token)
    at = reachable(settings)
    token = settings.control_token
    try:
        told = feeding.send(file, host=at, port=settings.port, world=world, shop_id=shop_id, token=token)
    except feeding.FeedNotTakenError as error:
        stop(str(error))
    typer.echo(told)


@app.command()
def load(
    fixture: Annotated[Path, typer.Argument(help="A document, a vendor's YAML file, or a folder of them.")],
    world: Annotated[str | None, typer.Option(help="The world; else the default world.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the server answers.")] = False,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Put a fixture on top of what a world of the running server has: all of it or nothing."""
    import json

    from emulator.commands import load as loading
    from emulator.commands import server, tables

    document = loading.document(fixture)
    told = server.running(host, port, control_token, world).call("POST", "/fixtures", body=document)
    if as_json:
        typer.echo(told)
        return
    tables.show(("vendor", "rows"), json.loads(told)["rows"].items(), none="nothing to load")


def _application(settings: "Settings") -> "Application":
    from emulator.app import Application
    from emulator.kernel.fixtures import FixtureError

    try:
        return Application(settings)
    except FixtureError as error:
        stop(str(error))
    except OSError as error:
        stop(f"cannot keep worlds in {settings.data}: {error.strerror or error}")


def _say_ready(application: "Application") -> None:
    """The ready line, whose shape never changes."""
    address = application.settings.address_for_people()
    typer.echo(f"emulator ready on {address} ({len(application.worlds.vendors)} vendors, {_since_start():.2f} s)")
    if not application.settings.is_local() and not application.settings.control_token:
        typer.echo(
            "emulator: anyone who reaches this address can use the control API: set EMULATOR_CONTROL_TOKEN", err=True
        )
    sys.stdout.flush()


async def _introduce(application: "Application") -> None:
    """Under the ready line, what a person needs for a first call."""
    address = application.settings.address_for_people()
    vendors = application.worlds.vendors
    from emulator.kernel.address import entered

    world = await entered(lambda: application.worlds.default)
    with suppress(BrokenPipeError):  # whoever waited for the ready line may have left
        for vendor, accounts in application.worlds.accounts(world).items():
            shown = "; ".join(
                ", ".join(f"{name} {value}" for name, value in account.items() if isinstance(value, str))
                for account in accounts[:3]
            )
            typer.echo(f"  {vendors[vendor].title:<28} {address}/{vendor:<10} {shown}")
        typer.echo(f"  {'Control API':<28} {address}/_emulator")
        sys.stdout.flush()


def _since_start() -> float:
    """Seconds since this process began; where the system does not tell, since this module was imported."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return time.monotonic() - _IMPORTED


if __name__ == "__main__":
    app()
