"""A request as the client wrote it, and an answer as it will be sent: plain values, no framework."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json
from starlette.types import Message, Send

from emulator.kernel import large_json
from emulator.kernel.clock import Clock
from emulator.kernel.turns import LARGE

if TYPE_CHECKING:
    from emulator.kernel.effect import Planned

JSON = b"application/json"


@dataclass(slots=True)
class Answer:
    """Status, headers and bytes; `headers` beside the content type."""

    status: int = 200
    body: bytes = b""
    content_type: bytes = JSON
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        length = (b"content-length", b"%d" % len(self.body))
        if not self.body and self.content_type is JSON:
            return [length, *self.headers]
        return [(b"content-type", self.content_type), length, *self.headers]


@dataclass(slots=True)
class CutAnswer(Answer):
    """Tells the length of a whole body, of which it has only the beginning."""

    length: int = 0

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        return [(b"content-type", self.content_type), (b"content-length", b"%d" % self.length), *self.headers]


@dataclass(slots=True)
class NoAnswer(Answer):
    """The connection is reset before anything is sent; in the journal its status is 0."""

    status: int = 0

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        return []


def json_answer(value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    pairs = [(name.lower().encode(), text.encode()) for name, text in (headers or {}).items()]
    # 1e999 can be read from JSON, but JSON has no way to write it.
    return Answer(status, to_json(value, inf_nan_mode="null"), JSON, pairs)


def dated(send: Send, clock: Callable[[], Clock]) -> Send:
    """Sends answers that others make with the `Date` of the clock, asked for when they leave."""

    async def send_dated(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), clock().date_header()]
        await send(message)

    return send_dated


async def send_answer(answer: Answer, send: Callable[[Any], Awaitable[None]]) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.wire_headers()})
    await send({"type": "http.response.body", "body": answer.body})


def html_answer(html: str, *, status: int = 200) -> Answer:
    return Answer(status, html.encode(), b"text/html; charset=utf-8")


class Request:
    """What arrived. `path` is inside the vendor (no world, no vendor prefix); `url` is what the client asked for."""

    planned: "Planned | None" = None
    """The fault that is planned for its answer."""
    astray = False
    """Whether it names a credential that leads to no world."""

    def __init__(self, scope: Mapping[str, Any], body: bytes, *, root: str = "", path: str = "/") -> None:
        self.scope = scope
        self.body = body
        self.root = root
        self.path = path
        self.method: str = scope["method"]
        self.path_params: dict[str, str] = {}
        self.memo: dict[str, Any] = {}
        self._headers: dict[str, str] | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Names in lower case; a name sent twice is joined with a comma."""
        if self._headers is None:
            self._headers = self._read_headers()
        return self._headers

    def _read_headers(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for raw_name, raw_value in self.scope["headers"]:
            name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
            found[name] = f"{found[name]}, {value}" if name in found else value
        return found

    def header(self, name: str) -> str | None:
        return self.headers.get(name)

    @property
    def content_type(self) -> str:
        """The media type alone, in lower case: "" where none was sent."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def query(self) -> str:
        """As it was written, still encoded."""
        return bytes(self.scope["query_string"]).decode("latin-1")

    @property
    def raw_path(self) -> str:
        """As it was written, still encoded, with every prefix."""
        raw = self.scope.get("raw_path")
        return bytes(raw).partition(b"?")[0].decode("latin-1") if raw else str(self.scope["path"])

    @property
    def host(self) -> str:
        return self.header("host") or ""

    @property
    def base_url(self) -> str:
        """Scheme, host and prefix under which the client reached the vendor; no slash at the end."""
        return f"{self.scope['scheme']}://{self.host}{self.root}"

    @property
    def url(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{self.scope['scheme']}://{self.host}{self.raw_path}{query}"

    @property
    def client_ip(self) -> str | None:
        client = self.scope.get("client")
        return str(client[0]) if client else None


def read_json(body: bytes) -> Any:
    """The value; raises ValueError for what is not JSON (nor UTF-8, nor nested within 200 levels)."""
    return large_json.read(body) if len(body) > LARGE else from_json(body, allow_inf_nan=False)


def unpacked(value: Any, read: Callable[[str], Any] = from_json) -> Any:
    """The list or object that a text is the JSON of; what is none, or what `read` refuses, stays as it is."""
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
        try:
            return read(value)
        except ValueError:
            return value
    return value


def read_multipart(body: bytes, content_type: str, found: list[tuple[bytes, bytes]]) -> None:
    """Adds each field's name and value to `found`, a file's content as its value.

    Raises ValueError where it cannot be read on; what came before that place is in `found`.
    """
    from python_multipart import parse_form

    def on_field(field: Any) -> None:
        found.append((field.field_name or b"", field.value or b""))

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        found.append((file.field_name or b"", file.file_object.read()))

    parse_form({"Content-Type": content_type.encode("latin-1", "replace")}, BytesIO(body), on_field, on_file)


def header_text(text: str) -> bytes:
    """A header's value of any text: it may quote what a client sent, so no line of it becomes a header of its own."""
    return "".join(one if one.isprintable() else " " for one in text).encode("ascii", "replace")
