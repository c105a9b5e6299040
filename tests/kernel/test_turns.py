"""Work that takes long: who waits for it, who does not, and what is left when nobody waits for it any more."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from emulator.app import Application
from emulator.kernel.turns import Turns
from emulator.settings import Settings

INVITE = {"invites": [{"email": "jane@example.org"}]}
KEY = {"X-Reco-ApiKey": "3x3mp3l"}
Call = tuple[str, str, Any]


@asynccontextmanager
async def at_work() -> AsyncIterator[tuple[httpx.AsyncClient, Callable[[], None]]]:
    """A client, and what ends the work that world "busy" is held by until then."""
    application = Application(Settings())
    transport = httpx.ASGITransport(application)
    end = threading.Event()
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=KEY) as client:
        await client.get("/~busy/_emulator/clock")
        work = asyncio.ensure_future(application.worlds.get("busy").turns.alone(end.wait))
        await asyncio.sleep(0)
        try:
            yield client, end.set
        finally:
            end.set()
            await work
            application.worlds.close()


async def sent(client: httpx.AsyncClient, call: Call) -> int:
    method, path, body = call
    return (await client.request(method, path, json=body)).status_code


@pytest.mark.parametrize(
    "call",
    [
        ("POST", "/~busy/reco/invite/mail/venue/123", INVITE),
        ("GET", "/~busy/rees46/nowhere", None),
        ("GET", "/~busy/_emulator/state", None),
        ("GET", "/~busy/_emulator/requests", None),
        ("GET", "/~busy/_emulator/accounts", None),
        ("POST", "/~busy/_emulator/accounts/reco", {}),
        ("GET", "/~busy/_emulator/clock", None),
        ("PUT", "/~busy/_emulator/clock", {"frozen": True}),
        ("POST", "/~busy/_emulator/clock/advance", {"days": 1}),
        ("GET", "/~busy/_emulator/outbox", None),
        ("POST", "/~busy/_emulator/reset", None),
        ("PATCH", "/~busy/_emulator/rees46/shops/DvLWN2ZTMZ", {"strict": True}),
        ("GET", "/_emulator/worlds", None),
        ("GET", "/_emulator/worlds/busy", None),
        ("DELETE", "/_emulator/worlds/busy", None),
        ("POST", "/_emulator/worlds", {"from": "busy"}),
    ],
)
def test_who_comes_into_a_world_that_is_at_work_waits_for_its_end(call: Call) -> None:
    async def scene() -> tuple[list[bool], int]:
        async with at_work() as (client, end):
            waiting = asyncio.ensure_future(sent(client, call))
            await sent(client, ("GET", "/_emulator/health", None))
            done = [waiting.done()]
            end()
            return done, await waiting

    done, status = asyncio.run(scene())

    assert (done, status // 100) == ([False], 4 if "nowhere" in call[1] else 2)


@pytest.mark.parametrize(
    "call",
    [
        ("GET", "/_emulator/health", None),
        ("GET", "/~busy/_emulator/health", None),
        ("GET", "/~busy/_emulator/ready", None),
        ("GET", "/~busy/reco/openapi.json", None),
        ("POST", "/reco/invite/mail/venue/123", INVITE),
        ("POST", "/~another/reco/invite/mail/venue/123", INVITE),
        ("GET", "/~another/_emulator/state", None),
        ("POST", "/~another/_emulator/reset", None),
        ("POST", "/_emulator/worlds", {}),
    ],
)
def test_nobody_else_waits(call: Call) -> None:
    async def scene() -> int:
        async with at_work() as (client, _):
            return await asyncio.wait_for(sent(client, call), 10)

    assert asyncio.run(scene()) // 100 == 2


def test_who_came_before_a_world_was_dropped_has_the_world_that_was_dropped() -> None:
    async def scene() -> tuple[int, int, int]:
        async with at_work() as (client, end):
            save = asyncio.ensure_future(sent(client, ("POST", "/~busy/_emulator/snapshots", {"name": "saved"})))
            await sent(client, ("GET", "/_emulator/health", None))
            drop = asyncio.ensure_future(sent(client, ("DELETE", "/_emulator/worlds/busy", None)))
            await sent(client, ("GET", "/_emulator/health", None))
            end()
            statuses = await save, await drop
            return *statuses, (await client.get("/~busy/_emulator/snapshots")).json()["total"]

    assert asyncio.run(scene()) == (201, 204, 0)


def test_ready_does_not_wait_for_the_default_world_either() -> None:
    async def scene() -> int:
        application = Application(Settings())
        end = threading.Event()
        work = asyncio.ensure_future(application.worlds.default.turns.alone(end.wait))
        await asyncio.sleep(0)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://127.0.0.1") as client:
            status = await asyncio.wait_for(sent(client, ("GET", "/_emulator/ready", None)), 10)
        end.set()
        await work
        application.worlds.close()
        return status

    assert asyncio.run(scene()) == 200


def test_all_come_in_the_order_in_which_they_came() -> None:
    seen: list[str] = []

    async def scene() -> None:
        turns, end = Turns(), threading.Event()

        async def short(name: str) -> None:
            await turns.come()
            seen.append(name)

        async def long(name: str) -> None:
            await turns.alone(lambda: seen.append(name))

        coming: list[Awaitable[Any]] = [turns.alone(end.wait), short("a"), long("b"), short("c"), long("d"), short("e")]
        tasks = [asyncio.ensure_future(one) for one in coming]
        await asyncio.sleep(0)
        end.set()
        await asyncio.gather(*tasks)
        assert turns.wanted == 0

    asyncio.run(scene())

    assert seen == ["a", "b", "c", "d", "e"]


def test_steps_let_others_in_but_not_into_their_world() -> None:
    seen: list[str] = []

    async def scene() -> None:
        turns = Turns()

        def steps() -> Generator[None, None, None]:
            while "outside" not in seen:
                yield
            seen.append("the end of the steps")

        async def inside() -> None:
            await turns.come()
            seen.append("inside")

        async def outside() -> None:
            seen.append("outside")

        await asyncio.gather(turns.in_steps(steps()), inside(), outside())
        assert turns.wanted == 0

    asyncio.run(scene())

    assert seen == ["outside", "the end of the steps", "inside"]


def test_steps_that_break_or_are_given_up_end_what_they_began_and_free_the_world() -> None:
    ended: list[str] = []

    def steps(name: str) -> Generator[None, None, None]:
        try:
            while name == "endless":
                yield
            raise ZeroDivisionError
        finally:
            ended.append(name)

    async def scene() -> int:
        turns = Turns()
        with pytest.raises(ZeroDivisionError):
            await turns.in_steps(steps("broken"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(turns.in_steps(steps("endless")), 0.01)
        return turns.wanted

    assert asyncio.run(scene()) == 0
    assert ended == ["broken", "endless"]


def test_a_world_stays_at_work_when_nobody_waits_for_its_work_any_more() -> None:
    async def scene() -> list[bool]:
        turns, begun, end = Turns(), threading.Event(), threading.Event()

        def work() -> None:
            begun.set()
            end.wait()

        left = asyncio.ensure_future(turns.alone(work))
        await asyncio.to_thread(begun.wait)
        left.cancel()
        following = asyncio.ensure_future(turns.come())
        await asyncio.wait([left])
        before = following.done()
        end.set()
        await following
        return [left.cancelled(), before, bool(turns.wanted)]

    assert asyncio.run(scene()) == [True, False, False]


def test_who_leaves_while_waiting_lets_the_next_come() -> None:
    async def scene() -> int:
        turns, end = Turns(), threading.Event()
        work = asyncio.ensure_future(turns.alone(end.wait))
        leaving = [asyncio.ensure_future(turns.come()), asyncio.ensure_future(turns.alone(end.wait))]
        await asyncio.sleep(0)
        for one in leaving:
            one.cancel()
        end.set()
        await work
        await turns.come()
        return turns.wanted

    assert asyncio.run(scene()) == 0


def test_work_that_breaks_is_told_to_its_caller_and_frees_the_world() -> None:
    async def scene() -> int:
        turns = Turns()
        with pytest.raises(ZeroDivisionError):
            await turns.alone(lambda: 1 // 0)
        await turns.come()
        return turns.wanted

    assert asyncio.run(scene()) == 0
