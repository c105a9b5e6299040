"""A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?

Needs httpx. EMULATOR_URL says where the emulator is: emulator exec -- python invite.py
"""

import os
import sys

import httpx

EMULATOR = os.environ.get("EMULATOR_URL", "http://127.0.0.1:4717")
JANE = {"email": "jane@example.org", "firstName": "Jane"}


def main(client: httpx.Client) -> None:
    # A world of our own, which nobody else sees; it is Monday noon, and stays so until we say otherwise.
    world = call(client.post("/_emulator/worlds", json={"now": "2030-01-07T12:00:00Z", "frozen": True}))
    try:
        invite(client, world)
    finally:
        call(client.delete(f"/_emulator/worlds/{world['name']}"))


def invite(client: httpx.Client, world: dict) -> None:
    control = f"/~{world['name']}/_emulator"
    reco = world["base_urls"]["reco"]  # what your code is told in place of the real address
    account = world["credentials"]["reco"][0]

    answer = client.post(
        f"{reco}/invite/mail/venue/{account['venue']}",
        headers={"X-Reco-ApiKey": account["api_key"]},
        json={"invites": [JANE], "scheduled": {"sendDateFrom": "2030-01-14"}},
    )
    expect("Reco's answer", {"errors": [], "success": [JANE]}, call(answer))

    outbox = call(client.get(f"{control}/outbox", params={"to": JANE["email"]}))
    expect("the number of e-mails to Jane before the day", 0, outbox["total"])

    call(client.post(f"{control}/clock/advance", json={"days": 8}))

    outbox = call(client.get(f"{control}/outbox", params={"to": JANE["email"]}))
    expect("the number of e-mails to Jane after the day", 1, outbox["total"])
    message = outbox["items"][0]
    expect("the day of the e-mail", "2030-01-14", message["at"][:10])
    print(f"Reco invited Jane on {message['at']} to write at {message['links']['review']}")


def call(answer: httpx.Response) -> dict:
    if answer.is_error:
        sys.exit(f"{answer.request.method} {answer.url} was answered {answer.status_code}: {answer.text}")
    return answer.json() if answer.content else {}


def expect(what: str, wanted: object, got: object) -> None:
    if got != wanted:
        sys.exit(f"{what}: expected {wanted!r}, got {got!r}")


with httpx.Client(base_url=EMULATOR, timeout=60) as emulator:
    try:
        main(emulator)
    except httpx.TransportError as error:
        sys.exit(f"the emulator at {EMULATOR} cannot be reached: {error}")
