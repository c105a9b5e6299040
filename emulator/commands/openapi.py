"""`emulator openapi`: a vendor's description, without a server."""

import json
from typing import Annotated

import typer

from emulator.commands import complete
from emulator.commands.ending import stop
from emulator.commands.options import AsJson

app = typer.Typer(add_completion=False)

Vendor = Annotated[
    str, typer.Argument(help="reco, rees46 or recensus.", metavar="VENDOR", autocompletion=complete.vendors)
]


@app.command()
def openapi(vendor: Vendor, as_json: AsJson = False) -> None:  # noqa: ARG001 (it is JSON with or without)
    """Print a vendor's OpenAPI description, which is JSON anyway."""
    from emulator.kernel.dispatch import surface_of
    from emulator.vendors import VENDORS

    if vendor not in VENDORS:
        stop(f"no vendor is called {vendor!r}; the vendors are {', '.join(VENDORS)}")
    typer.echo(json.dumps(surface_of(VENDORS[vendor]).described.openapi(), indent=2))
