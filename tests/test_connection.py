"""What leaves on the socket, and when: answers whole, in the order of the questions, none left behind at the end."""

import select
import socket

import pytest

from emulator import server as serving
from tests.conftest import Running, TestWorld, served

HEALTH = b"GET /_emulator/health HTTP/1.1\r\nHost: 127.0.0.1\r\n"


def body_length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return int(next(line for line in lines if line.startswith(b"content-length:")).partition(b":")[2])


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

    statuses = [part[:3] for part in answered.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"404", b"403", b"403", b"200", b"403", b"404"]
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


@pytest.mark.parametrize("path", ["_emulator/health", "rees46/openapi.json"])
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
