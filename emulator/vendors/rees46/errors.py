"""REES46's refusals, in the order of the table under the document's heading "Errors"."""

from typing import Any

from emulator.kernel.errors import Errors, VendorError, with_status


class Rees46Error(VendorError):
    """Observed: clients of one era read `message`, those of another `payload.message`."""

    def body(self) -> Any:
        return {"status": "error", "message": self.message, "payload": {"message": self.message}}


class BadRequest(Rees46Error):
    status = 400
    message = "Your request is invalid."


class Unauthorized(Rees46Error):
    status = 401
    message = "Shop not found"


class Forbidden(Rees46Error):
    status = 403
    message = "Invalid secret key"


class NotFound(Rees46Error):
    status = 404
    message = "The specified object could not be found."


class MethodNotAllowed(Rees46Error):
    status = 405
    message = "You tried to access with an invalid method."


class NotAcceptable(Rees46Error):
    status = 406
    message = "You requested a format that isn't json."


class TooLarge(Rees46Error):
    """Assumed: the table has no such row; the emulator bounds what it reads."""

    status = 413
    message = "Your request is too large."


class Unprocessable(Rees46Error):
    """Observed: the service answers 422 to an event it cannot take, though the table has no such row."""

    status = 422
    message = "Your request is invalid."


class TooManyRequests(Rees46Error):
    status = 429
    message = "You're sending too many requests."

    def __init__(self, message: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(message, headers={"Retry-After": str(retry_after)})


class InternalError(Rees46Error):
    status = 500
    message = "We had a problem with our server. Try again later."


ERRORS = Errors(
    not_found=NotFound,
    method_not_allowed=lambda allow: MethodNotAllowed(headers={"Allow": allow}),
    too_large=lambda limit: TooLarge(f"The request body is larger than {limit} bytes."),
    internal=InternalError,
    planned=lambda status: with_status(Rees46Error, status),
)
