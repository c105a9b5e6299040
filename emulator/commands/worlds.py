"""`emulator worlds`: the worlds of a running server on the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import complete, groups, screen
from emulator.commands.options import AsJson, Host, Port, Token
from emulator.commands.server import running

app = typer.Typer(
    cls=groups.Lists, help="The worlds of the server: list, make, drop; alone it lists.", add_completion=False
)

Name = Annotated[str, typer.Argument(help="The world.", metavar="NAME", autocompletion=complete.worlds)]
Source = Annotated[
    str | None,
    typer.Option(
        "--from",
        envvar="EMULATOR_WORLDS_MAKE_FROM",
        help="A world to fork, or a snapshot: t1, t1/paid.",
        autocompletion=complete.origins,
    ),
]

_UNITS = (("d", 86400), ("h", 3600), ("min", 60))


@app.command("list")
def list_(as_json: AsJson = False, host: Host = None, port: Port = None, control_token: Token = None) -> None:
    """All worlds, with how old they are, for how long nobody used them, and what they hold."""
    told = running(host, port, control_token, None).call("GET", "/worlds")
    if as_json:
        screen.document(told)
    else:
        columns = ("name", "fixture", "age", "unused", "rows", "KB")
        screen.table(columns, map(_cells, json.loads(told)["items"]), none="there is no world", folds=columns[:2])


@app.command()
def make(
    name: Annotated[str | None, typer.Argument(help="Minted where it is left out.", metavar="[NAME]")] = None,
    fixture: Annotated[str | None, typer.Option(help="What it is made from: a name or folder.")] = None,
    source: Source = None,
    as_json: AsJson = False,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Make a world; shows its addresses and the credentials that alone lead to it."""
    form = {"name": name, "fixture": fixture, "from": source}
    given = {key: value for key, value in form.items() if value is not None}
    told = running(host, port, control_token, None).call("POST", "/worlds", body=given)
    if as_json:
        screen.document(told)
    else:
        _show(json.loads(told))


@app.command()
def drop(
    name: Name, as_json: AsJson = False, host: Host = None, port: Port = None, control_token: Token = None
) -> None:
    """Drop a world with all that is in it."""
    from urllib.parse import quote

    running(host, port, control_token, None).call("DELETE", f"/worlds/{quote(name, safe='')}")
    if as_json:
        screen.document(json.dumps({"name": name}))
    else:
        screen.say(f"{name} is dropped")


def _show(made: dict[str, Any]) -> None:
    screen.say(f"world {made['name']}: `emulator env --world {made['name']}` gives a shell its variables")
    rows = [
        (vendor, made["base_urls"][vendor], "\n".join(f"{name} {value}" for name, value in accounts[0].items()))
        for vendor, accounts in made["credentials"].items()
        if accounts
    ]
    screen.table(
        ("vendor", "base URL", "credentials"), rows, none="it has no accounts", folds=("base URL", "credentials")
    )
    if more := sum(map(len, made["credentials"].values())) - len(rows):
        screen.say(f"{screen.amount(more, 'more account')} in GET /_emulator/accounts")


def _cells(one: dict[str, Any]) -> tuple[Any, ...]:
    ages = (_length(one["age_seconds"]), _length(one["idle_seconds"]))
    return one["name"], one["fixture"], *ages, one["rows"], screen.kilobytes(one["bytes"])


def _length(seconds: float) -> str:
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"
