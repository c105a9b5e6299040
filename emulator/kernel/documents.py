"""YAML, read with care: what is wrong is told with its line, and nothing in it can bring the process down."""

import re
from datetime import UTC, date, datetime
from typing import Any

import yaml

DEEPEST = 100
MOST_VALUES = 1_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = re.compile(rb"[\[{]")
_FAR_IN = re.compile(rb"^[ ?-]{%d}" % DEEPEST, re.MULTILINE)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, _: Any) -> bool:
        """Every value is written where it stands: two that are equal by chance have nothing to do with each other."""
        return True


def _moment(dumper: Any, value: datetime) -> yaml.Node:
    """As text: within braces the emitter puts a tag before a moment, and JSON has no moments."""
    node: yaml.Node = dumper.represent_str(value.astimezone(UTC).isoformat().replace("+00:00", "Z"))
    return node


def _text(dumper: Any, value: str) -> yaml.Node:
    style = "|" if "\n" in value.rstrip("\n") else None
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)
    return node


def _list(dumper: Any, value: list[Any]) -> yaml.Node:
    node: Any = dumper.represent_sequence("tag:yaml.org,2002:seq", value)
    node.flow_style = node.flow_style and len(value) <= _ON_ONE_LINE
    written: yaml.Node = node
    return written


_Dumper.add_representer(list, _list)
_Dumper.add_representer(date, lambda dumper, value: dumper.represent_str(value.isoformat()))
_Dumper.add_representer(datetime, _moment)
_Dumper.add_representer(str, _text)
_WIDEST = 2**31 - 1
_ON_ONE_LINE = 20


def write(value: Any) -> str:
    """YAML that `parse` reads back as the same value; each innermost mapping or short list is a line."""
    written: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=_WIDEST
    )
    return written


class DocumentError(ValueError):
    """What is wrong with a document; `line` counts from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


class Lines:
    """Where each key of a YAML document stands."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    def of(self, loc: tuple[int | str, ...]) -> int:
        node, line = self._root, 0
        for step in loc:
            node, line = _child(node, step, line)
        return line + 1


def _child(node: yaml.Node | None, step: int | str, line: int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line
    return node, line


def parse(content: bytes) -> tuple[Any, Lines]:
    """The document's value, {} for an empty one; raises DocumentError."""
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise DocumentError("not UTF-8", content.count(b"\n", 0, error.start) + 1) from None
    try:
        return _parse(content)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise DocumentError(f"not YAML: {error.problem}", mark.line + 1 if mark else None) from None
    except yaml.YAMLError as error:
        raise DocumentError(f"not YAML: {' '.join(str(error).split())}") from None


def _parse(content: bytes) -> tuple[Any, Lines]:
    _refuse_depth(content)
    loader = _LOADER(content)
    try:
        root = loader.get_single_node()
        if root is None:
            return {}, Lines(root)
        _measure(root, {})
        value = loader.construct_document(root)
        return {} if value is None else value, Lines(root)
    except DocumentError:
        raise
    except ValueError as error:  # 2020-99-99 is a date to YAML, until it is made
        raise DocumentError(f"not YAML: {error}") from None
    finally:
        loader.dispose()


def _refuse_depth(content: bytes) -> None:
    """The C parser goes down its own stack, and the process with it; so what may be deep is counted first."""
    if len(_OPENING.findall(content)) < DEEPEST and not _FAR_IN.search(content):
        return
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark = event.start_mark
            raise DocumentError(f"nested more than {DEEPEST} levels", mark.line + 1 if mark else None)


def _measure(node: yaml.Node, known: dict[int, tuple[int, int] | None]) -> tuple[int, int]:
    """How many values it has once its aliases are followed, and how deep it is; raises for keys that stand twice."""
    line = node.start_mark.line + 1
    if id(node) in known:
        found = known[id(node)]
        if found is None:
            raise DocumentError("an alias stands within what it names", line)
        return found
    known[id(node)] = None
    count, height = 1, 0
    for child in _children(node):
        inner, depth = _measure(child, known)
        count, height = count + inner, max(height, depth + 1)
    if count > MOST_VALUES:
        raise DocumentError(f"with its aliases it has more than {MOST_VALUES} values", line)
    if height > DEEPEST:
        raise DocumentError(f"nested more than {DEEPEST} levels", line)
    known[id(node)] = count, height
    return count, height


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if not isinstance(node, yaml.MappingNode):
        return []
    seen: set[Any] = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            raise DocumentError(f"the key {key.value!r} stands twice", key.start_mark.line + 1)
        seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
    return [part for pair in node.value for part in pair]
