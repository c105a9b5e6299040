"""The floor: a bare ASGI application that checks the same body with pydantic and stores the same row with sqlite3."""

import sqlite3
import sys
from typing import Any

import uvicorn
from pydantic import BaseModel

from benchmarks import audience


class Event(BaseModel):
    shop_id: str
    did: str
    event: str
    item_id: str
    sid: str | None = None


class Invite(BaseModel):
    email: str
    firstName: str | None = None
    lastName: str | None = None


class Invites(BaseModel):
    invites: list[Invite]


database = sqlite3.connect(":memory:", isolation_level=None)
database.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, shop TEXT, did TEXT, event TEXT, item TEXT)")
database.execute("CREATE TABLE invites (id INTEGER PRIMARY KEY, email TEXT UNIQUE, first TEXT, last TEXT)")
HEADERS = [(b"content-type", b"application/json")]


def store(path: str, body: bytes) -> bytes:
    if path.startswith("/rees46/import"):
        if path.endswith("/forget"):
            audience.forget(database)
        else:
            audience.store(database, body)
        return b'{"status":"success"}'
    if path.startswith("/rees46"):
        event = Event.model_validate_json(body)
        database.execute(
            "INSERT INTO events (shop, did, event, item) VALUES (?, ?, ?, ?)",
            (event.shop_id, event.did, event.event, event.item_id),
        )
        return b'{"status":"success"}'
    for invite in Invites.model_validate_json(body).invites:
        database.execute(
            "INSERT INTO invites (email, first, last) VALUES (?, ?, ?)",
            (invite.email, invite.firstName, invite.lastName),
        )
    return b'{"errors":[],"success":[]}'


async def application(scope: Any, receive: Any, send: Any) -> None:
    message = await receive()
    chunks = [message["body"]]
    while message.get("more_body"):
        message = await receive()
        chunks.append(message["body"])
    body = b"".join(chunks)
    database.execute("BEGIN")
    answer = store(scope["path"], body)
    database.execute("COMMIT")
    headers = [*HEADERS, (b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


if __name__ == "__main__":
    uvicorn.run(
        application,
        port=int(sys.argv[1]),
        http="httptools",
        loop="uvloop",
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
