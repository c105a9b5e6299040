"""What is built late is built once, however many ask for it."""

import asyncio
import subprocess
import sys
import threading

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from emulator.surfaces import Surfaces
from tests.conftest import PATIENCE


async def answers(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for an application."""


def test_many_who_ask_at_once_get_the_same() -> None:
    begun = threading.Barrier(2, timeout=PATIENCE)
    built: list[str] = []

    def build(name: str) -> ASGIApp:
        begun.wait()
        built.append(name)
        return answers

    async def ask() -> list[ASGIApp]:
        asked = [asyncio.ensure_future(surfaces.wait("reco")) for _ in range(5)]
        await asyncio.to_thread(begun.wait)
        return [*await asyncio.gather(*asked), await surfaces.wait("reco")]

    surfaces = Surfaces(build)

    assert asyncio.run(ask()) == [answers] * 6
    assert built == ["reco"]


def test_one_who_leaves_does_not_end_it_for_the_others() -> None:
    begun = threading.Barrier(2, timeout=PATIENCE)

    def build(name: str) -> ASGIApp:
        begun.wait()
        return answers

    async def ask() -> ASGIApp:
        leaves, stays = (asyncio.ensure_future(surfaces.wait("reco")) for _ in range(2))
        await asyncio.sleep(0)
        leaves.cancel()
        await asyncio.to_thread(begun.wait)
        return await stays

    surfaces = Surfaces(build)

    assert asyncio.run(ask()) is answers


def test_what_could_not_be_built_is_tried_again() -> None:
    failures = [RuntimeError("out of memory")]

    def build(name: str) -> ASGIApp:
        if failures:
            raise failures.pop()
        return answers

    surfaces = Surfaces(build)

    with pytest.raises(RuntimeError, match="out of memory"):
        surfaces.build("reco")
    surfaces.build("reco")

    assert asyncio.run(surfaces.wait("reco")) is answers


TWO_AT_ONCE = """
import contextlib, warnings
warnings.catch_warnings = lambda **_: contextlib.nullcontext()
warnings.simplefilter = lambda *_, **__: None
from emulator.cli import app
app()
"""
"""At worst what one thread hides is not hidden in another that builds at the same time."""


@pytest.mark.once
def test_two_that_are_built_at_once_warn_of_nothing() -> None:
    command = [sys.executable, "-c", TWO_AT_ONCE, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        url = server.stdout.readline().split()[3]
        answers = [httpx.get(f"{url}/{name}/openapi.json", timeout=PATIENCE) for name in ("reco", "rees46", "recensus")]
        server.terminate()
        said = server.communicate(timeout=PATIENCE)[1]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert said == ""
