"""Whose turn it is in a world, and the one thread for what takes long.

Nearly everything is done on the loop's thread from its beginning to its end, so nobody ever meets it half done. A large
import would keep the loop from everybody for seconds: it is done in the thread, and whoever comes into its world
meanwhile waits, in the order of coming; all other worlds are answered. So they are between the steps of work that is
many small pieces, which therefore needs no thread.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

LARGE = 256 * 1024
"""A body of more bytes than this makes work that takes long, in whatever operation."""
_AT_ONCE = 0.005
"""For how many seconds steps are done before others are let in."""
# One thread: more would only take the interpreter from each other, and from the loop.
_thread = ThreadPoolExecutor(1, thread_name_prefix="long")
_under_way: set[Future[Any]] = set()


class Turns:
    """Who is in a world. `wanted` counts those who are in a thread or wait: while it is 0 nobody needs to ask."""

    __slots__ = ("_queue", "wanted")

    def __init__(self) -> None:
        self.wanted = 0
        self._queue = asyncio.Lock()

    async def come(self) -> None:
        """Comes back when all who came before are done. The turn lasts until the caller next waits for anything."""
        if self.wanted:
            await self._take()
            self._give()

    async def alone(self, work: Callable[[], T]) -> T:
        """Does the work in the thread; the world is free again when it is done, even if nobody waits for it now."""
        await self._take()
        loop = asyncio.get_running_loop()
        return await _in_thread(loop, work, then=lambda: loop.call_soon_threadsafe(self._give))

    async def in_steps(self, steps: Generator[T, None, None]) -> list[T]:
        """Does the steps on the loop, alone in the world; between them other worlds are answered."""
        await self._take()
        done = []
        pause = time.monotonic() + _AT_ONCE
        try:
            with contextlib.closing(steps):
                for step in steps:
                    done.append(step)
                    if time.monotonic() > pause:
                        await asyncio.sleep(0)
                        pause = time.monotonic() + _AT_ONCE
        finally:
            self._give()
        return done

    async def _take(self) -> None:
        self.wanted += 1
        try:
            await self._queue.acquire()
        except BaseException:
            self.wanted -= 1
            raise

    def _give(self) -> None:
        self.wanted -= 1
        self._queue.release()


async def apart(work: Callable[[], T]) -> T:
    """Does work that needs no world in the thread."""
    return await _in_thread(asyncio.get_running_loop(), work)


def under_way() -> bool:
    """Whether there is work in the thread that has not come to its end."""
    return bool(_under_way)


def wait() -> None:
    """Blocks until the work that is under way is done."""
    for future in tuple(_under_way):
        with contextlib.suppress(BaseException):
            future.result()


def _in_thread(
    loop: asyncio.AbstractEventLoop, work: Callable[[], T], then: Callable[[], Any] = lambda: None
) -> asyncio.Future[T]:
    future = _thread.submit(work)
    _under_way.add(future)

    def ended(_: Future[T]) -> None:
        _under_way.discard(future)
        with contextlib.suppress(RuntimeError):  # the loop has ended before it
            then()

    future.add_done_callback(ended)
    return asyncio.wrap_future(future, loop=loop)
