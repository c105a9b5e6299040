"""`emulator env`: where the vendors of the running server are, as variables for a shell."""

import json
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from emulator import proxies
from emulator.commands import screen
from emulator.commands.ending import stop
from emulator.commands.options import AsJson, Certs, Host, Port, Token, World
from emulator.commands.server import running
from emulator.commands.settings import settings_from

app = typer.Typer(add_completion=False)

Tls = Annotated[
    bool,
    typer.Option("--tls", help="Also what leads the vendors' own addresses to a server with --tls: it is the proxy."),
]


@app.command()
def env(
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
    tls: Tls = False,
    certs: Certs = None,
) -> None:
    """Shell exports of the vendors' addresses and the first account's credentials: eval "$(emulator env)"."""
    server = running(host, port, control_token, world)
    accounts = json.loads(server.call("GET", "/accounts"))["items"]
    url = f"http://{server.at}"
    named = variables(url, world, accounts)
    if tls:
        authority = _authority(certs)
        if not server.is_proxy():
            stop(f"the server on {server.at} leads no vendor's own address to it: start it with --tls")
        named.update(proxied(url, authority))
    if as_json:
        screen.document(json.dumps(named))
        return
    for name, value in named.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def variables(url: str, world: str | None, accounts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The variables: addresses, and the credentials of each vendor's first account under the vendor's own names."""
    root = f"{url}/~{world}" if world else url
    found = {"EMULATOR_URL": url, **proxies.passed_by(urlsplit(url).hostname or "")}
    for account in accounts:
        vendor = account["vendor"].upper()
        if f"{vendor}_BASE_URL" not in found:
            found[f"{vendor}_BASE_URL"] = f"{root}/{account['vendor']}"
            found.update({f"{vendor}_{name.upper()}": value for name, value in account.items() if name != "vendor"})
    return {name: value for name, value in found.items() if isinstance(value, str)}


def proxied(url: str, authority: Path) -> dict[str, str]:
    """What makes clients of most languages take the server for their proxy, and trust what it shows there."""
    leads = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
    trusts = ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
    return {
        **dict.fromkeys(leads, url),
        # What names the server itself needs no proxy.
        **dict.fromkeys(("NO_PROXY", "no_proxy"), proxies.HERE),
        **dict.fromkeys(trusts, str(authority.resolve())),
        "NODE_USE_ENV_PROXY": "1",
    }


def _authority(certs: str | None) -> Path:
    from emulator import tls

    try:
        return tls.issuer(settings_from(certs=certs)).file
    except tls.TlsError as error:
        stop(str(error))
