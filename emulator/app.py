"""Puts vendors and control together as one ASGI application."""

from collections.abc import Callable
from functools import lru_cache, partial
from importlib import import_module

from starlette.types import ASGIApp, Receive, Scope, Send

from emulator import __version__
from emulator.kernel import names, room
from emulator.kernel.address import CONTROL, Address, Hosts, Place, locate
from emulator.kernel.errors import problem_answer
from emulator.kernel.http import Answer, json_answer, send_answer
from emulator.kernel.journal import Limits
from emulator.kernel.vendor import Vendors
from emulator.kernel.worlds import Worlds
from emulator.settings import Settings
from emulator.surfaces import Surfaces
from emulator.vendors import VENDORS


class Application:
    """The whole emulator. Answers only Host names it knows; leads each request to a vendor or the control API."""

    def __init__(self, settings: Settings, vendors: Vendors = VENDORS) -> None:
        """Makes the default world; raises FixtureError for a broken fixture and OSError for an unusable data folder."""
        self.settings = settings
        self.worlds = _kind_of_worlds(settings)(
            vendors,
            data=settings.data,
            fixture=settings.fixture,
            public_url=settings.address_for_people(),
            seed=settings.seed,
            journal=Limits(settings.journal_requests, settings.journal_bytes),
            limits=room.Limits(settings.worlds_max, settings.longest_idle()),
            strict=settings.strict,
        )
        self._vendors = vendors
        self._surfaces = Surfaces(self._build)
        # Clients ask for the same few addresses over and over.
        self._located = lru_cache(256)(self._locate)
        self._hosts = Hosts(vendors.hosts(), settings.host_names())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        surface = self._surface_of(scope)
        if isinstance(surface, Answer):
            await self._send(surface, send)
            return
        await (self._surfaces.built.get(surface) or await self._surfaces.wait(surface))(scope, receive, send)

    def at_once(self, scope: Scope, body: bytes) -> Answer | None:
        """What a vendor answers that waits for nothing; None for all else, with nothing done.

        For a server that has the whole request: it needs no task, and none of ASGI's messages.
        """
        surface = self._surface_of(scope)
        answers = None if isinstance(surface, Answer) else getattr(self._surfaces.built.get(surface), "at_once", None)
        found: Answer | None = None if answers is None else answers(scope, body)
        return found

    def _surface_of(self, scope: Scope) -> str | Answer:
        """The surface that a request is for, with its place in the scope; or the answer where it is for none."""
        host, header, fault = _addressing(scope)
        if not self._hosts.knows(host):
            return _unknown_host(host)
        address = self._located(scope["path"], host, header)
        if address.world is not None and not names.is_name(address.world):
            return problem_answer(404, f"{address.world!r} cannot be a world's name")
        if address.surface is None:
            return self._front_door(address)
        scope["emulator"] = Place(self.worlds, address.world, address.root, address.path, host, fault)
        scope["root_path"] = address.root
        return address.surface

    async def _send(self, answer: Answer, send: Send) -> None:
        """Sends what leads to no world."""
        answer.headers.append(Place(self.worlds, None, "", "", "").clock.date_header())
        await send_answer(answer, send)

    def _locate(self, path: str, host: str, header: str | None) -> Address:
        return locate(path, host, header, self._hosts, self._vendors)

    def _build(self, name: str) -> ASGIApp:
        if name == CONTROL:
            from emulator.control.app import control_application

            return control_application(self.settings, self.worlds)
        from emulator.kernel.dispatch import surface_of

        return surface_of(self._vendors[name])

    def warm(self) -> None:
        """Builds what would otherwise be built by the first request of each vendor."""
        for name in (*self._vendors, CONTROL):
            self._surfaces.build(name)
        for vendor in self._vendors.values():
            for module in vendor.warms:
                import_module(module)

    def _front_door(self, address: Address) -> Answer:
        root = address.root
        if address.path != "/":
            known = ", ".join(f"{root}/{name}" for name in self._vendors)
            return problem_answer(404, f"nothing is at {address.path}: the vendors are at {known}")
        return json_answer(
            {
                "emulator": __version__,
                "vendors": {name: f"{root}/{name}" for name in self._vendors},
                "control": f"{root}/{CONTROL}",
                "documentation": {name: f"{root}/{name}/docs" for name in (*self._vendors, CONTROL)},
            }
        )


def _kind_of_worlds(settings: Settings) -> Callable[..., Worlds]:
    if settings.database_url is None:
        return Worlds
    try:
        from emulator.kernel.postgres.worlds import SharedWorlds  # it and its driver are loaded only where asked for
    except ImportError:
        raise OSError("the driver is not installed: install the emulator with its extra `postgres`") from None
    return partial(SharedWorlds, settings.database_url)


def _addressing(scope: Scope) -> tuple[str, str | None, str | None]:
    host, world, fault = "", None, None
    for name, value in scope["headers"]:
        if name == b"host":
            host = value.decode("latin-1")
        elif name == b"x-emulator-world":
            world = value.decode("latin-1")
        elif name == b"x-emulator-fault":
            fault = value.decode("latin-1")
    return host, world, fault


def _unknown_host(host: str) -> Answer:
    return problem_answer(
        421, f"this server does not answer for the host {host!r}: name it in EMULATOR_ALLOWED_HOSTS, or use 127.0.0.1"
    )
