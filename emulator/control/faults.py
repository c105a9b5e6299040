"""Planned faults: what goes wrong on purpose, until the rule is deleted or spent, or the world is reset."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from emulator.control import operations, vendors
from emulator.control.description import example
from emulator.kernel import faults, masking, own_secrets
from emulator.kernel.control import CurrentWorld, Number, Problem, asks
from emulator.kernel.effect import Effect
from emulator.kernel.faults import Fault
from emulator.kernel.form import QueryForm
from emulator.kernel.own_secrets import OwnSecrets
from emulator.kernel.vendor import Vendor

router = APIRouter(tags=["Faults"])


class FaultForm(Effect):
    """Which requests, what happens to them, and how often."""

    model_config = ConfigDict(defer_build=False)

    vendor: str = Field(examples=["reco"])
    operation: str | None = Field(
        default=None, description="As the journal names it.", examples=["reco.create_email_invite"]
    )
    path: str | None = Field(
        default=None, pattern="^/", description="Inside the vendor; * stands for anything.", examples=["/invite/*"]
    )
    params: operations.Params | None = Field(
        default=None, description=operations.PARAMS, examples=[{"email": "jane@example.com"}]
    )
    times: int | None = Field(default=None, strict=True, ge=1, le=2**31 - 1, description="Then all is well again.")
    probability: float | None = Field(default=None, strict=True, ge=0, le=1, allow_inf_nan=False)
    seed: int | None = Field(
        default=None, strict=True, ge=-(2**63), lt=2**63, description="The same seed gives the same chance again."
    )


class FaultsFilter(QueryForm):
    vendor: str | None = Field(default=None, examples=["reco"])
    fired: bool | None = Field(default=None, description="false: only those that never did anything.")


class FaultItem(TypedDict):
    """A rule as it was given; `seen` is how many requests fitted it, `fired` how many of them it spoilt."""

    id: int
    vendor: str
    operation: str | None
    path: str | None
    params: dict[str, Any] | None
    status: int | None
    code: int | None
    retry_after: int | None
    delay_ms: Any
    reset: bool
    truncate: int | None
    drip_ms: int | None
    after_commit: bool
    times: int | None
    probability: float | None
    seed: int
    seen: int
    fired: int


class Faults(TypedDict):
    items: list[FaultItem]
    total: int


_ITEM: dict[str, Any] = {
    "id": 1,
    "vendor": "reco",
    "operation": "reco.create_email_invite",
    "path": None,
    "params": {"email": "jane@example.com"},
    "status": 503,
    "code": None,
    "retry_after": 30,
    "delay_ms": None,
    "reset": False,
    "truncate": None,
    "drip_ms": None,
    "after_commit": False,
    "times": 2,
    "probability": None,
    "seed": 7,
    "seen": 2,
    "fired": 2,
}


@router.post(
    "/faults",
    status_code=201,
    responses=example({**_ITEM, "seen": 0, "fired": 0}, "Planned", 201),
    openapi_extra=asks({"vendor": "reco", "status": 503, "times": 2}),
)
async def plan_a_fault(form: FaultForm, world: CurrentWorld) -> FaultItem:
    """From now on the requests that fit meet it; of several rules that fit the first one planned counts."""
    vendor = vendors.named(world.worlds, form.vendor, status=400)
    effect = Effect.model_validate(form.model_dump(include=set(Effect.model_fields)))
    if conflict := effect.conflict():
        raise Problem(400, f"{conflict[0]}: {conflict[1]}", field=conflict[0])
    if wrong := faults.foreign_code(vendor, form.code):
        raise Problem(400, f"code: {wrong}", field="code")
    operation = form.operation and operations.named(world.worlds, form.operation, vendor=vendor.name)
    rule = form.model_dump(include={"vendor", "path", "params", "times", "probability", "seed"})
    with world.transaction() as session:
        planned = faults.add(session, effect=effect, operation=operation, **rule)
    return _shown(planned, vendor, own_secrets.of(world))


@router.get("/faults", responses=example({"items": [_ITEM], "total": 1}))
async def list_faults(filter: Annotated[FaultsFilter, Query()], world: CurrentWorld) -> Faults:
    """In the order in which they count; `fired=false` is the report of those that never fired."""
    vendors.check(world.worlds, filter.vendor)
    with world.transaction() as session:
        rules = faults.every(session)
    own = own_secrets.of(world)
    items = [
        _shown(rule, world.worlds.vendor(rule.vendor), own)
        for rule in rules
        if filter.vendor in (None, rule.vendor) and filter.fired in (None, rule.fired > 0)
    ]
    return {"items": items, "total": len(items)}


@router.delete("/faults", status_code=204)
async def forget_faults(world: CurrentWorld) -> None:
    """All is well again."""
    with world.transaction() as session:
        faults.clear(session)


@router.delete("/faults/{id}", status_code=204)
async def forget_a_fault(id: Number, world: CurrentWorld) -> None:
    """One rule is forgotten; the others stay."""
    with world.transaction() as session:
        removed = faults.remove(session, id)
    if not removed:
        raise Problem(404, f"there is no fault {id}", field="id")


def _shown(rule: Any, vendor: Vendor, own: OwnSecrets) -> FaultItem:
    fault: Fault = rule
    effect = Effect.model_validate(fault.effect).model_dump()
    shown: Any = {name: effect.get(name, getattr(fault, name, None)) for name in FaultItem.__annotations__}
    shown["params"] = own.hide(masking.json_value(fault.params, vendor.secrets))
    return shown  # type: ignore[no-any-return]
