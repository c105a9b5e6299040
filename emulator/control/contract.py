"""What a world has used of the vendors' documents: which operations, how sure we are of each, and which notices."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control import operations, vendors
from emulator.control.description import example
from emulator.kernel import notices, usage
from emulator.kernel.control import CurrentWorld, Form
from emulator.kernel.route import Operation
from emulator.kernel.world import World

router = APIRouter(tags=["Contract"])

GROUPS = 100
"""How many notices, and how many unknown paths, a report has; their totals count all."""
_NUMBERS = re.compile(r"\[\d+\]")


class ContractFilter(Form):
    vendor: str | None = Field(default=None, examples=["reco"])
    used: bool | None = Field(default=None, description="Only operations that were used, or only the others.")


class Window(TypedDict):
    """The journal is bounded, and this is what the report counts: the requests from `first` to `last`."""

    requests: int
    first: int | None
    last: int | None
    since: datetime | None
    forgotten: int


class OperationUse(TypedDict):
    """`statuses` counts the answers; status 0 is a connection that a planned fault reset."""

    operation: str
    vendor: str
    methods: list[str]
    path: str
    evidence: str
    source: str
    used: int
    statuses: dict[str, int]
    refused: int
    breaches: int
    example: int | None


class UnknownUse(TypedDict):
    vendor: str
    method: str
    path: str
    status: int
    used: int
    example: int


class NoticeGroup(TypedDict):
    """`kind` is that of the breach, or "explanation" where the notice only explains an answer."""

    vendor: str
    operation: str | None
    kind: str
    notice: str
    count: int
    example: int


class Totals(TypedDict):
    requests: int
    operations: int
    used: int
    unused: int
    refused: int
    unknown: int
    breaches: int
    explanations: int


class Contract(TypedDict):
    world: str
    window: Window
    total: Totals
    operations: list[OperationUse]
    unknown: list[UnknownUse]
    notices: list[NoticeGroup]


_OPERATION = {
    "operation": "reco.create_email_invite",
    "vendor": "reco",
    "methods": ["POST"],
    "path": "/invite/mail/venue/{venue_id}",
    "evidence": "documented",
    "source": "Create email invite",
    "used": 3,
    "statuses": {"200": 2, "403": 1},
    "refused": 1,
    "breaches": 1,
    "example": 4,
}
_UNKNOWN = {"vendor": "reco", "method": "GET", "path": "/nowhere", "status": 404, "used": 1, "example": 3}
_NOTICE = {
    "vendor": "reco",
    "operation": "reco.create_email_invite",
    "kind": "undocumented parameter",
    "notice": "`invites[].firstname` is not documented for POST /invite/mail/venue/{venue_id}; did you mean "
    "`firstName`?",
    "count": 1,
    "example": 4,
}
_TOTAL = {
    "requests": 4,
    "operations": 129,
    "used": 1,
    "unused": 128,
    "refused": 1,
    "unknown": 1,
    "breaches": 1,
    "explanations": 0,
}
_REPORT = {
    "world": "default",
    "window": {"requests": 4, "first": 1, "last": 4, "since": "2030-01-31T12:00:00Z", "forgotten": 0},
    "total": _TOTAL,
    "operations": [_OPERATION],
    "unknown": [_UNKNOWN],
    "notices": [_NOTICE],
}


@router.get("/contract", responses=example(_REPORT))
async def contract_report(filter: Annotated[ContractFilter, Query()], world: CurrentWorld) -> Contract:
    """What this world has used of the vendors' documents, and what it broke of them.

    It counts the requests that the journal still has (`window`): to forget them (`DELETE /requests`) starts it anew.
    A notice of a kind other than "explanation" is a breach: strict mode refuses what has one.
    """
    if filter.vendor is not None:
        vendors.named(world.worlds, filter.vendor, status=400)
    return report(world, filter)


def report(world: World, filter: ContractFilter) -> Contract:
    with world.transaction() as session:
        window, statuses = usage.window(session), usage.by_status(session)
        unknown, noticed = usage.unknown(session, limit=10_000), usage.noticed(session)
    chosen = [name for name in world.worlds.vendors if filter.vendor in (None, name)]
    unknown = [row for row in unknown if row.vendor in chosen]
    noticed = [row for row in noticed if row.vendor in chosen]
    groups = _grouped(noticed)
    every = list(_uses(world, chosen, statuses, noticed))
    breaches = sum(one["count"] for one in groups if one["kind"] != notices.EXPLANATION)
    used = sum(one["used"] > 0 for one in every)
    return {
        "world": world.name,
        "window": {
            "requests": window.requests,
            "first": window.first,
            "last": window.last,
            "since": window.since,
            "forgotten": world.last_request_id - window.requests,
        },
        "total": {
            "requests": sum(one["used"] for one in every) + sum(row.used for row in unknown),
            "operations": len(every),
            "used": used,
            "unused": len(every) - used,
            "refused": sum(one["refused"] for one in every),
            "unknown": sum(row.used for row in unknown),
            "breaches": breaches,
            "explanations": sum(one["count"] for one in groups) - breaches,
        },
        "operations": [one for one in every if filter.used in (None, one["used"] > 0)],
        "unknown": [_unknown(row) for row in unknown[:GROUPS]],
        "notices": groups[:GROUPS],
    }


def _uses(world: World, chosen: Sequence[str], statuses: list[Any], noticed: list[Any]) -> Iterator[OperationUse]:
    by_operation: dict[str, list[Any]] = defaultdict(list)
    for row in statuses:
        by_operation[row.operation].append(row)
    broken = Counter({row.operation: 0 for row in noticed})
    for row in noticed:
        broken[row.operation] += len(notices.breaches(row.notices))
    for name in chosen:
        for operation in operations.of(world.worlds.vendor(name)).operations:
            yield _use(operation, by_operation[operation.name], broken[operation.name])


def _use(operation: Operation, rows: list[Any], breaches: int) -> OperationUse:
    return {
        "operation": operation.name,
        "vendor": operation.wire.vendor,
        "methods": sorted(operation.methods or ()),
        "path": operation.path,
        "evidence": operation.evidence.kind,
        "source": operation.evidence.source,
        "used": sum(row.used for row in rows),
        "statuses": {str(row.status): row.used for row in rows},
        "refused": sum(row.used for row in rows if row.status >= 400),
        "breaches": breaches,
        "example": max((row.example for row in rows), default=None),
    }


def _unknown(row: Any) -> UnknownUse:
    return {
        "vendor": row.vendor,
        "method": row.method,
        "path": row.path,
        "status": row.status,
        "used": row.used,
        "example": row.example,
    }


def _grouped(noticed: list[Any]) -> list[NoticeGroup]:
    """Alike but for the numbers of their rows; the most frequent first, each with the latest request that has it."""
    groups: dict[tuple[str, str | None, str, str], NoticeGroup] = {}
    for row in noticed:
        for notice, sentence in zip(row.notices, notices.sentences(row.notices), strict=True):
            said, kind = _NUMBERS.sub("[]", sentence), notices.kind(notice)
            group = groups.setdefault(
                (row.vendor, row.operation, kind, said),
                {
                    "vendor": row.vendor,
                    "operation": row.operation,
                    "kind": kind,
                    "notice": said,
                    "count": 0,
                    "example": row.id,
                },
            )
            group["count"] += 1
    return sorted(groups.values(), key=lambda one: (one["kind"] == notices.EXPLANATION, -one["count"], one["notice"]))
