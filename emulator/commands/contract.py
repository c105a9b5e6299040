"""`emulator contract`: what the code under test has used of the vendors' documents, and what it broke of them."""

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from emulator.commands import complete, junit, screen
from emulator.commands.ending import Status, stop
from emulator.commands.options import AsJson, Host, Port, Token, World
from emulator.commands.server import running

app = typer.Typer(add_completion=False)


class FailOn(StrEnum):
    """What makes the command fail."""

    NOTICE = "notice"
    REFUSAL = "refusal"
    UNKNOWN = "unknown"
    UNUSED = "unused"


Vendor = Annotated[str | None, typer.Option(help="Only what is this vendor's.", autocompletion=complete.vendors)]
Failing = Annotated[
    list[FailOn] | None,
    typer.Option(
        "--fail-on",
        help="Exit with 3 where there is a breach of a document (notice), an answer of 400 or more (refusal), a path "
        "that no vendor has (unknown), an operation that was not used (unused). May be given several times.",
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(
        "--junit",
        envvar="EMULATOR_CONTRACT_JUNIT",
        metavar="FILE",
        help="Write a JUnit report: a test case for each operation.",
    ),
]


@app.command()
def contract(
    vendor: Vendor = None,
    fail_on: Failing = None,
    report: Report = None,
    as_json: AsJson = False,
    world: World = None,
    host: Host = None,
    port: Port = None,
    control_token: Token = None,
) -> None:
    """Show which operations were used, how sure we are of each, and every notice; fail where there is one."""
    text = running(host, port, control_token, world).call("GET", "/contract", query={"vendor": vendor})
    told = json.loads(text)
    if report is not None:
        _write(report, junit.of(told))
    if as_json:
        screen.document(text)
    else:
        _show(told)
    reasons = [reason for wish in fail_on or () if (reason := _broken(wish, told["total"], told)) is not None]
    for reason in reasons:
        typer.echo(f"emulator: {reason}", err=True)
    if reasons:
        raise typer.Exit(Status.FOUND)


def _broken(wish: FailOn, total: dict[str, int], told: dict[str, Any]) -> str | None:
    forgotten = told["window"]["forgotten"]
    past = f"; {forgotten} requests before are no longer in the journal" if forgotten else ""
    found = {
        FailOn.NOTICE: (total["breaches"], f"the documents were broken {junit.times(total['breaches'])}{past}"),
        FailOn.REFUSAL: (total["refused"], f"{_were(total['refused'], 'request')} refused{past}"),
        FailOn.UNKNOWN: (
            total["unknown"],
            f"{_were(total['unknown'], 'request')} for no operation of any vendor{past}",
        ),
        FailOn.UNUSED: (total["unused"], f"{_were(total['unused'], 'operation')} not used{past}"),
    }
    count, reason = found[wish]
    return reason if count else None


def _were(count: int, one: str) -> str:
    return f"{screen.amount(count, one)} {'was' if count == 1 else 'were'}"


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        stop(f"{file}: {error.strerror or error}")


def _show(told: dict[str, Any]) -> None:
    total = told["total"]
    strict = " (strict)" if told["strict"] else ""
    screen.say(
        f"world {told['world']}{strict}: {screen.amount(total['requests'], 'request')}, {total['used']} of "
        f"{total['operations']} operations used, {total['refused']} refused, {total['unknown']} unknown, "
        f"{screen.amount(total['breaches'], 'breach', 'breaches')}"
    )
    used = [one for one in told["operations"] if one["used"]]
    columns = ("operation", "evidence", "source", "used", "answers", "breaches")
    rows = [[_answers(one) if name == "answers" else one[name] for name in columns] for one in used]
    screen.table(columns, rows, none="no operation was used", folds=("source", "answers"))
    if told["unknown"]:
        rows = [[one["vendor"], one["method"], one["path"], one["status"], one["used"]] for one in told["unknown"]]
        _part(("vendor", "method", "unknown path", "status", "times"), rows, folds="unknown path")
    if told["notices"]:
        rows = [[one["kind"], one["notice"], one["count"], one["example"]] for one in told["notices"]]
        _part(("kind", "notice", "times", "request"), rows, folds="notice")


def _part(columns: Sequence[str], rows: list[list[Any]], *, folds: str) -> None:
    screen.say("")
    screen.table(columns, rows, none="", folds=[folds])


def _answers(operation: dict[str, Any]) -> str:
    return ", ".join(f"{status} × {count}" for status, count in operation["statuses"].items())
