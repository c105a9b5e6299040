"""The customers and paths that Reco's tests speak of."""

from typing import Any

import httpx

MAIL = "/invite/mail/venue/123"
SMS = "/invite/sms/venue/123"
JANE = {"email": "jane.doe@example.org", "firstName": "Jane", "lastName": "Doe"}
JOHN = {"email": "john.doe@example.org", "firstName": "John", "lastName": "Doe"}
SVEN = {"mobile": "0730000000", "firstName": "Sven", "lastName": "Åberg"}
SANDBOX = {"X-Reco-ApiKey": "sandbox-api-key"}
FORBIDDEN = {
    "status": 403,
    "error": "Forbidden",
    "message": "The API-key is missing, wrong, or not valid for this venue.",
}
NOT_FOUND = {"status": 404, "error": "Not Found", "message": "There is no such resource."}


def code(answer: httpx.Response) -> int | None:
    """The error code of the one invite of a request; None where it was accepted."""
    body: dict[str, Any] = answer.json()
    assert len(body["errors"]) + len(body["success"]) == 1
    return body["errors"][0]["errorCode"] if body["errors"] else None


def messages(control: httpx.Client) -> list[dict[str, Any]]:
    """The outbox, the latest message first."""
    items: list[dict[str, Any]] = control.get("outbox").json()["items"]
    return items
