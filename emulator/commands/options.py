"""The flags that commands share: each has a variable, and a shell completes its values where the server knows them."""

from typing import Annotated

import typer

from emulator.commands import complete

Host = Annotated[
    str | None,
    typer.Option(envvar="EMULATOR_HOST", show_default="127.0.0.1", help="Where the server listens."),
]
Port = Annotated[str | None, typer.Option(envvar="EMULATOR_PORT", show_default="4717", help="Its port.")]
Token = Annotated[
    str | None,
    typer.Option("--control-token", envvar="EMULATOR_CONTROL_TOKEN", help="What control calls must bear."),
]
World = Annotated[
    str | None,
    typer.Option(envvar="EMULATOR_WORLD", show_default="default", help="Which world.", autocompletion=complete.worlds),
]
AsJson = Annotated[bool, typer.Option("--json", envvar="EMULATOR_JSON", help="One JSON document for programs.")]
Certs = Annotated[
    str | None, typer.Option(envvar="EMULATOR_CERTS", help="The folder that keeps the authority for HTTPS.")
]
