"""What a client sees on its socket when an answer is spoilt on the way."""

import asyncio
import socket
import time
from typing import Any

import httpx
import pytest

from emulator.app import Application
from emulator.settings import Settings
from tests.conftest import PATIENCE
from tests.leaving import answered_at_the_end

INVITE = "/invite/mail/venue/123"
JANE = {"invites": [{"email": "jane@example.com"}]}
ASKED = {"errors": [{"email": "jane@example.com", "errorCode": 3}], "success": []}
INVITED = {"errors": [], "success": JANE["invites"]}


def connected(world: Any, fault: str) -> socket.socket:
    """A bare socket that has sent an invite of Jane with the fault."""
    body = b'{"invites": [{"email": "jane@example.com"}]}'
    head = (
        f"POST {world.prefix}/reco{INVITE} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Reco-ApiKey: 3x3mp3l\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nX-Emulator-Fault: {fault}\r\n\r\n"
    )
    client: socket.socket = world.running.connect()
    client.sendall(head.encode() + body)
    return client


def received(client: socket.socket) -> list[bytes]:
    """What each call of the system brought, until the server closed."""
    chunks = []
    while chunk := client.recv(65536):
        chunks.append(chunk)
    return chunks


@pytest.mark.parametrize(("fault", "later"), [("reset", INVITED), ("reset,after_commit", ASKED)])
def test_a_reset_is_a_reset_of_the_socket_without_a_byte(
    fault: str, later: Any, world: Any, control: httpx.Client, reco: httpx.Client
) -> None:
    with connected(world, fault) as client, pytest.raises(ConnectionResetError):
        client.recv(1)

    (entry,) = control.get("/requests").json()["items"]
    assert (entry["status"], entry["response"]) == (0, {"status": 0, "headers": {}, "body": ""})
    assert reco.post(INVITE, json=JANE).json() == later


def test_a_rule_resets_as_the_header_does(control: httpx.Client, reco: httpx.Client) -> None:
    control.post("/faults", json={"vendor": "reco", "reset": True, "times": 1})

    with pytest.raises(httpx.ReadError):
        reco.post(INVITE, json=JANE)

    assert reco.post(INVITE, json=JANE).json() == INVITED


@pytest.mark.parametrize("length", [0, 7])
def test_a_cut_body_tells_its_whole_length_and_ends_before(length: int, world: Any, control: httpx.Client) -> None:
    with connected(world, f"truncate={length}") as client:
        head, _, body = b"".join(received(client)).partition(b"\r\n\r\n")

    whole = b'{"errors":[],"success":[{"email":"jane@example.com"}]}'
    assert b"content-length: %d" % len(whole) in head
    assert body == whole[:length]
    assert control.get("/requests").json()["items"][0]["response"]["body"] == body.decode()


def test_a_body_that_is_shorter_than_the_cut_is_whole(reco: httpx.Client) -> None:
    answer = reco.post(INVITE, json=JANE, headers={"X-Emulator-Fault": "truncate=9000"})

    assert answer.json() == INVITED


def test_a_drip_brings_the_body_bit_by_bit_in_that_time(reco: httpx.Client) -> None:
    def pieces() -> list[bytes]:
        began = time.monotonic()
        with reco.stream("GET", "/nowhere", headers={"X-Emulator-Fault": "drip=40ms"}) as answer:
            found = list(answer.iter_raw())
        assert time.monotonic() - began >= 0.035
        assert b"".join(found) == whole
        return found

    whole = reco.get("/nowhere").content

    # Who is kept from reading until the drip is over gets it in one piece.
    assert any(len(pieces()) > 2 for _ in range(10))


def test_a_drip_can_be_cut_too(world: Any) -> None:
    with connected(world, "drip=20ms,truncate=20") as client:
        chunks = received(client)

    assert b"".join(chunks).endswith(b'\r\n\r\n{"errors":[],"succes')


@pytest.mark.parametrize("fault", ["delay=50ms", "delay=0.05s", "delay=50-60ms"])
def test_a_delay_holds_the_answer_back_when_the_work_is_done(
    fault: str, world: Any, control: httpx.Client, reco: httpx.Client
) -> None:
    began = time.monotonic()
    with connected(world, fault) as client:
        while control.get("/requests").json()["total"] == 0:
            pass
        meanwhile = reco.post(INVITE, json=JANE)
        client.recv(1)
    took = time.monotonic() - began

    assert meanwhile.json() == ASKED
    assert took >= 0.045


def test_a_random_delay_with_a_seed_repeats(control: httpx.Client, reco: httpx.Client) -> None:
    runs = []
    for _ in range(2):
        control.post("/reset")
        control.post("/faults", json={"vendor": "reco", "delay_ms": [1, 30], "seed": 3})
        runs.append([reco.post(INVITE, json=JANE).headers["x-emulator-notice"] for _ in range(3)])

    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 3


def test_the_connection_serves_on_after_a_delay(world: Any) -> None:
    with httpx.Client(base_url=world.running.url + world.prefix, timeout=PATIENCE) as client:
        held = client.get("/reco/", headers={"X-Emulator-Fault": "status=503,delay=5ms,drip=5ms"})
        after = client.get("/reco/openapi.json")

    assert (held.status_code, after.status_code) == (503, 200)


def test_a_client_that_goes_away_is_not_waited_for_nor_is_one_that_is_held_back_at_the_end() -> None:
    request = b"GET /reco/ HTTP/1.1\r\nHost: localhost\r\nX-Emulator-Fault: delay=60s\r\n\r\n"

    assert answered_at_the_end(request) == b""


def test_without_a_server_a_reset_raises_and_a_cut_body_ends_early() -> None:
    application = Application(Settings())

    async def sent(fault: str) -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/reco/", headers={"X-Emulator-Fault": fault})

    with pytest.raises(ConnectionResetError, match="X-Emulator-Fault: reset"):
        asyncio.run(sent("reset"))
    cut = asyncio.run(sent("status=503,truncate=4"))

    assert (cut.status_code, cut.content) == (503, b'{"st')
    application.worlds.close()
