"""Planned faults: what goes wrong on purpose, for requests that fit a rule of the world or carry the header.

A rule is a row: it counts the requests that fitted (`seen`) and those that it spoilt (`fired`): one that is answered as
if nobody had planned anything, for there was no place for the fault, leaves the rule unspent. Its chance is drawn from
its seed and the first count alone, so that the same requests meet the same faults again, after a restart too.
"""

from fnmatch import fnmatchcase
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, delete, func, update
from sqlmodel import Field, bindparam, col, or_, select

from emulator.kernel.database import Json, Prepared, Session, Table, command, insert_into, prepare
from emulator.kernel.effect import HEADER, Effect, Planned, WrongFaultError, from_header
from emulator.kernel.errors import Errors
from emulator.kernel.http import Answer, Request
from emulator.kernel.notices import Notice

if TYPE_CHECKING:
    from emulator.kernel.vendor import Vendor


class Fault(Table, table=True):
    __tablename__ = "faults"

    id: int | None = Field(default=None, primary_key=True)
    vendor: str
    operation: str | None = None
    path: str | None = None
    params: dict[str, Any] | None = Field(default=None, sa_type=Json)
    effect: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    times: int | None = None
    probability: float | None = None
    seed: int = Field(sa_type=BigInteger)
    seen: int = 0
    fired: int = 0


_INSERT = insert_into(Fault)
_ALL = prepare(select(Fault).order_by(col(Fault.id)))
_ONE = prepare(select(Fault).where(col(Fault.id) == bindparam("id")))
_UNSPENT = prepare(
    select(Fault)
    .where(col(Fault.vendor) == bindparam("vendor"))
    .where(or_(col(Fault.times).is_(None), col(Fault.fired) < col(Fault.times)))
    .order_by(col(Fault.id))
)
_SEEN = command(update(Fault).where(col(Fault.id) == bindparam("rule")).values(seen=col(Fault.seen) + 1))
_FIRED = command(update(Fault).where(col(Fault.id) == bindparam("rule")).values(fired=col(Fault.fired) + 1))
_DELETE = command(delete(Fault).where(col(Fault.id) == bindparam("id")))
_CLEAR = command(delete(Fault))
_COUNT: Prepared[int] = prepare(select(func.count()).select_from(Fault))


def add(session: Session, *, effect: Effect, **rule: Any) -> Fault:
    """Plans a fault; without a seed it gets one, so that what it does can be had again."""
    if rule.get("seed") is None:
        rule["seed"] = session.world.random.randrange(2**31)
    number = session.one(_INSERT, **rule, effect=effect.model_dump(exclude_defaults=True))
    _changed(session)
    return session.one(_ONE, id=number)


def every(session: Session) -> list[Fault]:
    return session.all(_ALL)


def remove(session: Session, number: int) -> bool:
    """Whether there was one of that number."""
    removed = session.run(_DELETE, id=number) > 0
    _changed(session)
    return removed


def clear(session: Session) -> None:
    session.run(_CLEAR)
    _changed(session)


def count(session: Session) -> int:
    return session.one(_COUNT)


def _changed(session: Session) -> None:
    """The world keeps at hand how many rules there are: while it is none, no request asks for them."""
    session.world.faults = count(session)


def foreign_code(vendor: "Vendor", code: int | None) -> str | None:
    """Why the code cannot be had of the vendor, where that is so."""
    if code is None or code in vendor.codes:
        return None
    known = ", ".join(map(str, sorted(vendor.codes)))
    return f"the codes of {vendor.name} are {known}" if known else f"{vendor.name} has no codes: give a status"


def plan(
    session: Session, request: Request, *, vendor: str, operation: str | None, header: str | None
) -> Planned | None:
    """What is to go wrong with a request: what its header says, else the first rule that fits and whose chance it is.

    Raises WrongFaultError for a header that cannot be read.
    """
    if header is not None:
        told = from_header(header)
        if wrong := foreign_code(session.world.worlds.vendor(vendor), told.code):
            raise WrongFaultError(f"{HEADER}: code: {wrong}")
        return Planned(told, HEADER, session.world.random)
    for rule in session.all(_UNSPENT, vendor=vendor):
        if not _fits(session, rule, request, operation):
            continue
        chance = Random(f"{rule.seed}/{rule.seen}")
        hit = chance.random() < (1 if rule.probability is None else rule.probability)
        session.run(_SEEN, rule=rule.id)
        if hit:
            return Planned(Effect.model_validate(rule.effect), f"fault {rule.id}", chance, rule.id)
    return None


def met(session: Session, request: Request, answer: Answer, errors: Errors, notices: list[Notice]) -> Answer:
    """What the client gets of a request with a fault, which counts; where it misses its answer a notice says why."""
    planned = request.planned
    if planned is None:
        return answer
    why = planned.missed(answer)
    if why is not None:
        notices[notices.index(planned.sentence)] = f"{planned.sentence}: not applied, for {why}"
        request.planned = None
        return answer
    if planned.rule is not None:
        session.run(_FIRED, rule=planned.rule)
    return planned.replaced(answer, errors)


def _fits(session: Session, rule: Fault, request: Request, operation: str | None) -> bool:
    if rule.operation is not None and rule.operation != operation:
        return False
    if rule.path is not None and not fnmatchcase(request.path, rule.path):
        return False
    return not rule.params or _has(session, request, rule)


def _has(session: Session, request: Request, rule: Fault) -> bool:
    """Whether the request has the rule's params, as those who verify it afterwards would see it."""
    # No server that starts has a rule: it is ready sooner without these.
    from emulator.kernel import masking, own_secrets, sent, verification

    if "sent" not in request.memo:
        request.memo["sent"] = sent.of(request)
    secrets = session.world.worlds.vendor(rule.vendor).secrets
    params = rule.params or {}
    masked = any(map(masking.is_mask, params.values()))
    hide = own_secrets.within(session).hide if masked else None
    return verification.has(request.memo["sent"], params, secrets, hide)
