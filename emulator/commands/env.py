"""`emulator env`: where the vendors of the running server are, as variables for a shell."""

import json
import shlex
from collections.abc import Iterable, Mapping
from typing import Any

import typer

from emulator.commands.server import AsJson, Host, Port, Token, World, running

app = typer.Typer(add_completion=False)


@app.command()
def env(
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Shell exports of the vendors' addresses and the first account's credentials: eval "$(emulator env)"."""
    server = running(host, port, control_token, world)
    accounts = json.loads(server.call("GET", "/accounts"))["items"]
    named = variables(f"http://{server.host}:{server.port}", world, accounts)
    if as_json:
        typer.echo(json.dumps(named))
        return
    for name, value in named.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def variables(url: str, world: str | None, accounts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The variables: addresses, and the credentials of each vendor's first account under the vendor's own names."""
    root = f"{url}/~{world}" if world else url
    found = {"EMULATOR_URL": url}
    for account in accounts:
        vendor = account["vendor"].upper()
        if f"{vendor}_BASE_URL" not in found:
            found[f"{vendor}_BASE_URL"] = f"{root}/{account['vendor']}"
            found.update({f"{vendor}_{name.upper()}": value for name, value in account.items() if name != "vendor"})
    return {name: value for name, value in found.items() if isinstance(value, str)}
