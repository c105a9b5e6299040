"""What leaves on the socket, and when: answers whole, in the order of the questions, none left behind at the end."""

import json
import re
import select
import socket
from importlib import metadata

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from emulator import server as serving
from emulator.connection import Connection
from tests.conftest import Running, TestWorld, served

HEALTH = b"GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def body_length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return int(next(line for line in lines if line.startswith(b"content-length:")).partition(b":")[2])


def statuses(answered: bytes) -> list[bytes]:
    return re.findall(rb"HTTP/1\.1 (\d{3}) ", answered)


def until_closed(client: socket.socket) -> bytes:
    with client.makefile("rb") as stream:
        return stream.read()


def test_a_vendors_answer_leaves_in_one_piece(running: Running, world: TestWorld) -> None:
    line = f"GET {world.prefix}/reco/venue/123/reviews HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    whole = []

    with running.connect() as client:
        for _ in range(20):
            client.sendall(line)
            head, _, body = client.recv(65536).partition(b"\r\n\r\n")
            whole.append(len(body) == body_length(head))

    assert whole == [True] * 20


def test_questions_that_are_sent_together_are_answered_in_their_order(running: Running, world: TestWorld) -> None:
    refused = f"{world.prefix}/reco/venue/123/reviews".encode()
    paths = [b"/", b"/one", refused, refused, b"/_emulator/health", refused, b"/two"]
    asked = [b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n" % path for path in paths]

    with running.connect() as client:
        client.sendall(b"\r\n".join(asked) + b"Connection: close\r\n\r\n")
        answered = until_closed(client)

    assert statuses(answered) == [b"200", b"404", b"403", b"403", b"200", b"403", b"404"]
    assert answered.index(b"nothing is at /one") < answered.index(b'"status":"ok"') < answered.index(b"/two")


def test_a_head_leaves_without_a_body(running: Running, world: TestWorld) -> None:
    address = f"HEAD {world.prefix}/rees46/openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()

    with running.connect() as client:
        client.sendall(address)
        head = client.recv(65536)
        client.sendall(HEALTH + b"Connection: close\r\n\r\n")
        following = until_closed(client)

    assert head.endswith(b"\r\n\r\n")
    assert body_length(head) > 0
    assert following.startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("path", ["_emulator/health", "rees46/openapi.json", "reco/venue/123/reviews?apiKey=3x3mp3l"])
def test_who_wants_the_connection_closed_has_the_whole_answer_before(
    running: Running, world: TestWorld, path: str
) -> None:
    line = f"GET {world.prefix}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()

    with running.connect() as client:
        client.sendall(line)
        head, _, body = until_closed(client).partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert len(body) == body_length(head)


def test_a_connection_is_closed_when_it_was_idle_for_long_and_not_while_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def the_idle_one_alone() -> bool:
        with running.connect() as used, running.connect() as idle:
            for client in (used, idle):
                client.sendall(HEALTH + b"\r\n")
                assert client.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
            while not select.select([idle], [], [], 0.01)[0]:
                try:
                    used.sendall(HEALTH + b"\r\n")
                    answer = used.recv(65536)
                except ConnectionError:
                    answer = b""
                if not answer:
                    return False
            return until_closed(idle) == b""

    monkeypatch.setattr(serving, "KEEP_ALIVE", 0.2)
    with served() as running:
        # A busy machine may let the other one be idle for as long.
        assert any(the_idle_one_alone() for _ in range(20))


@pytest.mark.parametrize("pieces", [1, 2], ids=["body with the head", "body after the head"])
@pytest.mark.parametrize("wanted", ["h2c", "websocket"])
def test_a_body_is_read_where_its_client_wants_another_protocol(
    running: Running, world: TestWorld, wanted: str, pieces: int
) -> None:
    """Java's own client asks for HTTP/2 with each request to a plain address."""
    invite = {"email": "jane.doe@example.org", "firstName": "Jane", "lastName": "Doe"}
    body = json.dumps({"invites": [invite]}).encode()
    head = (
        f"POST {world.prefix}/reco/invite/mail/venue/123 HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings\r\n"
        f"Content-Length: {len(body)}\r\nHost: 127.0.0.1\r\nHTTP2-Settings: AAEAAEAA\r\nUpgrade: {wanted}\r\n"
        "Content-Type: application/json\r\nX-Reco-ApiKey: 3x3mp3l\r\n\r\n"
    ).encode()
    following = HEALTH + b"Connection: close\r\n\r\n"

    with running.connect() as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in [head + body + following] if pieces == 1 else [head, body + following]:
            client.sendall(piece)
        answered = until_closed(client)

    assert statuses(answered) == [b"200", b"200"]
    assert json.dumps({"errors": [], "success": [invite]}, separators=(",", ":")).encode() in answered


@pytest.mark.parametrize(("version", "connection"), [("1.1", "Upgrade, close"), ("1.0", "Upgrade")])
def test_who_wants_another_protocol_and_the_end_has_its_answer_and_the_end(
    running: Running, world: TestWorld, version: str, connection: str
) -> None:
    line = f"GET {world.prefix}/reco/venue/123/reviews HTTP/{version}\r\nHost: 127.0.0.1\r\n"

    with running.connect() as client:
        client.sendall(f"{line}Connection: {connection}\r\nUpgrade: h2c\r\n\r\n".encode())
        answered = until_closed(client)

    assert statuses(answered) == [b"403"]


CHUNKED = (
    b"POST /reco/invite/mail/venue/123 HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n"
)


@pytest.mark.parametrize("senseless", [b"\0\1\2 what\r\n\r\n", CHUNKED], ids=["no request", "no chunk"])
@pytest.mark.parametrize(
    ("surfaces", "expected"),
    [
        (["_emulator/health"], [b"200"]),
        (["reco/venue/123/reviews"], [b"403"]),
        (["reco/venue/123/reviews", "_emulator/health"], [b"403", b"200"]),
        (["reco/venue/123/reviews", "reco/venue/123/reviews"], [b"403", b"403"]),
    ],
    ids=["control", "vendor", "vendor, control", "vendor, vendor"],
)
def test_what_was_asked_before_something_senseless_is_answered_first(
    running: Running, world: TestWorld, surfaces: list[str], expected: list[bytes], senseless: bytes
) -> None:
    asked = [f"GET {world.prefix}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for path in surfaces]

    with running.connect() as client:
        client.sendall(b"".join(asked) + senseless)
        answered = until_closed(client)

    answers = statuses(answered)
    assert answers[: len(expected)] == expected
    assert answers[len(expected) :] in ([], [b"400"])


def test_uvicorn_has_what_the_connection_builds_on() -> None:
    """Where this fails, read connection.py beside the new uvicorn before you let it in."""
    overridden = {name for name in vars(Connection) if name in vars(HttpToolsProtocol)}

    version = tuple(int(part) for part in metadata.version("uvicorn").split(".")[:2])
    assert (0, 53) <= version < (0, 55)
    assert overridden >= {
        "_start_asgi_task",
        "_should_upgrade",
        "_unset_keepalive_if_required",
        "data_received",
        "on_response_complete",
        "send_400_response",
        "shutdown",
        "timeout_keep_alive_handler",
    }
    names = RequestResponseCycle.__init__.__code__.co_names
    assert {"body", "more_body", "response_started", "response_complete", "keep_alive", "disconnected"} <= {*names}
