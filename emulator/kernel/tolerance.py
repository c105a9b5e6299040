"""What a request breaks of its vendor's document: told beside the answer, or refused where the world is strict."""

from typing import TYPE_CHECKING

from emulator.kernel.errors import Instead
from emulator.kernel.http import Request
from emulator.kernel.notices import KEPT, Notice

if TYPE_CHECKING:
    from emulator.kernel.exchange import Wire
    from emulator.kernel.route import Operation


def tell(operation: "Operation", request: Request, notices: list[Notice], *, strict: bool) -> None:
    """Looks exactly at a request that does not seem to be as its operation is described."""
    from emulator.kernel import breaches, sent  # most requests break nothing

    notices.extend(breaches.found(operation, request.method, sent.parts_of(request), limit=KEPT))
    if strict:
        refuse_breaches(operation.wire, request, notices)


def refuse_breaches(wire: "Wire", request: Request, notices: list[Notice]) -> None:
    """Raises the vendor's refusal of bad input for the first of them that is more than an explanation."""
    for one in notices:
        if not isinstance(one, str):
            raise Instead(wire.refuse(request, one["notice"]))
