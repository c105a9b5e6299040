"""What of the emulator other people's code and files name, as the code has it."""

import inspect
import re
import typing
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from docs import described
from emulator import pytest_plugin, testing
from emulator.kernel.fixture_document import ClockPart
from emulator.vendors import VENDORS
from tests.documents.reading import ROOT

Rows = dict[str, tuple[list[str], ...]]
"""By what a row begins with: its further cells, each a list of names."""


def fixture_keys(vendor: str) -> Rows:
    """The keys of each mapping in a vendor's part, by where it may stand; one that stands in itself is named once."""
    places: dict[type[BaseModel], list[str]] = {VENDORS[vendor].document: [vendor]}
    waiting = deque(places)
    while waiting:
        model = waiting.popleft()
        for key, inner in _inner(model):
            if inner not in places:
                waiting.append(inner)
            places.setdefault(inner, []).append(f"{places[model][0]}.{key}")
    rows: Rows = {}
    for model, where in places.items():  # at one place there may be mappings of several kinds
        keys = rows.setdefault(", ".join(f"`{place}`" for place in where), ([],))[0]
        keys += [key for key in _keys(model) if key not in keys]
    return rows


def whole_document() -> Rows:
    return {"the document": (["format", "clock", *VENDORS],), "`clock`": (_keys(ClockPart),)}


def _inner(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        for inner in _models(field.annotation):
            yield field.alias or name, inner


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models(part)


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def control_calls() -> Rows:
    """What each call takes and what its answer has, a list's items too."""
    document = described.emulator().control
    calls = _Calls(document["components"]["schemas"])
    return {
        f"`{method.upper()} {path}`": (calls.takes(said), calls.answers(said))
        for path, methods in document["paths"].items()
        for method, said in methods.items()
    }


class _Calls:
    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas

    def takes(self, said: dict[str, Any]) -> list[str]:
        path = [one["name"] for one in said.get("parameters", []) if one["in"] == "query"]
        return [*path, *self._properties(_schema(said.get("requestBody", {})))]

    def answers(self, said: dict[str, Any]) -> list[str]:
        answer = next((one for status, one in said["responses"].items() if status.startswith("2")), {})
        found = self._properties(_schema(answer))
        items = found.get("items", {}).get("items", {})
        return [*found, *(f"items.{name}" for name in self._properties(items))]

    def _properties(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        found = dict(schema.get("properties", {}))
        for part in (*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])):
            found.update(self._properties(part))
        return found


def _schema(place: dict[str, Any]) -> dict[str, Any]:
    found = place.get("content", {}).get("application/json", {}).get("schema", {})
    return typing.cast(dict[str, Any], found)


def python_names() -> Rows:
    """What a caller may use of each class of `emulator.testing`."""
    with testing.Emulator(in_process=True) as emulator, emulator.world() as world:
        parts = (emulator, world, world.reco, world.clock, world.outbox, world.requests, world.faults, world.control)
        known = {type(one).__name__: one for one in (*parts, world.snapshot(), testing.ControlError(404, ""))}
    return {f"`{name}`": ([*_members(known.get(name, getattr(testing, name)))],) for name in testing.__all__}


def _members(one: Any) -> Iterator[str]:
    kind = one if isinstance(one, type) else type(one)
    for name in sorted({*dir(one), *getattr(kind, "__dataclass_fields__", ())} - {*dir(Exception)}):
        member = inspect.getattr_static(kind, name, None)
        if not name.startswith("_"):
            yield f"{name}({_parameters(member)})" if inspect.isfunction(member) else name


def _parameters(function: Callable[..., Any]) -> str:
    given = [one for one in inspect.signature(function).parameters.values() if one.name != "self"]
    stars = {inspect.Parameter.VAR_KEYWORD: "**", inspect.Parameter.VAR_POSITIONAL: "*"}
    return ", ".join(f"{stars.get(one.kind, '')}{one.name}" for one in given)


def pytest_names() -> Rows:
    """Fixtures, options and what the marker takes."""
    parser = pytest.Parser(_ispytest=True)
    pytest_plugin.pytest_addoption(parser)
    options = [name for group in parser._groups for one in group.options for name in one.names()]
    fixtures = [name for name, one in vars(pytest_plugin).items() if "FixtureFunction" in type(one).__name__]
    forms = described.emulator().control["components"]["schemas"]
    marker = [name for name in forms["WorldForm"]["properties"] if name.isidentifier() and name not in ("from", "name")]
    return {"fixtures": (fixtures,), "options": (options,), "marker `emulator`": (marker,)}


def headers() -> set[str]:
    """Those of the emulator's own that its code reads or writes."""
    code = "".join(file.read_text() for file in (ROOT / "emulator").rglob("*.py"))
    return {name.title() for name in re.findall(r"x-emulator-[a-z]+", code, re.IGNORECASE)}
