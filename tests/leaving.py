"""Clients whose answers are held back when the server ends."""

from tests.conftest import served


def answered_at_the_end(request: bytes) -> bytes:
    """The first byte that a client gets whose request is answered after a minute, where the server ends before.

    Another one with the same request goes away meanwhile. That the server waits for neither, `served` looks at.
    """
    with served() as running:
        left, stays = running.connect(), running.connect()
        for client in (left, stays):
            client.sendall(request)
        under_way = running.server.server_state.tasks
        while len(under_way) < 2:
            pass
        left.close()
        while len(under_way) > 1:
            pass
    with stays:
        return stays.recv(1)
