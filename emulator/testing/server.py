"""The emulator in a thread of this process, on a free port or on none; or one that runs elsewhere."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from emulator.testing.control import Control
from emulator.testing.in_process import InProcess
from emulator.testing.world import Link, World


class Emulator(World):
    """A server, and its default world; `world()` makes others. `with` and `async with` start and stop it.

    Without arguments a server starts on a free port of 127.0.0.1. `in_process=True` opens no port: only the clients
    that it gives (`.reco.client` and so on) reach it. `url` leads to a server that runs already (`token`: its control
    API's), which is left running. Further arguments are settings as in `EMULATOR_*`, in lower case: `fixture="demo"`.
    Of the variables themselves EMULATOR_FIXTURE, EMULATOR_SEED, EMULATOR_STRICT and EMULATOR_CONTROL_TOKEN count.
    With `tls=True` it answers HTTPS too, at `secure_url`, for who trusts the certificate in the file `authority`.
    """

    secure_url: str | None = None
    """Where it answers HTTPS (str, without a slash at its end); None for nowhere."""
    authority: Path | None = None
    """The certificate to trust there (path of a PEM file)."""

    def __init__(self, *, url: str | None = None, token: str = "", in_process: bool = False, **settings: Any) -> None:
        """Raises TypeError for settings of a server that runs already, or that none has."""
        if url is not None and (settings or in_process):
            raise TypeError("a server that runs already has its settings: give url and token alone")
        if in_process and settings.get("tls"):
            raise TypeError("HTTPS needs a port: leave out in_process or tls")
        self._url = url
        self._token = token
        self._in_process = in_process
        self._settings = settings
        self._stop: Any = None

    def start(self) -> Self:
        """Raises FixtureError for a broken fixture, OSError for a folder it cannot use, ControlError for a wrong token,
        httpx.TransportError where nothing answers at `url`, and StartError where there can be no HTTPS."""
        if self._url is not None:
            link = Link(self._url.rstrip("/"), self._token)
        elif self._in_process:
            link = self._within()
        else:
            link = self._beside()
        control = Control(f"{link.url}/_emulator", transport=link.in_process, token=link.token)
        try:
            self._open(link, control.get("/worlds/default"))
        except BaseException:
            self._end()
            raise
        finally:
            control.close()
        return self

    def stop(self) -> None:
        self._let_go()
        self._end()

    def close(self) -> None:
        """As `stop`: the default world goes with its server, and stays with one that runs elsewhere."""
        self.stop()

    def world(self, **how: Any) -> World:
        """A world of its own, with credentials that lead to it alone; `how` as in `POST /_emulator/worlds`."""
        return self.made(how)

    def __enter__(self) -> Self:
        return self.start()

    async def __aenter__(self) -> Self:
        import asyncio

        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import asyncio

        await asyncio.to_thread(self.stop)

    @property
    def url(self) -> str:
        """The server's address (str, without a slash at its end)."""
        return self.link.url

    def _within(self) -> Link:
        from emulator.app import Application

        application = Application(self._read(port=80))
        transport = InProcess(application)

        def end() -> None:
            transport.stop()
            application.worlds.close()

        self._stop = end
        return Link("http://127.0.0.1", application.settings.control_token, transport)

    def _beside(self) -> Link:
        from emulator import server as serving
        from emulator.app import Application

        listener = serving.bind("127.0.0.1", 0)
        port = listener.getsockname()[1]
        try:
            settings = self._read(port=port)
            # By default HTTPS has the port after the other; here both are free ones.
            free = settings.model_copy(update={"port": 0})
            tls = serving.secured(free) if settings.tls else None
            application = Application(settings)
        except BaseException:
            listener.close()
            raise
        if tls is not None:
            self.secure_url, self.authority = f"https://127.0.0.1:{tls.port}", tls.authority
        server = serving.embedded(application, tls)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="emulator", daemon=True)
        thread.start()

        def end() -> None:
            server.should_exit = True
            thread.join()
            application.worlds.close()

        self._stop = end
        return Link(f"http://127.0.0.1:{port}", application.settings.control_token)

    def _read(self, *, port: int) -> Any:
        from emulator.testing import shell

        return shell.Told(**{**shell.taken(), **self._settings, "port": port})

    def _end(self) -> None:
        end, self._stop = self._stop, None
        if end is not None:
            end()
