"""A world's time: look, set, stop, go on."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.kernel.clock import BackwardsError, BeyondError, Clock
from emulator.kernel.control import CurrentPlace, CurrentWorld, Problem, asks
from emulator.kernel.form import Form
from emulator.kernel.moments import Moment

router = APIRouter(tags=["Clock"])


Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class ClockForm(Form):
    now: Moment | None = Field(default=None, examples=["2030-01-31T12:00:00Z"])
    frozen: bool | None = Field(default=None, examples=[True])


class AdvanceForm(Form):
    days: Amount = Field(default=0, examples=[8])
    hours: Amount = Field(default=0, examples=[0])
    minutes: Amount = Field(default=0, examples=[0])
    seconds: Amount = Field(default=0, examples=[0])


class ClockAnswer(TypedDict):
    now: datetime
    frozen: bool
    offset_seconds: float


class Ran(TypedDict):
    at: datetime
    vendor: str
    what: str


class Advanced(ClockAnswer):
    ran: list[Ran]


_CLOCK = {"now": "2030-01-31T12:00:00Z", "frozen": True, "offset_seconds": 86400.0}
_RAN = {"at": "2030-01-30T08:00:00Z", "vendor": "reco", "what": "sent the invite to jane@example.com"}


def _shown(clock: Clock) -> ClockAnswer:
    return {
        "now": clock.now(),
        "frozen": clock.frozen_at is not None,
        "offset_seconds": clock.ahead().total_seconds(),
    }


@router.get("/clock", responses=example(_CLOCK))
async def look_at_the_clock(world: CurrentWorld) -> ClockAnswer:
    """The world's time, and how far it is from the real one."""
    return _shown(world.clock)


@router.put("/clock", responses=example(_CLOCK), openapi_extra=asks({"now": "2030-01-01T12:00:00Z", "frozen": True}))
async def set_the_clock(form: ClockForm, world: CurrentWorld) -> ClockAnswer:
    """Goes forward to `now`, stops (`frozen: true`) or runs on; what becomes due by that has happened."""
    try:
        await world.move_clock(lambda clock: clock.set(form.now, frozen=form.frozen))
    except BackwardsError as error:
        raise Problem(409, str(error), field="now") from None
    except BeyondError as error:
        raise Problem(400, str(error), field="now") from None
    return _shown(world.clock)


@router.post("/clock/advance", responses=example({**_CLOCK, "ran": [_RAN]}), openapi_extra=asks({"days": 7}))
async def advance_the_clock(form: AdvanceForm, place: CurrentPlace) -> Advanced:
    """Goes forward by that much; `ran` is what became due on the way, in order."""
    world = await place.turn()
    amounts = form.model_dump()
    try:
        by = timedelta(**amounts)
        ran = await world.move_clock(lambda clock: clock.advance(by))
    except (BeyondError, OverflowError):
        raise Problem(400, str(BeyondError()), field=_largest(amounts)) from None
    return {**_shown(world.clock), "ran": [{"at": due.at, "vendor": due.vendor, "what": due.what} for due in ran]}


def _largest(amounts: dict[str, float]) -> str:
    return max(amounts, key=lambda unit: timedelta(**{unit: min(amounts[unit], 1e8)}))
