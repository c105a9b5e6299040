"""The control API's pages, made from its own OpenAPI description."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docs.described import Json
from emulator.kernel import described

_REFERENCE = "#/components/schemas/"
_BASE = "/_emulator"


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    said: Json

    @property
    def chapter(self) -> str:
        return str(self.said["tags"][0])

    @property
    def title(self) -> str:
        """FastAPI makes a summary of the function's name, with a capital for each word; one that was written stays."""
        words = self.said["operationId"].replace("_", " ")
        return words.capitalize() if self.said["summary"] == words.title() else str(self.said["summary"])

    @property
    def line(self) -> str:
        return f"`{self.method} {_BASE}{self.path}`"

    @property
    def does(self) -> str:
        """The first sentence of its description."""
        return re.split(r"(?<=[.;:])\s", self.said["description"].replace("\n", " "), maxsplit=1)[0].rstrip(".;:")


def overview(document: Json) -> str:
    """A table of all calls, by chapter, that leads to each."""
    parts = []
    for chapter, calls in _by_chapter(document).items():
        rows = [[f"[{call.line}]({_file(chapter)}#{call.said['operationId']})", call.does] for call in calls]
        parts.append(f"## {chapter}\n\n{_table(['call', 'does'], rows)}")
    return "\n\n".join(parts)


def chapters(document: Json) -> dict[str, str]:
    """Each chapter's page, by its file's name."""
    schemas = document["components"]["schemas"]
    return {_file(chapter): _Page(schemas).written(chapter, calls) for chapter, calls in _by_chapter(document).items()}


def _by_chapter(document: Json) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            call = Call(method.upper(), path, said)
            found[call.chapter].append(call)
    return found


def _file(chapter: str) -> str:
    return f"control-api/{chapter.lower().replace(' ', '-')}.md"


@dataclass
class _Page:
    schemas: Json
    told: list[str] = field(default_factory=list)
    """The schemas that the page speaks of by name, in the order in which it does."""

    def written(self, chapter: str, calls: list[Call]) -> str:
        parts = [f"# {chapter}", *(part for call in calls for part in self._call(call))]
        shapes = list(self._shapes())
        return "\n\n".join([*parts, *(["## Shapes", *shapes] if shapes else [])]) + "\n"

    def _call(self, call: Call) -> Iterator[str]:
        yield f"## {call.title} {{ #{call.said['operationId']} }}"
        yield call.line
        yield call.said["description"]
        if parameters := call.said.get("parameters"):
            rows = [[f"`{one['name']}`", one["in"], self._parameter(one), _meaning(one)] for one in parameters]
            yield "**Parameters**"
            yield _table(["name", "in", "type", "meaning"], rows)
        if body := call.said.get("requestBody"):
            yield "**Body**" if body.get("required") else "**Body**, which may be left out"
            yield from self._content(body)
        for status, answer in call.said["responses"].items():
            if status != "4XX":  # the same for all calls: the overview has it
                yield f"**Answer {status}**" + ("" if answer.get("content") else ", without a body")
                yield from self._content(answer)

    def _parameter(self, said: Json) -> str:
        return self._type(said["schema"]) + (", required" if said.get("required") and said["in"] != "path" else "")

    def _content(self, said: Json) -> Iterator[str]:
        for kind, content in said.get("content", {}).items():
            if kind != "application/json":
                yield f"`{kind}`"
            if "example" in content:
                yield _code(content["example"])
            for choice in described.choices(content.get("schema", {}), self._root):
                if choice.get("properties"):
                    yield self._fields(choice)

    def _fields(self, schema: Json) -> str:
        """Of a form, which is what refuses other fields, it is said which are required; an answer has all."""
        needed = schema.get("required", ())
        rows = [
            [
                f"`{name}`",
                self._type(inner) + (", required" if name in needed and "additionalProperties" in schema else ""),
                _meaning(inner),
            ]
            for name, inner in schema["properties"].items()
        ]
        return _table(["field", "type", "meaning"], rows)

    def _shapes(self) -> Iterator[str]:
        done = 0
        while done < len(self.told):  # to tell one may bring others up
            name = self.told[done]
            done += 1
            schema = self.schemas[name]
            yield f"### {name} {{ #{name} }}"
            if said := schema.get("description"):
                yield said
            yield self._fields(schema) if schema.get("properties") else self._type(schema)

    @property
    def _root(self) -> Json:
        return {"$defs": self.schemas}

    def _type(self, schema: Json) -> str:
        """In words; a schema with a name of its own leads to where it is told."""
        if reference := schema.get("$ref"):
            return self._named(reference.removeprefix(_REFERENCE))
        if alternatives := [one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, ())]:
            return " or ".join(dict.fromkeys(self._type(one) for one in alternatives))
        if "items" in schema:
            return f"list of {self._type(schema['items'])}"
        if isinstance(inner := schema.get("additionalProperties"), dict) and inner:
            return f"object of {self._type(inner)}"
        kinds = schema.get("type", "anything")
        return " or ".join(kinds) if isinstance(kinds, list) else described.words(_whole(schema)) or kinds

    def _named(self, name: str) -> str:
        if described.takes_anything(self.schemas[name]):
            return "anything"
        if name not in self.told:
            self.told.append(name)
        return f"[{name}](#{name})"


def _whole(schema: Json) -> Json:
    """FastAPI writes every limit as a float."""
    return {
        key: int(value) if isinstance(value, float) and value.is_integer() else value for key, value in schema.items()
    }


def _meaning(said: Json) -> str:
    schema = said.get("schema", said)
    default = schema.get("default")
    meaning = said.get("description", "")
    return f"{meaning} Default: `{json.dumps(default)}`.".strip() if default is not None else meaning


def _code(example: Any) -> str:
    if isinstance(example, str):
        return f"```text\n{example.rstrip()}\n```"
    return f"```json\n{json.dumps(example, indent=2, ensure_ascii=False)}\n```"


def _table(head: list[str], rows: list[list[str]]) -> str:
    """Without the last column where nothing stands in it."""
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(' '.join(cell.split()).replace('|', '&#124;') for cell in line)} |" for line in lines
    )
