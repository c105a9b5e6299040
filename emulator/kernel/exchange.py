"""The one place where an exchange happens, the same for every route of every vendor.

Open the world's transaction, run the handler, write the journal, commit: `arrival` comes before it and after.
"""

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from emulator.kernel import effect, faults, journal, tolerance
from emulator.kernel.database import Session
from emulator.kernel.errors import Errors, VendorError
from emulator.kernel.http import Answer, Request, header_text, json_answer
from emulator.kernel.notices import Kind, Notice, breach, for_headers
from emulator.kernel.world import World
from emulator.kernel.worlds import UnknownWorldError

if TYPE_CHECKING:
    from emulator.kernel.route import Operation

A = TypeVar("A")

BODY_LIMIT = 1024 * 1024
"""How many bytes a request's body may have, unless its operation says otherwise."""
NO_WORLD = "no world has this credential"

MISREAD = (400, 422)
"""Statuses of who is let in, but not understood: what is misspelt is told beside the refusal."""

logger = logging.getLogger("emulator")


@dataclass(slots=True)
class Call(Generic[A]):
    """What a handler works with: the request, the transaction, and the account that the vendor's `admit` found."""

    request: Request
    session: Session
    account: A = None  # type: ignore[assignment]  # admit sets it before any handler runs
    notices: list[Notice] = field(default_factory=list)
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    def notice(self, sentence: str) -> None:
        """Explains beside the answer (header and journal) what the vendor's own body would never say."""
        self.notices.append(sentence)

    def breach(self, kind: Kind, at: str, sentence: str) -> None:
        """Says that the document forbids what the vendor takes: a strict world refuses it, and nothing is stored."""
        self.notices.append(breach(kind, at, sentence))


@dataclass(frozen=True, kw_only=True)
class Wire:
    """How one vendor's wire behaves before and after its handlers."""

    vendor: str
    errors: Errors
    credential: Callable[[Request], str | None]
    """The credential that may lead to a world; must not fail on bad input."""
    admit: Callable[[Call[Any], "Operation"], Sequence[Any]]
    """Checks the credentials, reads the input, answers the handler's arguments after `call`; raises VendorError."""
    dress: Callable[[Request, Answer], None] | None = None  # adds the headers that every answer of the vendor has
    preflight: Callable[[Request], Answer] | None = None  # answers OPTIONS, where the vendor does
    redraw: effect.Redraw | None = None  # puts one of the vendor's own codes into an answer, where it has such
    parameters_anywhere: bool = False  # whether a body's fields are described as a form and in the query too
    refuse: Callable[[Request, str], Answer]
    """What a strict world answers where the document is broken: as the vendor refuses bad input."""
    old_names: frozenset[str] = frozenset()
    """Names under which old clients send what the document names otherwise."""
    numbers_for: re.Pattern[str] | None = None
    """Names of fields whose document takes a number as well as a text."""
    observed: frozenset[str] = frozenset()
    """Names that its clients send with any call, though not each call's description has them."""
    texts_mean_values: bool = False
    """Whether a text that is a number or a flag is as good as one, and an empty one counts as not sent."""


def exchange(
    world: World,
    wire: Wire,
    operation: "Operation | None",
    request: Request,
    refusal: VendorError | None,
    fault: str | None,
    started: float,
) -> Answer:
    """One request, one transaction, one journal entry, one answer. `refusal` is what no operation was found for."""
    world.used_at = started
    number = world.next_request_id()
    name = operation.name if operation else None
    notices: list[Notice] = [NO_WORLD] if request.astray else []
    admitted = False
    if fault is not None or world.faults:
        with world.transaction(request_id=number) as session:
            refusal = _planned(session, wire, name, request, fault, notices) or refusal
    try:
        with world.transaction(request_id=number) as session:
            if refusal is not None:
                raise refusal
            assert operation is not None  # noqa: S101 (for the type checker: without one there is a refusal)
            call: Call[Any] = Call(request, session, notices=notices)
            arguments = wire.admit(call, operation)
            admitted = True
            if not operation.fits(request):
                tolerance.tell(operation, request, notices, strict=world.strict)
            result = operation.handler(call, *arguments)
            if notices and world.strict:
                tolerance.refuse_breaches(wire, request, notices)
            answer = _answer_of(call, wire, result)
            return _finish(session, wire, name, request, answer, notices, started)
    except VendorError as error:
        answer = error.answer()
        if operation is not None and refusal is None and not admitted and error.status in MISREAD:
            _explain(operation, request, notices)
    except UnknownWorldError:
        raise  # another process has dropped the world, so nothing was done there
    except Exception:
        logger.exception("%s %s", request.method, request.url)
        answer = wire.errors.internal().answer()
    with world.transaction(request_id=number) as session:
        return _finish(session, wire, name, request, answer, notices, started)


def _answer_of(call: Call[Any], wire: Wire, result: Any) -> Answer:
    answer = result if isinstance(result, Answer) else json_answer(result)
    answer.headers.extend(call.headers)
    planned = call.request.planned
    return answer if planned is None else planned.coded(answer, wire.redraw)


def _explain(operation: "Operation", request: Request, notices: list[Notice]) -> None:
    """Says beside a refusal what the request broke; whatever goes wrong with that, the refusal is answered."""
    try:
        if not operation.fits(request):
            tolerance.tell(operation, request, notices, strict=False)
    except Exception:
        logger.exception("%s %s", request.method, request.url)


def _planned(
    session: Session, wire: Wire, operation: str | None, request: Request, header: str | None, notices: list[Notice]
) -> VendorError | None:
    """Asks for the request's fault; answers what stands in place of the work, if anything does."""
    try:
        planned = faults.plan(session, request, vendor=wire.vendor, operation=operation, header=header)
    except effect.WrongFaultError as error:
        return error
    if planned is None:
        return None
    request.planned = planned
    notices.append(planned.sentence)
    return planned.refusal(wire.errors)


def _finish(
    session: Session,
    wire: Wire,
    operation: str | None,
    request: Request,
    answer: Answer,
    notices: list[Notice],
    started: float,
) -> Answer:
    """Makes the answer ready and writes the journal; answers what the client gets."""
    if request.planned is not None:
        answer = faults.met(session, request, answer, wire.errors, notices)
    if wire.dress is not None:
        wire.dress(request, answer)
    if notices:
        answer.headers.extend((b"x-emulator-notice", header_text(notice)) for notice in for_headers(notices))
    answer.headers.append(session.world.clock.date_header(session.now))
    if request.planned is not None:
        answer = request.planned.spoilt(answer)
    took = (time.perf_counter() - started) * 1000
    journal.write(session, request, answer, vendor=wire.vendor, operation=operation, duration_ms=took, notices=notices)
    return answer
