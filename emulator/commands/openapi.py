"""`emulator openapi`: a vendor's description, without a server."""

import json
from typing import Annotated

import typer

from emulator.commands.server import stop

app = typer.Typer(add_completion=False)

Vendor = Annotated[str, typer.Argument(help="reco, rees46 or recensus.", metavar="VENDOR")]


@app.command()
def openapi(vendor: Vendor) -> None:
    """Print a vendor's OpenAPI description."""
    from emulator.kernel.dispatch import surface_of
    from emulator.vendors import VENDORS

    if vendor not in VENDORS:
        stop(f"no vendor is called {vendor!r}; the vendors are {', '.join(VENDORS)}")
    typer.echo(json.dumps(surface_of(VENDORS[vendor]).described.openapi(), indent=2))
