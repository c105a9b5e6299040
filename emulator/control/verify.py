"""Asserts that calls were made: how often, or in which order, with the nearest misses where they were not."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, NotRequired

from fastapi import APIRouter
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import operations, vendors
from emulator.control.description import example
from emulator.kernel import journal, masking, own_secrets, sent, verification
from emulator.kernel.control import CurrentWorld, Problem, asks
from emulator.kernel.form import Form
from emulator.kernel.journal import Entry
from emulator.kernel.own_secrets import OwnSecrets
from emulator.kernel.verification import Check, Expected, Seen
from emulator.kernel.worlds import Worlds

router = APIRouter(tags=["Requests"])

MISSES = 3
"""How many of the nearest misses are shown."""


class Step(Form):
    vendor: str | None = Field(default=None, examples=["reco"])
    operation: str | None = Field(default=None, examples=["reco.create_email_invite"])
    status: operations.Status | None = Field(
        default=None, description="0 where the connection was reset.", examples=[200]
    )
    params: operations.Params = Field(
        default_factory=dict,
        description=operations.PARAMS,
        examples=[{"email": "jane@example.com"}],
    )


class VerifyForm(Step):
    times: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="How many there are, exactly; at least one where it is left out.", examples=[2]
    )
    sequence: Annotated[list[Step], Field(min_length=1, max_length=100)] | None = Field(
        default=None,
        description="Calls that were made in this order, whatever stands between them; goes with nothing else.",
        examples=[None],
    )


class Miss(TypedDict):
    """A request that was nearly the one: what was expected, field by field, and what it had."""

    id: int
    method: str
    url: str
    step: NotRequired[int]
    fields: list[Check]


class Verified(TypedDict):
    ok: bool
    matched: int
    nearest: list[Miss]


_MISS = {
    "id": 1,
    "method": "POST",
    "url": "http://127.0.0.1:4717/reco/invite/mail/venue/123",
    "fields": [
        {
            "field": "operation",
            "expected": "reco.create_email_invite",
            "got": "reco.create_email_invite",
            "at": [],
            "ok": True,
        },
        {
            "field": "params.email",
            "expected": "jane@example.com",
            "got": "john@example.com",
            "at": ["body.invites[0].email"],
            "ok": False,
        },
    ],
}


@router.post(
    "/requests/verify",
    responses=example({"ok": False, "matched": 0, "nearest": [_MISS]}),
    openapi_extra=asks(
        {"vendor": "reco", "operation": "create_email_invite", "params": {"email": "jane@example.com"}, "times": 1}
    ),
)
async def verify_requests(form: VerifyForm, world: CurrentWorld) -> Verified:
    """Whether such a request was made: `times` times, or at least once. With `sequence`: these, in this order.

    `matched` counts the requests, or the steps of the sequence that were found. `nearest` has up to three requests that
    came nearest to what is missing, or those that are more than `times`. A single value in `params` is met by a list
    that has it, an object by one with at least these fields; a number and a text are alike only in a query or form.
    """
    _check(form, world.worlds)
    with world.transaction() as session:
        entries = journal.latest_first(session, journal.Filter(), limit=world.limits.requests)
    return await operations.judged(partial(_verified, form, world.worlds, own_secrets.of(world)), entries[::-1])


def _check(form: VerifyForm, worlds: Worlds) -> None:
    """Raises a Problem for what no request can be; gives operations their full names."""
    if form.sequence is not None and len(form.model_fields_set) > 1:
        other = min(form.model_fields_set - {"sequence"})
        raise Problem(400, f"{other}: goes into each step of the sequence, or without one", field=other)
    for number, step in enumerate(form.sequence or [form]):
        place = "" if form.sequence is None else f"sequence.{number}."
        vendors.check(worlds, step.vendor, field=f"{place}vendor")
        if step.operation is not None:
            step.operation = operations.named(worlds, step.operation, vendor=step.vendor, field=f"{place}operation")


def _verified(form: VerifyForm, worlds: Worlds, own: OwnSecrets, entries: Sequence[Entry]) -> Verified:
    steps = form.sequence or [form]
    said = any(step.params for step in steps)
    names = frozenset[str]().union(*(vendor.secrets for vendor in worlds.vendors.values()))
    seen = [_seen(entry, worlds, own, with_fields=said) for entry in entries]
    expected = [Expected(**step.model_dump(include=set(Step.model_fields)), secrets=names) for step in steps]
    rows = list(zip(entries, seen, strict=True))
    if form.sequence is not None:
        return own.hide(_in_order(expected, rows))
    matching = [row for row in rows if verification.meets(expected[0], row[1])]
    ok = len(matching) == form.times if form.times is not None else bool(matching)
    too_many = form.times is not None and len(matching) > form.times
    others = [row for row in rows if row not in matching] if not ok and not too_many else matching
    nearest = [] if ok else _nearest([(verification.checks(expected[0], one), entry, one) for entry, one in others])
    return {"ok": ok, "matched": len(matching), "nearest": own.hide(nearest)}


def _seen(entry: Entry, worlds: Worlds, own: OwnSecrets, *, with_fields: bool) -> Seen:
    vendor = worlds.vendor(entry.vendor)
    parts = operations.parts(vendor, entry) if with_fields else {}
    found = [one for at, part in parts.items() for one in sent.fields(part, at)]
    return Seen(
        id=entry.id,
        vendor=entry.vendor,
        operation=entry.operation,
        status=entry.status,
        sent=found,
        secrets=vendor.secrets,
        hide=own.hide,
    )


Row = tuple[Entry, Seen]
Judged = tuple[list[Check], Entry, Seen]


def _in_order(steps: Sequence[Expected], rows: Sequence[Row]) -> Verified:
    """Each step's first request after that of the step before; where there is none, what came nearest to it."""
    last = 0
    for number, step in enumerate(steps):
        found = next((one for _, one in rows if one.id > last and verification.meets(step, one)), None)
        if found is None:
            judged = [([*verification.checks(step, one), *_order(one, last)], entry, one) for entry, one in rows]
            nearest = [{**miss, "step": number} for miss in _nearest(judged)]
            return {"ok": False, "matched": number, "nearest": nearest}  # type: ignore[typeddict-item]
        last = found.id
    return {"ok": True, "matched": len(steps), "nearest": []}


def _order(one: Seen, last: int) -> list[Check]:
    if last == 0:
        return []
    return [{"field": "id", "expected": f"more than {last}", "got": one.id, "at": [], "ok": one.id > last}]


def _nearest(judged: Sequence[Judged]) -> list[Miss]:
    """Those of the vendor that is meant, then those with the most fields as expected: a field with another value is
    nearer than none. The latest come first.
    """

    def nearness(one: Judged) -> tuple[bool, int, int]:
        checks, _, seen = one
        meant = {str(c["expected"]).partition(".")[0] for c in checks if c["field"] in ("vendor", "operation")}
        return seen.vendor in meant, sum(2 if c["ok"] else bool(c["at"]) for c in checks), seen.id

    best = sorted(judged, key=nearness, reverse=True)[:MISSES]
    return [
        {"id": entry.id, "method": entry.method, "url": masking.url(entry.url, seen.secrets), "fields": checks}
        for checks, entry, seen in best
    ]
