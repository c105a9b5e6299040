"""One request of the journal as a command line."""

import re
import shlex

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

from emulator.control.requests import entry, shown_body
from emulator.kernel import journal, masking, own_secrets
from emulator.kernel.control import CurrentWorld, Number
from emulator.kernel.journal import Entry
from emulator.kernel.own_secrets import OwnSecrets

router = APIRouter(tags=["Requests"])

_OF_THE_CONNECTION = frozenset({"host", "content-length", "connection", "transfer-encoding", "keep-alive", "expect"})
"""Headers that curl writes itself."""
_ADDED_BY_CURL = ("user-agent", "accept", "content-type")
_ARGUMENT = 100_000
"""A system takes no argument that is much longer; the shell's own printf does."""
_EXAMPLE = """# Secrets are masked: put your own in place of masked:…
curl -g --path-as-is -X POST 'http://127.0.0.1:4717/reco/invite/mail/venue/123' \\
  -H 'x-reco-apikey: masked:5ad56fa2' \\
  -H 'content-type: application/json' \\
  --data-raw '{"invites":[{"email":"jane@example.com"}]}'
"""


@router.get(
    "/requests/{id}/curl",
    response_class=PlainTextResponse,
    responses={200: {"content": {"text/plain": {"example": _EXAMPLE}}}},
)
async def request_as_curl(id: Number, world: CurrentWorld) -> PlainTextResponse:
    """A command for bash that sends the same request again. Secrets stay masked; a comment says so where there are."""
    found = entry(world, id)
    return PlainTextResponse(_command(found, world.worlds.vendor(found.vendor).secrets, own_secrets.of(world)))


def _command(found: Entry, secrets: frozenset[str], own: OwnSecrets) -> str:
    url, sent = own.hide(masking.url(found.url, secrets)), journal.unpack(found.request_headers)
    headers = [(name, own.hide(masking.headers([(name, value)], secrets)[name.lower()])) for name, value in sent]
    body = own.hide(shown_body(found.request_body, found.request_headers, secrets, errors="surrogateescape"))
    raw = body.encode("utf-8", "surrogateescape")
    masked = url != found.url or headers != sent or raw != found.request_body
    method = "--head" if found.method == "HEAD" else f"-X {shlex.quote(found.method)}"
    lines = [f"curl -g --path-as-is {method} {_quoted(url.encode('latin-1'))}", *_header_lines(headers)]
    pipe = ""
    if raw and (len(raw) > _ARGUMENT or b"\0" in raw):
        pipe = f"printf -- {_quoted(_for_printf(raw))} | "
        lines.append("--data-binary @-")
    elif raw:
        lines.append(f"--data-raw {_quoted(raw)}")
    return "".join(f"# {one}\n" for one in _remarks(found, sent, masked=masked)) + pipe + " \\\n  ".join(lines) + "\n"


def _remarks(found: Entry, sent: list[tuple[str, str]], *, masked: bool) -> list[str]:
    remarks = ["Secrets are masked: put your own in place of masked:…"] if masked else []
    length = dict(sent).get("content-length", "")
    if length.isdecimal() and int(length) > len(found.request_body):
        remarks.append(f"The body was {length} bytes long, of which the first {len(found.request_body)} were kept.")
    return remarks


def _header_lines(headers: list[tuple[str, str]]) -> list[str]:
    names = {name.lower() for name, _ in headers}
    lines = [
        f"-H {_quoted(f'{name}: {value}'.encode('latin-1') if value else f'{name};'.encode())}"
        for name, value in headers
        if name.lower() not in _OF_THE_CONNECTION
    ]
    return lines + [f"-H '{name}:'" for name in _ADDED_BY_CURL if name not in names]


def _quoted(raw: bytes) -> str:
    """One word for bash; what cannot be read on a line is written as bash's $'…'."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = ""
    if text.isprintable() and bool(text) == bool(raw):
        return "'" + text.replace("'", "'\\''") + "'"
    return "$'" + re.sub(rb"[^ -&(-\[\]-~]", lambda one: b"\\x%02x" % one[0][0], raw).decode() + "'"


def _for_printf(raw: bytes) -> bytes:
    return re.sub(rb"[^ -$&-\[\]-~]", lambda one: b"\\%03o" % one[0][0], raw)
