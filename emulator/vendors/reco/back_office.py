"""What the controls of `/_emulator/reco` answer, and how it looks."""

from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

# Opt-outs


class OptOutItem(TypedDict):
    address: str
    sandbox: bool
    at: datetime


class OptOuts(TypedDict):
    items: list[OptOutItem]
    total: int


class OptedOut(TypedDict):
    address: str
    sandbox: bool
    opted_out: bool


class OptedIn(OptedOut):
    removed: bool
    """Whether there was an opt-out."""


JANE = {"address": "jane@example.com", "sandbox": False}


# Invites and their reviews


class InviteItem(TypedDict):
    """`review` is the id of the one that answers it."""

    id: int
    venue: str
    sandbox: bool
    channel: str
    to: str
    first_name: str | None
    last_name: str | None
    metadata: Any
    state: str
    created_at: datetime
    send_at: datetime
    review: int | None


class Invites(TypedDict):
    items: list[InviteItem]
    total: int


class VenueReview(TypedDict):
    id: int
    venue: str
    invite: int | None
    employee: str | None
    sandbox: bool
    grade: int
    text: str
    name: str
    created_at: datetime


INVITE = {
    "id": 1,
    "venue": "123",
    "sandbox": False,
    "channel": "email",
    "to": "jane@example.com",
    "first_name": "Jane",
    "last_name": "Doe",
    "metadata": None,
    "state": "sent",
    "created_at": "2025-03-10T12:00:00Z",
    "send_at": "2025-03-10T12:00:00Z",
    "review": 7,
}
ANSWER = {"grade": 5, "text": "Kind, and quick."}
REVIEW = {
    **ANSWER,
    "id": 7,
    "venue": "123",
    "invite": 1,
    "employee": None,
    "sandbox": False,
    "name": "Jane D",
    "created_at": "2025-03-10T12:30:00Z",
}


# Contacted share


class ContactedShare(TypedDict):
    registered: int
    invited: int
    share: float | None
