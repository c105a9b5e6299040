"""Finds what a request is for: the world and vendor from path, host and header, the operation from an index."""

import importlib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import cast

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from emulator.kernel import openapi
from emulator.kernel.address import Place, without_port
from emulator.kernel.arrival import arrive, at_once
from emulator.kernel.http import Answer, Request, dated, send_answer
from emulator.kernel.route import Operation, Router
from emulator.kernel.vendor import Vendor

REST = ":path}"


@dataclass
class Index:
    """Operations by path: fixed paths in a dictionary, those with parameters by their number of segments.

    A parameter is a whole segment, or all of it before an ending: `{code}.png`. A last one that is written `{id:path}`
    is all that is left, where no other path fits.
    """

    fixed: dict[str, dict[str, Operation]] = field(default_factory=dict)
    open: dict[int, list[tuple[list[str], dict[str, Operation]]]] = field(default_factory=dict)
    rest: list[tuple[list[str], dict[str, Operation]]] = field(default_factory=list)

    def add(self, path: str, operation: Operation) -> None:
        segments = _segments(path)
        if "{" not in path:
            by_method = self.fixed.setdefault("/".join(segments), {})
        else:
            alike = self.rest if path.endswith(REST) else self.open.setdefault(len(segments), [])
            by_method = next((found for known, found in alike if known == segments), {})
            if not by_method:
                alike.append((segments, by_method))
        for method in operation.methods or ():
            by_method[method] = operation

    def __post_init__(self) -> None:
        # Clients ask for the same few paths over and over; nobody writes into what was found.
        self.find = lru_cache(256)(self._find)

    def _find(self, path: str) -> tuple[dict[str, Operation], dict[str, str]]:
        """The operations of a path by method, and its parameters; doubled and trailing slashes do not count."""
        by_method = self.fixed.get(path[1:])
        if by_method is not None:
            return by_method, {}
        segments = _segments(path)
        by_method = self.fixed.get("/".join(segments))
        if by_method is not None:
            return by_method, {}
        for pattern, found in self.open.get(len(segments), ()):
            parameters = _match(pattern, segments)
            if parameters is not None:
                return found, parameters
        for pattern, found in self.rest:
            whole = len(pattern) - 1
            parameters = _match(pattern[:whole], segments[:whole]) if len(segments) > whole else None
            if parameters is not None:
                name = pattern[whole].removeprefix("{").removesuffix(REST)
                return found, {**parameters, name: "/".join(segments[whole:])}
        return {}, {}


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _match(pattern: list[str], segments: list[str]) -> dict[str, str] | None:
    parameters = {}
    for expected, given in zip(pattern, segments, strict=True):
        if expected.startswith("{"):
            name, _, ending = expected[1:].partition("}")
            if not given.endswith(ending) or given == ending:
                return None
            parameters[name] = given.removesuffix(ending)
        elif expected != given:
            return None
    return parameters


class VendorApp:
    """One vendor's surface. Its FastAPI application describes it; its index finds the operation to run."""

    def __init__(self, vendor: Vendor) -> None:
        router: Router = importlib.import_module(vendor.wire).router
        self.vendor = vendor
        self.wire = router.wire
        self.operations = cast(list[Operation], router.routes)
        self.index = Index()
        self.at_hosts: dict[str, Index] = {}
        """The hosts that have an index of their own."""
        for operation in self.operations:
            for path in (operation.path, *operation.aliases):
                self._add(path, operation)

    def _add(self, path: str, operation: Operation) -> None:
        if path.startswith("//"):
            host, _, rest = path[2:].partition("/")
            self.at_hosts.setdefault(host, Index()).add(rest, operation)
        else:
            self.index.add(path, operation)

    @cached_property
    def described(self) -> FastAPI:
        return openapi.application(self.vendor, self.operations)

    def find(self, host: str, path: str) -> tuple[dict[str, Operation], dict[str, str]]:
        """The operations of a path by method, and its parameters."""
        index = self.at_hosts.get(without_port(host), self.index) if self.at_hosts else self.index
        return index.find(path)

    def at_once(self, scope: Scope, body: bytes) -> Answer | None:
        """What an operation answers that waits for nothing; None for all else, with nothing done."""
        place: Place = scope["emulator"]
        by_method, parameters = self.find(place.host, place.path)
        operation = by_method.get(scope["method"])
        if operation is None:
            return None
        scope["path_params"] = parameters
        return at_once(self.wire, operation, scope, body)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        place: Place = scope["emulator"]
        by_method, parameters = self.find(place.host, place.path)
        operation = by_method.get(scope["method"])
        if operation is not None:
            scope["path_params"] = parameters
            await arrive(self.wire, operation, scope, receive, send)
        elif place.path in ("/openapi.json", "/docs") and scope["method"] in ("GET", "HEAD"):
            await self.described(scope, receive, dated(send, lambda: place.clock))
        else:
            await self._unmatched(by_method, parameters, scope, receive, send)

    async def _unmatched(
        self, by_method: dict[str, Operation], parameters: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        if scope["method"] == "HEAD" and "GET" in by_method:
            scope["path_params"] = parameters
            await arrive(self.wire, by_method["GET"], scope, receive, send)
        elif scope["method"] in ("OPTIONS", "HEAD") and by_method and self.wire.preflight:
            place: Place = scope["emulator"]
            await send_answer(self.wire.preflight(Request(scope, b"")), dated(send, lambda: place.clock))
        elif by_method:
            refusal = self.wire.errors.method_not_allowed(", ".join(sorted(by_method)))
            await arrive(self.wire, None, scope, receive, send, refusal)
        else:
            await arrive(self.wire, None, scope, receive, send, self.wire.errors.not_found())


_made: dict[str, VendorApp] = {}


def surface_of(vendor: Vendor) -> VendorApp:
    """Made once for all who ask: there is nothing of a world in it."""
    if vendor.wire not in _made:
        _made[vendor.wire] = VendorApp(vendor)
    return _made[vendor.wire]
