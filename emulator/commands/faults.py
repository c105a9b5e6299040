"""`emulator faults`: what goes wrong on purpose, planned and looked at from the command line."""

import json
from typing import Annotated, Any

import typer

from emulator.commands import complete, groups, screen
from emulator.commands.ending import Status, stop
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(
    cls=groups.Lists, help="Plan what goes wrong on purpose, and see what did; alone it lists.", add_completion=False
)

Vendor = Annotated[str | None, typer.Option(help="Only those of this vendor.", autocompletion=complete.vendors)]

_WHAT = ("status", "code", "retry_after", "delay_ms", "reset", "truncate", "drip_ms", "after_commit")


@app.command("list")
def list_(
    vendor: Vendor = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """The faults that are planned, in the order in which they count."""
    told = running(host, port, control_token, world).call("GET", "/faults", query={"vendor": vendor})
    _show(told, as_json=as_json)


@app.command()
def add(
    vendor: Annotated[str, typer.Argument(help="Whose requests.", metavar="VENDOR", autocompletion=complete.vendors)],
    effect: Annotated[
        str,
        typer.Argument(
            help="As the header X-Emulator-Fault says it: status=503,retry_after=30 or delay=100-300ms.",
            metavar="EFFECT",
        ),
    ],
    operation: Annotated[
        str | None, typer.Option(help="Only this operation.", autocompletion=complete.operations)
    ] = None,
    path: Annotated[str | None, typer.Option(help="Only this path inside the vendor; * stands for anything.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(help="Only with this field: NAME=VALUE, a VALUE that is JSON read as such; may be repeated."),
    ] = None,
    times: Annotated[int | None, typer.Option(help="So many times, then all is well.")] = None,
    probability: Annotated[float | None, typer.Option(help="0 to 1.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same chance again.")] = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Plan a fault."""
    server = running(host, port, control_token, world)
    rule = {"vendor": vendor, "operation": operation, "path": path, "params": _params(param or [])}
    often = {"times": times, "probability": probability, "seed": seed}
    told = server.call("POST", "/faults", body={**_effect(effect), **rule, **often})
    _show(told if as_json else json.dumps({"items": [json.loads(told)]}), as_json=as_json)


@app.command()
def clear(
    id: Annotated[
        int | None,
        typer.Argument(help="The fault's number; else all of them.", metavar="[ID]", autocompletion=complete.faults),
    ] = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """All is well again."""
    running(host, port, control_token, world).call("DELETE", "/faults" if id is None else f"/faults/{id}")
    if as_json:
        screen.document(json.dumps({"id": id}))
    else:
        screen.say("no fault is planned any more" if id is None else f"fault {id} is cleared")


@app.command()
def check(
    vendor: Vendor = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Exit with 3, and list them, where faults are planned that never did anything: for the end of a run in CI."""
    query = {"vendor": vendor, "fired": "false"}
    told = running(host, port, control_token, world).call("GET", "/faults", query=query)
    if as_json or json.loads(told)["total"]:
        _show(told, as_json=as_json)
    if json.loads(told)["total"]:
        raise typer.Exit(Status.FOUND)


def _effect(text: str) -> dict[str, Any]:
    from emulator.kernel.effect import HEADER, WrongFaultError, from_header

    try:
        return from_header(text).model_dump(exclude_defaults=True)
    except WrongFaultError as error:
        stop(error.message.removeprefix(f"{HEADER}: "), Status.USAGE)


def _params(given: list[str]) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name:
            stop(f"--param {one!r}: say NAME=VALUE", Status.USAGE)
        try:
            found[name] = json.loads(value)
        except ValueError:
            found[name] = value
    return found or None


def _show(told: str, *, as_json: bool) -> None:
    if as_json:
        screen.document(told)
        return
    rows = [
        (rule["id"], rule["vendor"], _which(rule), _said(rule, _WHAT), _often(rule), rule["seen"], rule["fired"])
        for rule in json.loads(told)["items"]
    ]
    columns = ("id", "vendor", "which requests", "what happens", "how often", "seen", "fired")
    screen.table(columns, rows, none="no fault is planned", folds=columns[2:5])


def _which(rule: dict[str, Any]) -> str:
    params = [f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in (rule["params"] or {}).items()]
    return " ".join([one for one in (rule["operation"], rule["path"]) if one] + params) or "all"


def _said(rule: dict[str, Any], names: tuple[str, ...]) -> str:
    said = [name if rule[name] is True else f"{name}={rule[name]}" for name in names if rule[name] not in (None, False)]
    return ", ".join(said)


def _often(rule: dict[str, Any]) -> str:
    chance = "" if rule["probability"] is None else _said(rule, ("probability", "seed"))
    times = "" if rule["times"] is None else f"{rule['times']} times"
    return ", ".join(one for one in (times, chance) if one) or "always"
