"""`emulator certs`: the certificate for clients to trust, where they call the vendors by HTTPS."""

import json
from pathlib import Path
from typing import Annotated

import typer

from emulator.commands.server import settings_from, stop

app = typer.Typer(add_completion=False)

File = Annotated[Path | None, typer.Argument(help="Where to write it; else it is printed.", metavar="[FILE]")]
Certs = Annotated[str | None, typer.Option(help="The folder that keeps the authority. [EMULATOR_CERTS]")]
Data = Annotated[str | None, typer.Option(help="The server's folder; its `certs` is taken. [EMULATOR_DATA]")]
AsJson = Annotated[bool, typer.Option("--json", help="Where it is kept, its fingerprint, and the names it is for.")]


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
    if as_json:
        told = {
            "file": str(authority.file),
            "sha256": authority.fingerprint,
            "not_after": authority.certificate.not_valid_after_utc.isoformat().replace("+00:00", "Z"),
            "names": tls.names(settings, VENDORS.hosts()),
            "certificate": authority.pem,
        }
        typer.echo(json.dumps(told))
    elif file is None:
        typer.echo(authority.pem, nl=False)
