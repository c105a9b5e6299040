"""The running server, as the commands that ask it something reach it: its address, its world, its control API."""

import json
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from emulator.settings import Settings

Host = Annotated[str | None, typer.Option(help="Where the server listens. [EMULATOR_HOST, 127.0.0.1]")]
Port = Annotated[str | None, typer.Option(help="Its port. [EMULATOR_PORT, 4717]")]
Token = Annotated[str | None, typer.Option(help="What control calls must bear. [EMULATOR_CONTROL_TOKEN]")]
World = Annotated[
    str | None, typer.Option(envvar="EMULATOR_WORLD", show_envvar=False, help="The world. [EMULATOR_WORLD, default]")
]
AsJson = Annotated[bool, typer.Option("--json", help="What the control API answers, as it is.")]

FAILED = 3
"""The exit status of a check that found what it looked for, so that CI can tell it from a command that is wrong."""


def settings_from(**flags: str | None) -> "Settings":
    """The settings with the flags that were given; a wrong value ends the command with one sentence."""
    from pydantic import ValidationError

    from emulator.settings import Settings

    given = {name: value for name, value in flags.items() if value}  # an empty flag counts as not given
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic reads the text of each flag
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        source = f"--{name.replace('_', '-')}" if name in given else f"EMULATOR_{name.upper()}"
        stop(f"{source} cannot be {first['input']!r}: {first['msg'].removeprefix('Value error, ')}")


def stop(sentence: str) -> NoReturn:
    typer.echo(f"emulator: {sentence}", err=True)
    raise typer.Exit(1)


class Server:
    def __init__(self, host: str, port: int, token: str, world: str | None) -> None:
        self.host = host
        self.port = port
        self.token = token
        self.world = world

    def call(self, method: str, path: str, *, query: Any = None, body: Any = None) -> str:
        """The body of the control API's answer; what it refuses ends the command with the sentence it says."""
        # The server's own start imports this module, and needs none of these.
        import http.client
        from urllib.parse import quote, urlencode

        prefix = f"/~{quote(self.world, safe='')}" if self.world else ""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        asked = f"{prefix}/_emulator{path}" + (f"?{urlencode(given)}" if given else "")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent = None if body is None else json.dumps(body)
        connection = http.client.HTTPConnection(self.host, self.port, timeout=90)
        try:
            connection.request(method, asked, sent, {**headers, "Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (http.client.HTTPException, UnicodeError):
            stop(f"what answers on {self.host}:{self.port} is not the emulator")
        except OSError as error:
            stop(f"nothing answers on {self.host}:{self.port}: {error.strerror or error}")
        finally:
            connection.close()
        if answer.status >= 300:
            stop(_reason(text) or f"what answers on {self.host}:{self.port} is not the emulator")
        return text


def running(host: str | None, port: str | None, control_token: str | None, world: str | None) -> Server:
    """The server, and the world at it: a misspelt name ends the command, which would make a world of that name else."""
    from urllib.parse import quote

    settings = settings_from(host=host, port=port, control_token=control_token)
    server = Server(settings.reached_at(), settings.port, settings.control_token, None)
    if world:
        server.call("GET", f"/worlds/{quote(world, safe='')}")
    server.world = world
    return server


def _reason(text: str) -> str | None:
    try:
        return str(json.loads(text)["detail"])
    except (ValueError, KeyError, TypeError):
        return None
