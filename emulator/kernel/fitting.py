"""Whether a request has nothing but what its operation documents, told from what the vendor has read of it.

It is asked of every request, so it only compares names and Python's types with what was prepared at the operation's
first request. "No" is a suspicion: `kernel.breaches` then looks exactly.
"""

from collections.abc import Callable
from typing import Any

from emulator.kernel import breaches, described
from emulator.kernel.breaches import meant_for
from emulator.kernel.described import Schema
from emulator.kernel.http import Request
from emulator.kernel.route import Operation

Fits = Callable[[Any], bool]
_NONE: type = type(None)
_TYPES = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,), "null": ()}
_SCALAR = frozenset((str, _NONE))


class Fitting:
    """One operation's: `json` for what was read of JSON, `text` for a query or a form, where all is text."""

    def __init__(self, operation: Operation) -> None:
        root = described.of(operation)
        self.all_documented = not breaches.judged(operation)
        self.anywhere = operation.wire.parameters_anywhere
        self.reads_query = "GET" in (operation.methods or ()) and not self.anywhere
        self.reads_body = operation.reads is not None and not self.reads_query
        names = dict.fromkeys(operation.param_convertors, described.ANYTHING) if self.anywhere else {}
        whole = {**root, "properties": {**root.get("properties", {}), **names, **described.in_query(operation)}}
        if not self.anywhere and self.reads_body:
            whole = root
        self.json = _Shape(operation, root, as_json=True).whole(whole)
        self.text = _Shape(operation, root, as_json=False).whole(whole)

    def __call__(self, request: Request) -> bool:
        if self.all_documented:
            return True
        said = request.memo.get("said")
        if self.anywhere:
            return type(said) is dict and (self.json if request.body[:1] == b"{" else self.text)(said)
        if self.reads_query:
            return self.text(said if said is not None else {}) if said or not request.query else False
        return not request.query and (not self.reads_body or (said is not None and self.json(said)))


def _anything(_: Any) -> bool:
    return True


class _Shape:
    """Makes of a schema a function that tells whether a value fits it."""

    def __init__(self, operation: Operation, root: Schema, *, as_json: bool) -> None:
        self.operation = operation
        self.root = root
        self.as_json = as_json

    def whole(self, schema: Schema) -> Fits:
        _, looks = self.value(schema, "")
        return looks or _anything

    def value(self, schema: Schema, at: str) -> tuple[frozenset[type], Fits | None]:
        """The types that need no look inside, and who looks inside the others."""
        possible = list(described.choices(schema, self.root))
        if any(described.takes_anything(choice) for choice in possible):
            return frozenset(), _anything
        objects = [one for one in possible if one.get("type") == "object"]
        lists = [one for one in possible if one.get("type") == "array"]
        types = self.types(possible, at)
        if not objects and not lists:
            return types, self.meaning(possible)
        inside: dict[type, Fits] = {dict: self.names(objects, at)} if objects else {}
        if lists:
            inside[list] = self.rows([one["items"] for one in lists if "items" in one], at)
        return types - {str}, _inside(types, inside)

    def meaning(self, possible: list[Schema]) -> Fits | None:
        """Looks at what is of none of the types, where a text may stand for a number or a flag."""
        if not self.operation.wire.texts_mean_values:
            return None
        kinds = frozenset(one.get("type", "string") for one in possible)
        return lambda sent: type(sent) in (str, int, float) and breaches.means(sent, kinds)

    def types(self, possible: list[Schema], at: str) -> frozenset[type]:
        """Of what is neither object nor list."""
        if not self.as_json:
            return _SCALAR
        kinds = {one.get("type", "string") for one in possible}
        kinds |= {
            inner.get("type", "string")
            for one in possible
            if "items" in one
            for inner in described.choices(one["items"], self.root)
        }
        numbers = self.operation.wire.numbers_for
        name = at.replace("[]", "").rpartition(".")[2]
        found: set[type] = {kind for one in kinds for kind in _TYPES.get(one, ())}
        if str in found and numbers is not None and numbers.fullmatch(name):
            found |= {int, float}
        return frozenset((*found, _NONE, *([str] if "array" in kinds else [])))

    def rows(self, items: list[Schema], at: str) -> Fits:
        if not items:
            return _anything
        types, looks = self.value({"anyOf": items}, f"{at}[]")
        return lambda sent: all(type(row) in types or (looks is not None and looks(row)) for row in sent)

    def names(self, objects: list[Schema], at: str) -> Fits:
        known = described.names(objects)
        old = breaches.old_names(objects, self.operation)
        rules = {
            name: self.value({"anyOf": schemas}, f"{at}.{name}" if at else name) for name, schemas in known.items()
        }
        types = {name: rule[0] for name, rule in rules.items() if name not in old}
        looks = {name: rule[1] for name, rule in rules.items() if rule[1] is not None and name not in old}
        expected = [frozenset(one_of) for one_of in breaches.expected(self.operation).get(at, [])]
        all_names = frozenset(known)
        observed = described.observed(self.operation) - all_names if not at else frozenset()
        takes_others = any(isinstance(one.get("additionalProperties"), dict) for one in objects)

        def fits(value: dict[str, Any]) -> bool:
            for name, inner in value.items():
                of = types.get(name)
                if of is None:
                    if name not in observed and not (
                        old.get(name) in value if name in old else takes_others and not meant_for(name, all_names)
                    ):
                        return False
                elif type(inner) not in of:
                    look = looks.get(name)
                    if look is None or not look(inner):
                        return False
            return not any(one_of.isdisjoint(value) for one_of in expected)

        return fits


def _inside(types: frozenset[type], inside: dict[type, Fits]) -> Fits:
    """JSON in a text is looked into only by those who look exactly."""

    def fits(value: Any) -> bool:
        look = inside.get(type(value))
        return look(value) if look else str in types and type(value) is str and value[:1] not in ("[", "{")

    return fits
