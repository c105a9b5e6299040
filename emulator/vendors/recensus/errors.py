"""Recensus' refusals. The document names two, 400 and 403, and shows no body of either."""

from typing import Annotated, Any, NotRequired

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from emulator.kernel.errors import Errors, VendorError, with_status


class RecensusError(VendorError):
    """Assumed: short JSON, for the SDK shows developers the whole body: `400: <body>`."""

    def body(self) -> dict[str, Any]:
        return {"code": self.status, "message": self.message}


class BadRequest(RecensusError):
    """Docs: "either the data or the signed request portion of the request are badly formed"."""

    status = 400
    message = "The request is badly formed."


class Forbidden(RecensusError):
    """Docs: "your token isn't valid for the merchant you are trying to send a request on the behalf of"."""

    status = 403
    message = "The token is not valid for this merchant."


class WrongSignature(Forbidden):
    """Assumed: says what should have been signed, with the secret masked: the document leaves RequestURL open."""

    message = "The signature is not valid for this merchant and URL."

    def __init__(self, expected: str) -> None:
        super().__init__()
        self.expected = expected

    def body(self) -> dict[str, Any]:
        return {**super().body(), "expected": self.expected}


class NotFound(RecensusError):
    status = 404
    message = "There is no such resource."


class MethodNotAllowed(RecensusError):
    status = 405
    message = "The resource does not take this method."


class TooLarge(RecensusError):
    status = 413
    message = "The request body is larger than 1048576 bytes."


class InternalServerError(RecensusError):
    """Observed: the SDK's comment says that a request without its Content-Type is answered with 500."""

    status = 500
    message = "Internal Server Error"


ERRORS = Errors(
    not_found=NotFound,
    method_not_allowed=lambda allow: MethodNotAllowed(headers={"Allow": allow}),
    too_large=lambda limit: TooLarge(f"The request body is larger than {limit} bytes."),
    internal=InternalServerError,
    planned=lambda status: with_status(RecensusError, status),
)


class ErrorBody(TypedDict):
    code: int
    message: str
    expected: NotRequired[Annotated[str, Field(description="What should have been signed, the secret as ***.")]]


_ERROR_BODY = TypeAdapter(ErrorBody).json_schema()


def refusals(*examples: RecensusError) -> dict[int | str, dict[str, Any]]:
    """How an operation's refusals are described, each with an example."""
    return {
        example.status: {
            "description": type(example).__name__,
            # Not as a `model`: FastAPI would describe the refusals of a page as pages too.
            "content": {"application/json": {"schema": _ERROR_BODY, "example": example.body()}},
        }
        for example in examples
    }
