"""Refusals in a vendor's words, or the emulator's. A vendor's `errors.py` is its catalogue; one place draws them."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic_core import to_json

from emulator.kernel.http import Answer, json_answer

PROBLEM = "application/problem+json"


class VendorError(Exception):
    """A refusal that ends the request: what it had written is rolled back, the vendor's body is sent.

    A vendor derives a base of its own that says in `body` how its errors look, and from it one class for each error.
    """

    status: int
    message: str = ""

    def __init__(self, message: str | None = None, *, headers: dict[str, str] | None = None) -> None:
        self.message = message or type(self).message
        self.headers = headers or {}
        super().__init__(self.message)

    def body(self) -> Any:
        raise TypeError(f"{type(self).__name__} must say how its vendor draws an error")

    def answer(self) -> Answer:
        return json_answer(self.body(), status=self.status, headers=self.headers)


class Instead(VendorError):
    """An answer that is there already, in place of the work's; the work itself is undone."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self._answer = answer

    def answer(self) -> Answer:
        return self._answer


E = TypeVar("E", bound=VendorError)


def with_status(base: type[E], status: int) -> E:
    """The refusal of a vendor's catalogue that has the status; else one of the same shape, in the status's own words.

    `base` is what the vendor derives its catalogue from.
    """
    kind = next((one for one in base.__subclasses__() if one.status == status), base)
    error = kind()
    error.status = status
    error.message = error.message or phrase(status)
    return error


def phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else f"Status {status}"


def problem(status: int, detail: str, field: str | None = None) -> dict[str, Any]:
    """A refusal that is no vendor's, as RFC 9457 draws it, with the field that is to blame."""
    told = {"type": "about:blank", "title": phrase(status), "status": status, "detail": detail}
    return told if field is None else {**told, "field": field}


def problem_answer(status: int, detail: str, field: str | None = None) -> Answer:
    return Answer(status, to_json(problem(status, detail, field)), PROBLEM.encode())


@dataclass(frozen=True, kw_only=True)
class Errors:
    """The refusals that no operation's rules give, each in the vendor's own shape."""

    not_found: Callable[[], VendorError]
    method_not_allowed: Callable[[str], VendorError]
    """Takes the value of the `Allow` header."""
    too_large: Callable[[int], VendorError]
    """Takes the limit in bytes."""
    internal: Callable[[], VendorError]
    planned: Callable[[int], VendorError]
    """Takes the status of a planned fault."""
