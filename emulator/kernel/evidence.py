"""How sure we are of an operation, and where that comes from."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Evidence:
    """`source` is the vendor document's heading, the client that was seen, or our reason."""

    kind: Literal["documented", "observed", "assumed"]
    source: str


def documented(heading: str) -> Evidence:
    """The vendor's document says so under this heading."""
    return Evidence("documented", heading)


def observed(client: str) -> Evidence:
    """A real client sends it or needs it."""
    return Evidence("observed", client)


def assumed(reason: str) -> Evidence:
    """Nobody says so; we chose, for this reason."""
    return Evidence("assumed", reason)
