"""A world: its vendors with their addresses and credentials, and all that a test does to it."""

from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Self

import httpx

from emulator.testing.clock import Clock
from emulator.testing.control import TIMEOUT, Control, ControlError
from emulator.testing.faults import Faults
from emulator.testing.in_process import InProcess
from emulator.testing.journal import Requests
from emulator.testing.outbox import Outbox


@dataclass(frozen=True)
class Link:
    """How a server is reached: its address, the control API's token, and what calls it where no socket does."""

    url: str
    token: str = ""
    in_process: InProcess | None = None


class Api:
    """One vendor in one world."""

    def __init__(self, url: str, accounts: list[dict[str, Any]], link: Link) -> None:
        self.url = url
        """The base URL to give to the code under test (str, without a slash at its end)."""
        self.accounts = accounts
        """The credentials of each account under the vendor's own names (list of dicts)."""
        self._link = link
        self._closed = False
        self._async: httpx.AsyncClient | None = None

    @property
    def account(self) -> dict[str, Any]:
        """The first account's credentials; raises LookupError where the world was made without one."""
        if not self.accounts:
            vendor = self.url.rpartition("/")[2]
            raise LookupError(
                f"the world was made without an account of {vendor}: "
                f"`control.post('/accounts/{vendor}')` opens one and answers its credentials"
            )
        return self.accounts[0]

    @property
    def client(self) -> httpx.Client:
        """Calls the vendor; it has the base URL, and no credentials. Raises RuntimeError after its world's block."""
        if self._closed:
            raise RuntimeError(f"{self.url} is closed: the block of its world has ended")
        return self._client

    @cached_property
    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, transport=self._link.in_process, timeout=TIMEOUT, trust_env=False)

    @property
    def async_client(self) -> httpx.AsyncClient:
        """As `client`, for `async with`, which closes it; then there is another. It belongs to one event loop."""
        if self._async is None or self._async.is_closed:
            self._async = httpx.AsyncClient(
                base_url=self.url, transport=self._link.in_process, timeout=TIMEOUT, trust_env=False
            )
        return self._async

    def close(self) -> None:
        """Lets the connection of `client` go; the vendor stays."""
        self._closed = True
        if "_client" in self.__dict__:
            self._client.close()


class Snapshot:
    """A world as it was at one moment."""

    def __init__(self, world: "World", name: str) -> None:
        self.world = world
        self.name = name

    def restore(self) -> None:
        """Makes the world what it was then: data, clock, journal, outbox, faults."""
        self.world.control.post(f"/snapshots/{self.name}/restore")

    def fork(self) -> "World":
        """A new world with all that is in the snapshot, and with credentials of its own."""
        return self.world.made({"from": f"{self.world.name}/{self.name}"})


class _Opened:
    """What there is of a world once its name and credentials are known."""

    def __init__(self, link: Link, access: dict[str, Any]) -> None:
        self.link = link
        self.name: str = access["name"]
        root = link.url if self.name == "default" else f"{link.url}/~{self.name}"
        self.control = Control(f"{root}/_emulator", transport=link.in_process, token=link.token)
        self.apis = {name: Api(f"{root}/{name}", accounts, link) for name, accounts in access["credentials"].items()}


class World:
    """One world at a server; as a context manager it is dropped at the block's end, with what was made from it."""

    _known: _Opened | None = None
    _source: "World | None" = None

    def __init__(self, link: Link, access: dict[str, Any], source: "World | None" = None) -> None:
        """`source` is what it was made from, and goes with."""
        self._open(link, access)
        self._source = source

    def _open(self, link: Link, access: dict[str, Any]) -> None:
        self._known = _Opened(link, access)
        self._snapshots = 0
        self._made: list[World] = []

    @property
    def _opened(self) -> _Opened:
        if self._known is None:
            raise RuntimeError("not started: use `with Emulator() as emulator`, or start()")
        return self._known

    @property
    def link(self) -> Link:
        """How its server is reached: `url`, `token`, and `in_process`, a transport for httpx where there is no port."""
        return self._opened.link

    @property
    def name(self) -> str:
        """What calls name it by: `/~name/…`, `--world name`."""
        return self._opened.name

    @property
    def control(self) -> Control:
        """Any call of its control API."""
        return self._opened.control

    @property
    def clock(self) -> Clock:
        """Its time."""
        return Clock(self.control)

    @property
    def outbox(self) -> Outbox:
        """What was sent in it."""
        return Outbox(self.control)

    @property
    def requests(self) -> Requests:
        """What was called in it."""
        return Requests(self.control)

    @property
    def faults(self) -> Faults:
        """What goes wrong in it on purpose."""
        return Faults(self.control)

    @property
    def reco(self) -> Api:
        """Reco: `url` and `account` for the code under test, `client` for the test."""
        return self._opened.apis["reco"]

    @property
    def rees46(self) -> Api:
        """REES46, as `reco`."""
        return self._opened.apis["rees46"]

    @property
    def recensus(self) -> Api:
        """Recensus, as `reco`."""
        return self._opened.apis["recensus"]

    def reset(self) -> None:
        """Back to what it was made from: data, clock, journal, outbox, faults; the credentials stay."""
        self.control.post("/reset")

    def snapshot(self, name: str | None = None) -> Snapshot:
        """Saves the world as it is now; raises ControlError where a snapshot has that name."""
        self._snapshots += 1
        saved = self.control.post("/snapshots", {"name": name or f"snapshot-{self._snapshots}"})
        return Snapshot(self, saved["name"])

    def fork(self) -> "World":
        """A new world with all that this one has, and with credentials of its own."""
        return self.made({"from": self.name})

    def made(self, how: dict[str, Any]) -> "World":
        """A new world as `POST /_emulator/worlds` takes it; raises ControlError."""
        made = World(self.link, self.control.post("/worlds", how), self)
        self._made.append(made)
        return made

    def further(self) -> "list[World]":
        """The worlds that were made from it, and from those, and are not closed."""
        return [one for made in self._made for one in (made, *made.further())]

    def rows(self, vendor: str, table: str, **query: Any) -> list[dict[str, Any]]:
        """What is stored: a table's rows, as `GET /_emulator/state/{vendor}/{table}` shows them."""
        return list(self.control.get(f"/state/{vendor}/{table}", **query)["items"])

    def close(self) -> None:
        """Drops the world, which may be gone already, and what was made from it."""
        if self.control.closed:
            return
        for made in [*self._made]:
            made.close()
        try:
            self.control.delete(f"/worlds/{self.name}")
        except ControlError as error:
            if error.status != 404:
                raise
        finally:
            self._let_go()

    def _let_go(self) -> None:
        for made in [*self._made]:
            made._let_go()
        if self._source is not None and self in self._source._made:
            self._source._made.remove(self)
        self.control.close()
        for api in self._opened.apis.values():
            api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and self._source is not None:
            from emulator.testing import report

            report.keep(self, of=self._source)
        self.close()
