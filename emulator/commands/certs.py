"""`emulator certs`: the certificate for clients to trust, where they call the vendors by HTTPS."""

import json
from pathlib import Path
from typing import Annotated

import typer

from emulator.commands import screen
from emulator.commands.ending import stop
from emulator.commands.options import AsJson, Certs
from emulator.commands.settings import settings_from

app = typer.Typer(add_completion=False)

File = Annotated[Path | None, typer.Argument(help="Where to write it; else it is printed.", metavar="[FILE]")]
Data = Annotated[str | None, typer.Option(envvar="EMULATOR_DATA", help="The server's folder; its `certs` is taken.")]


@app.command()
def certs(file: File = None, certs: Certs = None, data: Data = None, as_json: AsJson = False) -> None:
    """Print or write the certificate that clients are told to trust, made at its first use: emulator certs ca.pem."""
    from emulator import tls
    from emulator.vendors import VENDORS

    settings = settings_from(certs=certs, data=data)
    try:
        authority = tls.issuer(settings)
        if file is not None:
            file.write_text(authority.pem)
    except tls.TlsError as error:
        stop(str(error))
    except OSError as error:
        stop(f"cannot write {file}: {error.strerror or error}")
    told = {
        "file": str(authority.file),
        "sha256": authority.fingerprint,
        "not_after": authority.certificate.not_valid_after_utc.isoformat().replace("+00:00", "Z"),
        "names": tls.names(settings, VENDORS.hosts()),
        "certificate": authority.pem,
    }
    if as_json:
        screen.document(json.dumps(told))
    elif file is None:
        typer.echo(authority.pem, nl=False)
    else:
        screen.say(f"written to {file}: the authority for {len(told['names'])} names, until {told['not_after'][:10]}")
