"""The laws of the house, kept by reading the code."""

import ast
import re
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path

import pytest

from emulator.kernel.dispatch import VendorApp
from emulator.vendors import VENDORS

pytestmark = pytest.mark.once  # it reads the code

ROOT = Path(__file__).resolve().parent.parent
EMULATOR = ROOT / "emulator"
VENDOR_FOLDERS = sorted(place for place in (EMULATOR / "vendors").iterdir() if (place / "__init__.py").exists())
LAYERS = {"storage": 0, "behaviour": 1, "wire": 2}
FRAMEWORK = ("fastapi", "starlette")


SOURCES = sorted(EMULATOR.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


@cache
def nodes(file: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(file.read_text())))


@cache
def imports(file: Path) -> list[str]:
    """Every module that a file imports, and every name it imports from one."""
    found: list[str] = []
    for node in nodes(file):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def layer(dotted: str) -> int | None:
    """The layer that a module of a vendor belongs to: emulator.vendors.reco.wire.invites is wire."""
    parts = dotted.split(".")
    return LAYERS.get(parts[3]) if parts[:2] == ["emulator", "vendors"] and len(parts) > 3 else None


def broken(law: Callable[[Path], Collection[object]], files: list[Path] = SOURCES) -> dict[str, object]:
    """The files that break the law, each with what breaks it."""
    assert len(files) > 100
    return {dotted(file): found for file in files if (found := law(file))}


def test_imports_point_down() -> None:
    def upwards(file: Path) -> list[str]:
        own = layer(dotted(file))
        return [name for name in imports(file) if own is not None and (layer(name) or 0) > own]

    assert broken(upwards) == {}


def test_the_kernel_stands_on_nothing_but_itself_and_a_vendor_on_nothing_but_the_kernel() -> None:
    def above(file: Path) -> set[str]:
        below = {"kernel": ("kernel",), "vendors": ("kernel", "vendors")}.get(dotted(file).split(".")[1])
        known = {name for name in imports(file) if name.startswith("emulator.") and name != "emulator.__version__"}
        return {name for name in known if below and name.split(".")[1] not in below}

    assert broken(above) == {}


def test_imports_say_the_whole_name() -> None:
    def relative(file: Path) -> list[int]:
        return [node.lineno for node in nodes(file) if isinstance(node, ast.ImportFrom) if node.level]

    assert broken(relative) == {}


def test_only_the_contract_is_known_of_a_vendor() -> None:
    def foreign(file: Path) -> set[str]:
        parts = dotted(file).split(".")
        vendors = {name for name in imports(file) if name.startswith("emulator.vendors")}
        if parts[1] == "vendors" and len(parts) > 3:
            return {name for name in vendors if name.split(".")[2:3] != [parts[2]]}
        if parts[1] in ("kernel", "control", "console"):
            return vendors
        return {name for name in vendors if name.count(".") > 2}

    assert broken(foreign, [file for file in SOURCES if file != EMULATOR / "vendors" / "__init__.py"]) == {}


def test_only_wire_errors_and_controls_of_a_vendor_know_the_framework() -> None:
    def known(file: Path) -> set[str]:
        parts = dotted(file).split(".")
        if parts[1] != "vendors" or (len(parts) > 3 and parts[3] in ("wire", "errors", "controls")):
            return set()
        return {name for name in imports(file) if name.split(".")[0] in FRAMEWORK}

    assert broken(known) == {}


def written(pattern: str) -> Callable[[Path], list[str]]:
    """What of a file is as the pattern says."""
    return lambda file: re.findall(pattern, file.read_text())


def test_nobody_commits_by_hand() -> None:
    by_hand = written(r"\.commit\(|\.rollback\(|\"(?:COMMIT|BEGIN|ROLLBACK)\b")

    sessions = {"emulator.kernel.database", "emulator.kernel.postgres.transaction"}
    # It brings up a file that no world is opened of yet.
    assert broken(by_hand).keys() == {*sessions, "emulator.kernel.layout"}


CLOCKS = {
    *(f"datetime.{name}" for name in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today")),
    *(f"time.{name}" for name in ("time", "time_ns", "gmtime", "localtime", "ctime", "asctime", "strftime")),
    *("email.utils.formatdate", "email.utils.localtime", "uuid.uuid1"),
}
"""What reads the machine's time. `time.monotonic` and `time.perf_counter` measure: they tell no time."""


def name_of(node: ast.AST) -> str:
    """`a.b.c` for the attribute c of a.b; empty where it does not begin with a name."""
    if isinstance(node, ast.Attribute):
        before = name_of(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def names(file: Path) -> set[str]:
    """Every dotted name in the file, with the module that its beginning was imported from."""
    origins = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in nodes(file)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    found = (name_of(node).partition(".") for node in nodes(file))
    return {origins.get(first, first) + dot + rest for first, dot, rest in found}


def test_only_the_clock_knows_what_time_it_is_on_the_machine() -> None:
    assert broken(lambda file: names(file) & CLOCKS) == {"emulator.kernel.clock": {"datetime.datetime.now"}}


def test_no_statement_asks_the_database_for_the_time() -> None:
    asked = written(r"func\.(?:now|current_\w+|datetime|strftime)\b|CURRENT_(?:TIME|DATE)\w*|default_factory=date")

    assert broken(asked) == {}


def test_no_test_sleeps() -> None:
    assert broken(written(r"\bsleep\((?!0\)).*"), TESTS) == {}


def test_a_file_is_read_in_one_sitting() -> None:
    assert broken(lambda file: file.read_text().splitlines()[250:], [*SOURCES, *TESTS]) == {}


def test_no_function_is_longer_than_forty_five_lines() -> None:
    def long(file: Path) -> list[str]:
        functions = [node for node in nodes(file) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        return [one.name for one in functions if (one.end_lineno or 0) - one.lineno + 1 > 45]

    assert broken(long) == {}


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


def test_who_uses_the_package_has_its_types() -> None:
    assert (ROOT / "emulator" / "py.typed").exists()
