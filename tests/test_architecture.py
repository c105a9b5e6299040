"""The laws of the house, kept by reading the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from emulator.kernel.dispatch import VendorApp
from emulator.vendors import VENDORS

ROOT = Path(__file__).resolve().parent.parent
EMULATOR = ROOT / "emulator"
VENDOR_FOLDERS = sorted(place for place in (EMULATOR / "vendors").iterdir() if (place / "__init__.py").exists())
LAYERS = {"storage": 0, "behaviour": 1, "wire": 2}
FRAMEWORK = ("fastapi", "starlette")


@cache
def sources() -> list[Path]:
    return sorted(file for file in EMULATOR.rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, and every name it imports from one."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer(dotted: str) -> int | None:
    """The layer that a module of a vendor belongs to: emulator.vendors.reco.wire.invites is wire."""
    parts = dotted.split(".")
    return LAYERS.get(parts[3]) if parts[:2] == ["emulator", "vendors"] and len(parts) > 3 else None


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_imports_point_down(file: Path) -> None:
    own = layer(dotted(file))

    upwards = [name for name in imports(file) if own is not None and (layer(name) or 0) > own]

    assert upwards == []


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_the_kernel_stands_on_nothing_but_itself_and_a_vendor_on_nothing_but_the_kernel(file: Path) -> None:
    parts = dotted(file).split(".")
    below = {"kernel": ("kernel",), "vendors": ("kernel", "vendors")}.get(parts[1])
    known = {name for name in imports(file) if name.startswith("emulator.") and name != "emulator.__version__"}

    above = {name for name in known if below and name.split(".")[1] not in below}

    assert above == set()


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_imports_say_the_whole_name(file: Path) -> None:
    relative = [
        node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom) if node.level
    ]

    assert relative == []


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_only_the_contract_is_known_of_a_vendor(file: Path) -> None:
    parts = dotted(file).split(".")
    vendors = {name for name in imports(file) if name.startswith("emulator.vendors")}

    if parts[1] == "vendors" and len(parts) > 3:
        foreign = {name for name in vendors if name.split(".")[2:3] != [parts[2]]}
    elif parts[1] in ("kernel", "control", "console"):
        foreign = vendors
    else:
        foreign = {name for name in vendors if name.count(".") > 2}

    assert foreign == set() or dotted(file) == "emulator.vendors.__init__"


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_only_wire_errors_and_controls_of_a_vendor_know_the_framework(file: Path) -> None:
    parts = dotted(file).split(".")
    if parts[1] != "vendors" or (len(parts) > 3 and parts[3] in ("wire", "errors", "controls")):
        return

    known = {name for name in imports(file) if name.split(".")[0] in FRAMEWORK}

    assert known == set()


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_nobody_commits_by_hand(file: Path) -> None:
    if dotted(file) == "emulator.kernel.database":
        return

    by_hand = re.findall(r"\.commit\(|\.rollback\(|\"(?:COMMIT|BEGIN|ROLLBACK)\b", file.read_text())

    assert by_hand == []


CLOCKS = {
    *(f"datetime.{name}" for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")),
    *(f"time.{name}" for name in ("time", "time_ns", "gmtime", "localtime", "ctime", "asctime", "strftime")),
    *("email.utils.formatdate", "email.utils.localtime", "uuid.uuid1"),
}
"""What reads the machine's time. `time.monotonic` and `time.perf_counter` measure: they tell no time."""


def names(file: Path) -> Iterator[str]:
    """Every dotted name in the file, with the module that its beginning was imported from."""
    tree = ast.parse(file.read_text())
    origins = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, dot, rest = ast.unparse(node).partition(".")
            yield origins.get(first, first) + dot + rest


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_only_the_clock_knows_what_time_it_is_on_the_machine(file: Path) -> None:
    read = set(names(file)) & CLOCKS

    assert read == ({"datetime.datetime.now"} if dotted(file) == "emulator.kernel.clock" else set())


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_no_statement_asks_the_database_for_the_time(file: Path) -> None:
    asked = re.findall(
        r"func\.(?:now|current_\w+|datetime|strftime)\b|CURRENT_(?:TIME|DATE)\w*|default_factory=date", file.read_text()
    )

    assert asked == []


@pytest.mark.parametrize("file", sorted((ROOT / "tests").rglob("*.py")), ids=dotted)
def test_no_test_sleeps(file: Path) -> None:
    sleeps = re.findall(r"\bsleep\((?!0\)).*", file.read_text())

    assert sleeps == []


@pytest.mark.parametrize("file", [*sources(), *sorted((ROOT / "tests").rglob("*.py"))], ids=dotted)
def test_a_file_is_read_in_one_sitting(file: Path) -> None:
    assert len(file.read_text().splitlines()) <= 250


@pytest.mark.parametrize("file", sources(), ids=dotted)
def test_no_function_is_longer_than_forty_five_lines(file: Path) -> None:
    functions = [
        node
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}

    assert {name: lines for name, lines in long.items() if lines > 45} == {}


@pytest.mark.parametrize("vendor", VENDORS.values(), ids=lambda vendor: vendor.name)
def test_every_route_is_a_row_of_the_readme_and_every_row_a_route(vendor: object) -> None:
    app = VendorApp(vendor)  # type: ignore[arg-type]
    readme = (EMULATOR / "vendors" / app.vendor.name / "README.md").read_text()
    rows = re.findall(r"^\| `([A-Z]+(?:, [A-Z]+)* /[^`]*)` \| `(\w+)` \| (\w+) \|", readme, re.MULTILINE)

    routes = {
        (
            f"{', '.join(sorted(operation.methods))} {operation.path}",
            operation.name.split(".")[1],
            operation.evidence.kind,
        )
        for operation in app.operations
    }

    assert sorted(rows) == sorted(routes)


@pytest.mark.parametrize("vendor", VENDORS.values(), ids=lambda vendor: vendor.name)
def test_every_operation_shows_an_answer_and_its_evidence(vendor: object) -> None:
    paths = VendorApp(vendor).described.openapi()["paths"]  # type: ignore[arg-type]

    bare = [
        f"{method} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if not operation.get("x-evidence")
        or not operation.get("x-source")
        or not all(shows_example(answer) for answer in operation["responses"].values())
    ]

    assert bare == []


def shows_example(answer: dict[str, object]) -> bool:
    """An answer without a body has nothing to show."""
    content = answer.get("content") or {}
    assert isinstance(content, dict)
    return all("example" in kind or "examples" in kind for kind in content.values())


@pytest.mark.parametrize("folder", VENDOR_FOLDERS, ids=lambda folder: folder.name)
def test_every_wire_and_behaviour_file_has_its_twin_among_the_tests(folder: Path) -> None:
    tests = ROOT / "tests" / "vendors" / folder.name
    files = [
        file.relative_to(folder)
        for name in ("wire", "behaviour")
        for file in [folder / f"{name}.py", *(folder / name).glob("*.py")]
        if file.exists() and file.name != "__init__.py"
    ]

    alone = [str(file) for file in files if not (tests / file.parent / f"test_{file.name}").exists()]

    assert files
    assert alone == []
