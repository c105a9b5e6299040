"""Reads and replays the documents' examples, which stand as data in fixtures/examples."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

HOME = Path(__file__).resolve().parent.parent / "fixtures" / "examples"
KEYS = {"heading", "note", "before", "breaks", "request", "answer"}
"""`breaks` has the notices of an example that is not as the document itself describes its parameters."""


@dataclass(frozen=True)
class Example:
    """One request of a document with its answer."""

    vendor: str
    file: str
    number: int
    data: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.vendor}-{self.file}-{self.number}-{self.data['heading'].replace(' ', '-')}"


def all_examples() -> list[Example]:
    found = []
    for file in sorted(HOME.glob("*/*.yaml")):
        for number, data in enumerate(yaml.safe_load(file.read_text()), 1):
            assert data.keys() <= KEYS, f"{file}: {data.keys() - KEYS}"
            found.append(Example(file.parent.name, file.stem, number, data))
    return found


def send(clients: dict[str, httpx.Client], surface: str, request: dict[str, Any]) -> httpx.Response:
    """Sends one request of an example; `sign` signs a Recensus body for the address it is sent to."""
    client = clients[request.get("surface", surface)]
    body = request.get("json")
    if "sign" in request:
        url = str(client.base_url).rstrip("/") + request["path"]
        signed = f"{request['method']}{url}{request['sign']['secret']}"
        body["signedRequest"]["signature"] = hashlib.md5(signed.encode()).hexdigest()  # noqa: S324 (the vendor's hash)
    content = request["body"].encode() if "body" in request else None
    return client.request(
        request["method"],
        request["path"].lstrip("/"),
        params=request.get("query"),
        headers=request.get("headers"),
        data=request.get("form"),
        json=body,
        content=content,
    )


def same_shape(expected: Any, given: Any, place: str = "answer") -> list[str]:
    """Where `given` differs from the shape of `expected`: keys, JSON types, each element of a list."""
    if isinstance(expected, dict) and isinstance(given, dict):
        if expected.keys() != given.keys():
            return [f"{place}: {sorted(given)} instead of {sorted(expected)}"]
        return [line for key in expected for line in same_shape(expected[key], given[key], f"{place}.{key}")]
    if isinstance(expected, list) and isinstance(given, list):
        if expected and not given:
            return [f"{place}: empty"]
        return [
            line for n, one in enumerate(given) if expected for line in same_shape(expected[0], one, f"{place}.{n}")
        ]
    if _kind(expected) != _kind(given):
        return [f"{place}: {_kind(given)} instead of {_kind(expected)}"]
    return []


def _kind(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return type(value).__name__
    return "number" if isinstance(value, int | float) else type(value).__name__
