"""Reco's refusals that are HTTP statuses. Error codes 1 to 4 stand inside a 200: they are values, see behaviour."""

from typing import Any

from emulator.kernel.errors import Errors, VendorError, with_status


class RecoError(VendorError):
    """Assumed: the body is nowhere documented; an integer `status` keeps the v3 review reader quiet."""

    error = ""

    def body(self) -> Any:
        return {"status": self.status, "error": self.error or self.message, "message": self.message}


class BadRequest(RecoError):
    status = 400
    error = "Bad Request"
    message = "The request body is not valid JSON."


class Forbidden(RecoError):
    """Docs: "If the API-key is wrong the API will answer with status `403 Forbidden`." """

    status = 403
    error = "Forbidden"
    message = "The API-key is missing, wrong, or not valid for this venue."


class NotFound(RecoError):
    status = 404
    error = "Not Found"
    message = "There is no such resource."


class MethodNotAllowed(RecoError):
    status = 405
    error = "Method Not Allowed"
    message = "The resource does not take this method."


class TooLarge(RecoError):
    status = 413
    error = "Payload Too Large"


class UnsupportedMediaType(RecoError):
    status = 415
    error = "Unsupported Media Type"
    message = "Content-Type must be application/json."


class InternalError(RecoError):
    status = 500
    error = "Internal Server Error"
    message = "Internal error."


ERRORS = Errors(
    not_found=NotFound,
    method_not_allowed=lambda allow: MethodNotAllowed(headers={"Allow": allow}),
    too_large=lambda limit: TooLarge(f"The request body is larger than {limit} bytes."),
    internal=InternalError,
    planned=lambda status: with_status(RecoError, status),
)
