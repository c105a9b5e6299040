"""A server that answers HTTPS, and clients that write the vendors' own addresses."""

import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx
import pytest

from emulator import Emulator, World

SERVICE = "emulator"
"""The name of a compose service."""


@dataclass(frozen=True)
class Secure:
    """The running server, as its clients know it."""

    url: str
    secure_url: str
    trust: ssl.SSLContext

    @property
    def ports(self) -> dict[str, int]:
        return {scheme: httpx.URL(url).port or 0 for scheme, url in self._urls.items()}

    @property
    def _urls(self) -> dict[str, str]:
        return {"http": self.url, "https": self.secure_url}


@pytest.fixture(scope="session")
def emulator_with_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    folder = tmp_path_factory.mktemp("certs")
    with Emulator(tls=True, certs=folder, allowed_hosts=SERVICE) as emulator:
        yield emulator


@pytest.fixture(scope="session")
def secure(emulator_with_tls: Emulator) -> Secure:
    trust = ssl.create_default_context(cafile=emulator_with_tls.authority)
    trust.verify_flags |= ssl.VERIFY_X509_STRICT
    return Secure(emulator_with_tls.url, str(emulator_with_tls.secure_url), trust)


@pytest.fixture
def private(emulator_with_tls: Emulator) -> Iterator[World]:
    """A world to which its credentials alone lead: an unchanged client can say nothing else."""
    with emulator_with_tls.world() as world:
        yield world


class Network(httpcore.SyncBackend):
    """What /etc/hosts, a network's aliases or a mapped port do: who connects to any host reaches the server."""

    def __init__(self, ports: dict[int, int]) -> None:
        """The server's port for each port that clients connect to."""
        self._ports = ports

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 (all of them)
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return super().connect_tcp("127.0.0.1", self._ports[port], timeout, local_address, socket_options)


class Client(httpx.BaseTransport):
    """For `httpx.Client(transport=…)`: all hosts are the server, found at the port for its scheme or at `mapped`."""

    def __init__(self, secure: Secure, **mapped: int) -> None:
        ports = secure.ports
        self._pool = httpcore.ConnectionPool(
            ssl_context=secure.trust,
            network_backend=Network(
                {80: ports["http"], 443: ports["https"], **{at: ports[scheme] for scheme, at in mapped.items()}}
            ),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool.request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.read(),
        )
        return httpx.Response(answer.status, headers=answer.headers, content=answer.content)

    def close(self) -> None:
        self._pool.close()


@pytest.fixture
def unchanged(secure: Secure) -> Iterator[httpx.Client]:
    """A client that writes the vendors' own addresses, on a machine whose /etc/hosts leads them to the server."""
    with httpx.Client(transport=Client(secure), timeout=60) as client:
        yield client


@pytest.fixture
def proxied(secure: Secure) -> Iterator[httpx.Client]:
    """A client that writes the vendors' own addresses and has the server for its proxy."""
    with httpx.Client(proxy=secure.url, verify=secure.trust, timeout=60) as client:
        yield client
