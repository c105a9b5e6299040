"""What a world has used of the vendors' documents: which operations, how sure we are of each, and which notices."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query

from emulator.control import vendors
from emulator.control.contract_shapes import (
    EXAMPLE,
    Contract,
    ContractFilter,
    NoticeGroup,
    OperationUse,
    StrictForm,
    Strictness,
)
from emulator.control.description import example
from emulator.kernel import notices, own_secrets, usage
from emulator.kernel.control import CurrentWorld, asks
from emulator.kernel.dispatch import surface_of
from emulator.kernel.route import Operation
from emulator.kernel.world import World

router = APIRouter(tags=["Contract"])

GROUPS = 100
"""How many notices, and how many unknown paths, a report has; their totals count all."""
_NUMBERS = re.compile(r"\[\d+\]")


@router.get("/contract", responses=example(EXAMPLE))
async def contract_report(filter: Annotated[ContractFilter, Query()], world: CurrentWorld) -> Contract:
    """What this world has used of the vendors' documents, and what it broke of them.

    It counts the requests that the journal still has (`window`): to forget them (`DELETE /requests`) starts it anew.
    A notice of a kind other than "explanation" is a breach: strict mode refuses what has one.
    """
    vendors.check(world.worlds, filter.vendor)
    return report(world, filter)


@router.put("/contract", responses=example({"strict": True}), openapi_extra=asks({"strict": True}))
async def set_strict(form: StrictForm, world: CurrentWorld) -> Strictness:
    """Whether the world refuses what breaks a vendor's document, as the vendor refuses bad input, and stores nothing.

    It holds until it is set again, or a reset: then the world is as strict as it was made.
    """
    world.be_strict(form.strict)
    return {"strict": world.strict}


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
    own = own_secrets.of(world)
    return {
        "world": world.name,
        "strict": world.strict,
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
        "unknown": own.hide([row._asdict() for row in unknown[:GROUPS]]),
        "notices": own.hide(groups[:GROUPS]),
    }


def _uses(world: World, chosen: Sequence[str], statuses: list[Any], noticed: list[Any]) -> Iterator[OperationUse]:
    by_operation: dict[str, list[Any]] = defaultdict(list)
    for row in statuses:
        by_operation[row.operation].append(row)
    broken = Counter[str | None]()
    for row in noticed:
        broken[row.operation] += len(notices.breaches(row.notices))
    for name in chosen:
        for operation in surface_of(world.worlds.vendor(name)).operations:
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
