"""`emulator serve`."""

import gc
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulator import greeting
from emulator.commands.ending import not_started
from emulator.commands.settings import settings_from

if TYPE_CHECKING:
    from emulator.app import Application
    from emulator.settings import Settings

app = typer.Typer(add_completion=False)


def _setting(name: str, help: str, default: str | bool = False) -> Any:
    return typer.Option(envvar=f"EMULATOR_{name}", show_default=default, help=help)


Text = str | None
Host = Annotated[Text, _setting("HOST", "The address to listen on.", "127.0.0.1")]
Port = Annotated[Text, _setting("PORT", "The port; 0 takes a free one.", "4717")]
Tls = Annotated[bool | None, _setting("TLS", "Answer HTTPS too, for the vendors' host names.")]
TlsPort = Annotated[Text, _setting("TLS_PORT", "The port for HTTPS.", "the next one")]
Certs = Annotated[Text, _setting("CERTS", "The folder that keeps the authority for HTTPS.")]
Data = Annotated[Text, _setting("DATA", "A folder that keeps the worlds.", "memory")]
DatabaseUrl = Annotated[Text, _setting("DATABASE_URL", "A PostgreSQL that servers share: postgresql://…")]
Fixture = Annotated[Text, _setting("FIXTURE", "What worlds are made from: a name or folder.", "demo")]
Seed = Annotated[Text, _setting("SEED", "The same seed mints the same ids again.")]
PublicUrl = Annotated[Text, _setting("PUBLIC_URL", "The address that links in messages lead to.")]
AllowedHosts = Annotated[Text, _setting("ALLOWED_HOSTS", "More host names to answer to, comma between.")]
JournalRequests = Annotated[Text, _setting("JOURNAL_REQUESTS", "How many requests a world's journal keeps.", "10000")]
JournalBytes = Annotated[Text, _setting("JOURNAL_BYTES", "About how many bytes of them.", "67108864")]
Token = Annotated[Text, _setting("CONTROL_TOKEN", "What control calls must bear.")]
WorldsMax = Annotated[Text, _setting("WORLDS_MAX", "How many worlds there may be.", "1000")]
WorldIdle = Annotated[Text, _setting("WORLD_IDLE", "Seconds until an unused world goes; 0 keeps it.", "a day")]
Strict = Annotated[bool | None, _setting("STRICT", "Refuse what a vendor's document forbids and it tolerates.")]


@app.command()
def serve(
    host: Host = None,
    port: Port = None,
    tls: Tls = None,
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
    strict: Strict = None,
) -> None:
    """Serve the vendors and the control API until SIGTERM or Ctrl-C."""
    gc.disable()  # a start makes many objects, and all of them stay; the server turns it on again once it is ready
    _serve(settings_from(**locals()))  # each parameter is a setting


def _serve(settings: "Settings") -> None:
    from emulator import server

    try:
        listener = server.bind(settings.host, settings.port)
        secure = server.secured(settings) if settings.tls else None
    except server.StartError as error:
        not_started(error, settings)
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
    except (FixtureError, OSError) as error:
        not_started(error, settings)
