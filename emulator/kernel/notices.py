"""What is said beside an answer: sentences that explain it, and breaches of the vendor's document that it tolerates."""

from collections.abc import Iterable, Sequence
from typing import Literal

from typing_extensions import TypedDict

Kind = Literal["undocumented parameter", "old name", "missing field", "wrong type", "wrong value"]
IN_HEADERS = 10
"""How many notices the answer's headers have."""
KEPT = 100
"""How many notices the journal keeps of one request."""
EXPLANATION = "explanation"


class Breach(TypedDict):
    """What the document forbids and the vendor tolerates; `at` is the place in the request: `body.invites[0].email`."""

    kind: Kind
    at: str
    nearest: str | None
    notice: str


Notice = str | Breach


def breach(kind: Kind, at: str, notice: str, nearest: str | None = None) -> Breach:
    return {"kind": kind, "at": at, "nearest": nearest, "notice": notice}


def sentences(notices: Iterable[Notice] | None) -> list[str]:
    return [_sentence(one) for one in notices or ()]


def breaches(notices: Iterable[Notice] | None) -> list[Breach]:
    return [one for one in notices or () if not isinstance(one, str)]


def for_headers(notices: Sequence[Notice]) -> list[str]:
    """The first of them; what is left out is counted, so that no answer has more headers than a client reads."""
    if len(notices) <= IN_HEADERS + 1:
        return sentences(notices)
    more = len(notices) - IN_HEADERS
    return [*sentences(notices[:IN_HEADERS]), f"{more} more notices stand in the journal"]


def kind(notice: Notice) -> str:
    return EXPLANATION if isinstance(notice, str) else notice["kind"]


def _sentence(notice: Notice) -> str:
    return notice if isinstance(notice, str) else notice["notice"]
