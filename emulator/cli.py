"""The command `emulator`."""

import gc
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from emulator import greeting
from emulator.commands.server import settings_from, stop

if TYPE_CHECKING:
    from emulator.app import Application
    from emulator.settings import Settings

_ELSEWHERE = (
    "certs", "clock", "contract", "env", "exec", "faults", "openapi", "outbox", "ready", "requests", "reset",
    "snapshot", "worlds",
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
Tls = Annotated[bool, typer.Option("--tls", help="Answer HTTPS too, for the vendors' host names. [EMULATOR_TLS]")]
TlsPort = Annotated[str | None, typer.Option(help="Its port; by default the next one. [EMULATOR_TLS_PORT]")]
Certs = Annotated[str | None, typer.Option(help="A folder that keeps its authority. [EMULATOR_CERTS]")]
Data = Annotated[str | None, typer.Option(help="A folder that keeps the worlds; else memory. [EMULATOR_DATA]")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="A PostgreSQL that servers share: postgresql://… [EMULATOR_DATABASE_URL]")
]
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
    tls: Tls = False,
    tls_port: TlsPort = None,
    certs: Certs = None,
    data: Data = None,
    database_url: DatabaseUrl = None,
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
        tls="true" if tls else None,
        tls_port=tls_port,
        certs=certs,
        data=data,
        database_url=database_url,
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
    _serve(settings)


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
    from emulator.commands.server import running

    at = running(host, port, control_token, world)
    try:
        told = feeding.send(file, host=at.host, port=at.port, world=world, shop_id=shop_id, token=at.token)
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
    """Put a fixture on top of what a world of the running server has, all of it or nothing; then its product feeds."""
    import json

    from emulator.commands import feed as feeding
    from emulator.commands import load as loading
    from emulator.commands import server, tables

    document = loading.document(fixture)
    feeds = loading.feeds(document, fixture)
    running = server.running(host, port, control_token, world)
    told = running.call("POST", "/fixtures", body=document)
    for shop_id, file in feeds:
        try:
            feeding.send(file, host=running.host, port=running.port, world=world, shop_id=shop_id, token=running.token)
        except feeding.FeedNotTakenError as error:
            server.stop(f"{file}: {error}; the rest of the fixture is in the world")
    if as_json:
        typer.echo(told)
        return
    tables.show(("vendor", "rows"), json.loads(told)["rows"].items(), none="nothing to load")


def _serve(settings: "Settings") -> None:
    from emulator import server

    try:
        listener = server.bind(settings.host, settings.port)
        secure = server.secured(settings) if settings.tls else None
    except server.StartError as error:
        stop(str(error))
    settings = settings.model_copy(
        update={"port": listener.getsockname()[1], "tls_port": secure.port if secure else settings.tls_port}
    )
    application = _application(settings)
    server.serve(
        application,
        listener,
        secure,
        lambda: greeting.say_ready(application, secure),
        lambda: greeting.introduce(application),
    )


def _application(settings: "Settings") -> "Application":
    from emulator.app import Application
    from emulator.kernel.fixtures import FixtureError

    try:
        return Application(settings)
    except FixtureError as error:
        stop(str(error))
    except OSError as error:
        stop(f"cannot keep worlds in {settings.data or 'PostgreSQL'}: {error.strerror or error}")


if __name__ == "__main__":
    app()
