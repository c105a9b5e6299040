"""What people do with a message that they got, and what their mail servers do.

A vendor says with `of(message)`, in the module that its `Vendor.acts` names, which acts a message has. An act does what
following the message's link does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn
from urllib.parse import urlsplit

from emulator.kernel.database import Session
from emulator.kernel.outbox import Message

Name = Literal["open", "click", "review", "opt_out", "bounce", "complain"]


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is said beside the act's name; each act takes its own."""

    link: str | None = None
    """The link's name in the message."""
    product: str | None = None
    """Which of the message's products is meant, as the message or the shop calls it."""
    stars: int = 0
    text: str = ""
    name: str | None = None
    """How the customer signs."""
    kind: Literal["hard", "soft"] = "hard"
    """Whether a mail server refuses the address for good, or for now."""
    ip: str | None = None
    """Whose address the vendor may note."""


@dataclass(frozen=True, kw_only=True)
class Done:
    did: str
    """What it did to the vendor's state, in a few words."""
    link: str | None = None
    """The link that was followed."""
    leads_to: str | None = None
    """Where the vendor sends who follows it."""
    made: Mapping[str, Any] = field(default_factory=dict)
    """What the vendor now has, by the vendor's own names."""


Act = Callable[[Session, Message, Details], Done]


class NotDoneError(Exception):
    """Why nothing was done, in one sentence. `field` is to blame; without one it is the state that things are in."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


def last_segment(link: str) -> str:
    """The key that a link ends in."""
    return urlsplit(link).path.rpartition("/")[2]


def dead(link: str) -> NoReturn:
    """What the link was for is no longer there, as after a reset of what the message was about."""
    raise NotDoneError(f"{link} leads to nothing any more")
