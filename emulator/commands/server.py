"""The running server, as the commands that ask it something reach it: its address, its world, its control API."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, Any

from emulator.commands.ending import Refused, stop
from emulator.commands.settings import settings_from

if TYPE_CHECKING:
    from emulator.settings import Settings

_PATIENCE = 90
"""Seconds for an answer."""
_STORING = 600
"""Seconds for the answer to a file, all of which is stored before."""


class Server:
    def __init__(self, settings: "Settings", world: str | None) -> None:
        self.host = settings.reached_at()
        self.port = settings.port
        self.at = f"{settings.host_in_a_url()}:{settings.port}"
        self.token = settings.control_token
        self.world = world

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        wait: float = _PATIENCE,
    ) -> str:
        """The body of the control API's answer; what it refuses ends the command with the sentence it says."""
        sent = None if body is None else json.dumps(body).encode()
        return self._taken(method, path, query, sent, {"Content-Type": "application/json"}, wait)

    def send(self, path: str, source: IO[bytes], *, of: str, kind: str, query: Mapping[str, Any] | None = None) -> str:
        """The answer to a file's content, which goes piece by piece; a terminal sees how far it is."""
        from emulator.commands import progress

        with progress.sending(source, of) as (pieces, size):
            headers = {"Content-Type": kind, "Content-Length": str(size)}
            return self._taken("POST", path, query, pieces, headers, _STORING)

    def _taken(
        self, method: str, path: str, query: Mapping[str, Any] | None, body: Any, headers: dict[str, str], wait: float
    ) -> str:
        # The server's own start imports this module, and needs none of these.
        import http.client

        try:
            status, text = self.answer(method, path, query, body, headers, wait)
        except (http.client.HTTPException, UnicodeError):
            stop(f"what answers on {self.at} is not the emulator")
        except OSError as error:
            stop(f"nothing answers on {self.at}: {error.strerror or error}")
        if status >= 300:
            reason = _reason(text)
            if reason is None:
                stop(f"what answers on {self.at} is not the emulator")
            raise Refused(reason)
        return text

    def is_proxy(self) -> bool:
        """Whether it takes the vendors' own addresses, as a server with --tls does."""
        import http.client
        from contextlib import closing

        with closing(http.client.HTTPConnection(self.host, self.port, timeout=_PATIENCE)) as connection:
            connection.set_tunnel("api.reco.se", 443)
            try:
                connection.connect()
            except OSError:
                return False
        return True

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any] | None = None,
        body: bytes | Iterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        wait: float = _PATIENCE,
    ) -> tuple[int, str]:
        """Status and body, whatever they are; raises OSError and HTTPException."""
        import contextlib
        import http.client
        from urllib.parse import quote, urlencode

        prefix = f"/~{quote(self.world, safe='')}" if self.world else ""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        asked = f"{prefix}/_emulator{path}" + (f"?{urlencode(given)}" if given else "")
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        connection = http.client.HTTPConnection(self.host, self.port, timeout=wait)
        try:
            # Who refuses a file need not take all of it before it says so.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, asked, body, {**(headers or {}), **bearer})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def running(host: str | None, port: str | None, control_token: str | None, world: str | None) -> Server:
    """The server, and the world at it: a misspelt name ends the command, which would make a world of that name else."""
    from urllib.parse import quote

    settings = settings_from(host=host, port=port, control_token=control_token)
    server = Server(settings, None)
    if world:
        server.call("GET", f"/worlds/{quote(world, safe='')}")
    server.world = world
    return server


def _reason(text: str) -> str | None:
    try:
        return str(json.loads(text)["detail"])
    except (ValueError, KeyError, TypeError):
        return None
