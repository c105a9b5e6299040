"""The emulator in a thread of this process, on a free port or on none; or one that runs elsewhere."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import httpx

from emulator.testing.control import Control, ControlError
from emulator.testing.in_process import InProcess
from emulator.testing.world import Link, World

if TYPE_CHECKING:
    from emulator.settings import Settings


class Emulator(World):
    """A server, and its default world; `world()` makes others. `with` and `async with` start and stop it.

    A server starts on 127.0.0.1, on a free port unless `port` says which. `in_process=True` opens no port: only the
    clients that it gives (`.reco.client` and so on) reach it. `url` leads to a server that runs already (`token`: its
    control API's), which is left running. Further arguments are settings as in `EMULATOR_*`, in lower case:
    `fixture="demo"`.
    Of the variables themselves EMULATOR_FIXTURE, EMULATOR_SEED, EMULATOR_STRICT and EMULATOR_CONTROL_TOKEN count.
    With `tls=True` it answers HTTPS too, at `secure_url`, for who trusts the certificate in the file `authority`.
    """

    secure_url: str | None = None
    """Where it answers HTTPS (str, without a slash at its end); None for nowhere."""
    authority: Path | None = None
    """The certificate to trust there (path of a PEM file)."""

    def __init__(self, *, url: str | None = None, token: str = "", in_process: bool = False, **settings: Any) -> None:
        """Raises TypeError for settings of a server that runs already, or that none has, ValueError for wrong ones."""
        if url is not None and (settings or in_process):
            raise TypeError("a server that runs already has its settings: give url and token alone")
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError(f"url cannot be {url!r}: give an address that starts with http:// or https://")
        if in_process and settings.get("tls"):
            raise TypeError("HTTPS needs a port: leave out in_process or tls")
        for name in ("host", "port"):
            if in_process and name in settings:
                raise TypeError(f"in process there is no port: leave out in_process or {name}")
        self._reach: Callable[[], Link]
        if url is not None:
            self._reach = partial(Link, url.rstrip("/"), token)
        else:
            self._reach = partial(self._within if in_process else self._beside, _read(settings))
        self._stop: Any = None

    def start(self) -> Self:
        """Does nothing where it runs already. Raises FixtureError for a broken fixture, OSError for a folder it cannot
        use, StartError where the port is another's or there can be no HTTPS, ControlError for a wrong token and where
        something else answers at `url`, httpx.TransportError where nothing does."""
        if self._known is not None and not self.control.closed:
            return self
        link = self._reach()
        try:
            self._open(link, _default_world(link))
        except BaseException:
            self._end()
            raise
        return self

    def stop(self) -> None:
        if self._known is not None:
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

    def _within(self, settings: "Settings") -> Link:
        from emulator.app import Application

        application = Application(settings.model_copy(update={"port": 80}))
        transport = InProcess(application)

        def end() -> None:
            transport.stop()
            application.worlds.close()

        self._stop = end
        return Link("http://127.0.0.1", application.settings.control_token, transport)

    def _beside(self, settings: "Settings") -> Link:
        from emulator import server as serving
        from emulator.app import Application

        with ExitStack() as unless_made:
            listener = unless_made.enter_context(serving.bind(settings.host, settings.port, "port or host"))
            tls = serving.secured(settings) if settings.tls else None
            if tls is not None:
                unless_made.enter_context(tls.listener)
            ports = {"port": listener.getsockname()[1], "tls_port": tls.port if tls else None}
            settings = settings.model_copy(update=ports)
            application = Application(settings)
            unless_made.pop_all()
        if tls is not None:
            self.secure_url, self.authority = settings.secure_address(), tls.authority
        server = serving.embedded(application, tls)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="emulator", daemon=True)
        thread.start()

        def end() -> None:
            server.should_exit = True
            thread.join()
            application.worlds.close()

        self._stop = end
        return Link(settings.address(), settings.control_token)

    def _end(self) -> None:
        end, self._stop = self._stop, None
        if end is not None:
            end()


def _read(given: dict[str, Any]) -> "Settings":
    from emulator.testing import shell  # not for a server that runs already: it takes what pydantic takes to load

    return shell.settings_from(given)


def _default_world(link: Link) -> dict[str, Any]:
    control = Control(f"{link.url}/_emulator", transport=link.in_process, token=link.token)
    try:
        access = control.get("/worlds/default")
    except httpx.TransportError as error:
        raise type(error)(f"no emulator answers at {link.url}: {error}") from None
    except ControlError as error:
        if error.status in (401, 421, 503):  # an emulator, which says why
            raise
        raise _no_emulator(link, error.status) from None
    finally:
        control.close()
    if not isinstance(access, dict) or not {"base_urls", "credentials"} <= access.keys():
        raise _no_emulator(link, 200)
    return access


def _no_emulator(link: Link, status: int) -> ControlError:
    advice = "give the address that the emulator says it is ready on, without a vendor's name"
    return ControlError(status, f"no emulator answers at {link.url}, but {status}: {advice}")
