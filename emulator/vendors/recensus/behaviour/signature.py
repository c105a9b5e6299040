"""The signed request: an MD5 over verb, URL and shared secret, checked against the URL as the client wrote it."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence

from emulator.kernel.http import Request
from emulator.vendors.recensus import HOSTS

DOCUMENTED = "5b077359bd8ae4212460727d1dce1c1c"
"""The document's own signature. Nobody has found the URL and secret it was made of, so nobody's signature it is."""
_DEFAULT_PORT = {"http": "80", "https": "443"}
_PORT = re.compile(r"[0-9]{1,5}")


def signature(verb: str, url: str, secret: str) -> str:
    """Docs: the MD5 hash of HTTP VERB + RequestURL + Shared Secret.

    Observed: the SDK concatenates without separators, and RequestURL is the full absolute URL.
    """
    # A URL is bytes that arrived; one that was configured may hold anything.
    signed = verb.encode() + url.encode("latin-1", "replace") + secret.encode()
    return hashlib.md5(signed).hexdigest()  # noqa: S324 (the vendor's hash)


def matches(given: str, expected: str) -> bool:
    """In constant time. Observed: lower-case hex, the only spelling that PHP's md5 writes."""
    return hmac.compare_digest(given.encode(), expected.encode())


def signed_url(given: str, verb: str, urls: Iterable[str], secret: str) -> str | None:
    """The one of `urls` that was signed; all are tried, so that the time taken tells nothing."""
    signed = [url for url in urls if matches(given, signature(verb, url, secret))]
    return signed[0] if signed else None


def addressed_urls(request: Request) -> list[str]:
    """The URLs by which the client may have addressed this server, the likeliest first.

    Observed: the SDK signs before any normalisation: a written `:80` is in the hash although the Host header drops it.
    Assumed: a proxy may have ended TLS, or say in X-Forwarded-Proto, -Host, -Port and -Prefix what the client wrote.
    HTTP/1.0 may name no host; then it is the address that was connected to.
    """
    direct = _urls(_schemes(request), [request.host or _connected_to(request)], [_target(request, request.raw_path)])
    return list(dict.fromkeys([*_proxied_urls(request), *direct]))


def _proxied_urls(request: Request) -> list[str]:
    """What the client wrote to a proxy that says so. Assumed: a host's root may lead to the vendor's path here."""
    named, prefix = _forwarded(request, "x-forwarded-host"), _forwarded(request, "x-forwarded-prefix").rstrip("/")
    port = _forwarded(request, "x-forwarded-port")
    host = named or request.host
    if not host or not (named or prefix or port):
        return []
    named_port = _PORT.fullmatch(port) is not None and port not in _DEFAULT_PORT.values()
    ported = [f"{host}:{port}"] if named_port and not _has_port(host) else []
    before = prefix if prefix.startswith("/") else ""
    inside = request.raw_path.removeprefix(request.root)
    targets = [_target(request, before + path) for path in (request.raw_path, inside)]
    return _urls(_schemes(request), [*ported, host], targets)


def other_urls(request: Request, public_url: str) -> list[str]:
    """Assumed: a client may sign for the vendor's real host, or the emulator's public one, while a proxy leads here."""
    public = public_url.partition("://")[2].rstrip("/")
    inside = request.raw_path.removeprefix(request.root)
    targets = [_target(request, path) for path in (request.raw_path, inside)]
    return _urls(_schemes(request), [*HOSTS, *([public] if public else [])], targets)


def path_urls(request: Request) -> list[str]:
    """What a reader of the document alone may take RequestURL for; no client signs these with success."""
    inside = request.raw_path.removeprefix(request.root)
    return [_target(request, path) for path in (request.raw_path, inside)]


def _schemes(request: Request) -> list[str]:
    """Both, that of the request first."""
    forwarded = _forwarded(request, "x-forwarded-proto").lower()
    first = forwarded if forwarded in _DEFAULT_PORT else str(request.scope["scheme"])
    return [first, *(scheme for scheme in _DEFAULT_PORT if scheme != first)]


def _forwarded(request: Request, name: str) -> str:
    """Of several proxies the first knows the client."""
    return (request.header(name) or "").partition(",")[0].strip()


def _connected_to(request: Request) -> str:
    host, port = request.scope.get("server") or ("localhost", None)
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def _target(request: Request, path: str) -> str:
    return f"{path}?{request.query}" if request.query else path


def _urls(schemes: Sequence[str], hosts: Sequence[str], targets: Sequence[str]) -> list[str]:
    return [
        f"{scheme}://{host}{port}{target}"
        for host in hosts
        for scheme in schemes
        for port in ("", *_default_port(scheme, host))
        for target in targets
    ]


def _default_port(scheme: str, host: str) -> list[str]:
    return [] if _has_port(host) or "/" in host else [f":{_DEFAULT_PORT[scheme]}"]


def _has_port(host: str) -> bool:
    return ":" in host.rpartition("]")[2]
