"""What answers under each vendor's name and the control API's: built when it is first asked for, or after the start."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future

from starlette.types import ASGIApp


class Surfaces:
    """Applications by name. Each is built once, in a thread: who asks for another one is answered meanwhile."""

    def __init__(self, build: Callable[[str], ASGIApp]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._begun: dict[str, Future[ASGIApp]] = {}
        self.built: dict[str, ASGIApp] = {}

    async def wait(self, name: str) -> ASGIApp:
        """Waits until it is built; raises what that raises, and the next to ask tries again."""
        # A client that leaves must not end it for the others.
        return await asyncio.shield(asyncio.wrap_future(self._begin(name)))

    def build(self, name: str) -> None:
        """As `wait`, for a thread."""
        self._begin(name).result()

    def _begin(self, name: str) -> Future[ASGIApp]:
        with self._lock:
            begun = self._begun.get(name)
            if begun is None:
                begun = self._begun[name] = Future()
                # A process that ends does not wait for what nobody will ask for.
                threading.Thread(target=self._finish, args=(name, begun), daemon=True).start()
            return begun

    def _finish(self, name: str, future: Future[ASGIApp]) -> None:
        try:
            self.built[name] = self._build(name)
        except BaseException as error:  # whoever waits hears it
            with self._lock:
                del self._begun[name]
            future.set_exception(error)
        else:
            future.set_result(self.built[name])
