"""What a vendor answers where no world could be reached, or nothing could be written there."""

import logging

from emulator.kernel.address import Place
from emulator.kernel.database import UnreachableError
from emulator.kernel.errors import Errors
from emulator.kernel.http import Answer, Request, header_text
from emulator.kernel.room import FullError

logger = logging.getLogger("emulator")


def answer_without_world(errors: Errors, request: Request, error: Exception) -> Answer:
    """The vendor's 503, with the reason beside it, where the server is full or has no database; else its 500.

    No journal has either.
    """
    if isinstance(error, (FullError, UnreachableError)):
        answer = errors.planned(503).answer()
        answer.headers.append((b"x-emulator-notice", header_text(str(error))))
    else:
        logger.error("%s %s", request.method, request.url, exc_info=error)
        answer = errors.internal().answer()
    place: Place = request.scope["emulator"]
    answer.headers.append(place.clock.date_header())
    return answer
