"""A load of its own, in a process of its own: connections that each send the next request when an answer is there."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import cast

import uvloop

CONNECTIONS = 32


class Connection(asyncio.Protocol):
    """Sends one request after another; counts answers, and those that are not 2xx."""

    def __init__(self, requests: Iterator[bytes], deadline: float, done: asyncio.Future[tuple[int, int]]) -> None:
        self._requests = requests
        self._deadline = deadline
        self._done = done
        self._rest = b""
        self.answers = 0
        self.failures = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        self._rest += data
        head, found, tail = self._rest.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        if len(tail) < length:
            return
        self._rest = b""
        self.answers += 1
        self.failures += not head.startswith(b"HTTP/1.1 2")
        if time.perf_counter() < self._deadline:
            self._transport.write(next(self._requests))
        else:
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        if not self._done.done():
            self._done.set_result((self.answers, self.failures))


async def _run(port: int, requests: Iterator[bytes], seconds: float) -> tuple[float, int]:
    loop = asyncio.get_running_loop()
    begin = time.perf_counter()
    ends = [loop.create_future() for _ in range(CONNECTIONS)]
    for end in ends:
        await loop.create_connection(lambda end=end: Connection(requests, begin + seconds, end), "127.0.0.1", port)
    counts = await asyncio.gather(*ends)
    took = time.perf_counter() - begin
    return sum(answers for answers, _ in counts) / took, sum(failures for _, failures in counts)


def requests_per_second(port: int, make: Callable[[int], bytes], seconds: float, start: int) -> tuple[float, int]:
    """Answers per second, and how many were not 2xx. `make(n)` gives the n-th request's bytes."""

    def numbered() -> Iterator[bytes]:
        number = start
        while True:
            yield make(number)
            number += 1

    return uvloop.run(_run(port, numbered(), seconds))
