"""The law of turns, kept by reading the code: who has waited for anything has no turn until asking for it again."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

EMULATOR = Path(__file__).resolve().parent.parent / "emulator"
FILES = [
    *EMULATOR.glob("control/*.py"),
    *EMULATOR.glob("vendors/*/controls.py"),
    *EMULATOR.glob("vendors/*/controls/*.py"),
]
GIVE_A_TURN = {"turn", "come", "ready", "entered"}


def steps(node: ast.AST) -> Iterator[ast.AST]:
    """What is done, in the order in which it is: what an `await` waits for is made out before the wait."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return
    targets = node.targets if isinstance(node, ast.Assign) else []
    for child in ast.iter_child_nodes(node):
        if child not in targets:
            yield from steps(child)
    for target in targets:
        yield from steps(target)
    yield node


def name_of(call: ast.expr) -> str:
    function = call.func if isinstance(call, ast.Call) else call
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def out_of_turn(handler: ast.AsyncFunctionDef) -> list[int]:
    """The lines that enter a world after a wait."""
    waited, found = False, []
    for step in (one for statement in handler.body for one in steps(statement)):
        if isinstance(step, ast.Await):
            waited = name_of(step.value) not in GIVE_A_TURN
        elif waited and isinstance(step, ast.Attribute) and step.attr in ("transaction", "catch_up"):
            found.append(step.lineno)
    return found


def handlers(file: Path) -> list[ast.AsyncFunctionDef]:
    return [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.AsyncFunctionDef)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(EMULATOR)))
def test_no_handler_enters_a_world_after_it_has_waited(file: Path) -> None:
    assert {one.name: lines for one in handlers(file) if (lines := out_of_turn(one))} == {}


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("await elsewhere()\n world.transaction()", [3]),
        ("await elsewhere()\n await world.ready()\n world.transaction()", []),
        ("world.transaction()\n await elsewhere()", []),
        ("x = await elsewhere()\n with world.transaction() as session: pass", [3]),
        ("(await place.turn()).transaction()", []),
    ],
)
def test_what_the_law_finds(body: str, lines: list[int]) -> None:
    (handler,) = ast.parse(f"async def f(world):\n {body}").body

    assert isinstance(handler, ast.AsyncFunctionDef)
    assert out_of_turn(handler) == lines
