"""What the tests of the control API share: a stopped clock, an invite, a refusal."""

from typing import Any

import httpx
import pytest

NOON = "2030-01-31T12:00:00Z"
INVITE = "/invite/mail/venue/123"


def problem(status: int, title: str, detail: str, **field: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": title, "status": status, "detail": detail, **field}


@pytest.fixture
def noon(control: httpx.Client) -> str:
    """The world's clock stands at noon."""
    control.put("/clock", json={"now": NOON, "frozen": True})
    return NOON


@pytest.fixture
def invited(noon: str, reco: httpx.Client) -> httpx.Client:
    """Jane was invited to review the venue, at noon."""
    reco.post(INVITE, json={"invites": [{"email": "jane@example.com"}]})
    return reco
