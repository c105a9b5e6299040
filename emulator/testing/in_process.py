"""The emulator without a port: httpx hands each request to it, in a thread of this process."""

import asyncio
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from emulator.app import Application


class InProcess(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport for httpx's clients, sync and async alike, from any thread.

    Planned faults raise what they raise over a socket: a reset httpx.ReadError, a cut body httpx.RemoteProtocolError.
    """

    def __init__(self, application: "Application") -> None:
        self._asgi = httpx.ASGITransport(application)
        # The databases of the worlds belong to one thread.
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="emulator", daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return self._begun(request).result()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        return await asyncio.wrap_future(self._begun(request))

    def _begun(self, request: httpx.Request) -> Future[httpx.Response]:
        return asyncio.run_coroutine_threadsafe(self._exchange(request), self._loop)

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = await self._asgi.handle_async_request(request)
        except ConnectionResetError as error:
            raise httpx.ReadError(str(error), request=request) from None
        body = await answer.aread()
        promised = int(answer.headers.get("Content-Length", 0))
        if len(body) < promised and request.method != "HEAD":
            sentence = f"peer closed connection without sending complete message body (received {len(body)} bytes, "
            raise httpx.RemoteProtocolError(f"{sentence}expected {promised})", request=request)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(body))

    def close(self) -> None:
        """Nothing: the clients of many worlds share it. `stop` ends it."""

    async def aclose(self) -> None:
        """Nothing, as `close`."""

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
