"""How a request comes to its exchange: its body is read, its world found; it waits its turn; then its answer is sent.

A request that waits for nothing, as nearly all do, is answered by `at_once`, without a task of its own.
"""

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.types import Receive, Scope, Send

from emulator.kernel import delivery, large_json, turns
from emulator.kernel.address import Place
from emulator.kernel.body import GoneError, TooLargeError, read_body
from emulator.kernel.errors import VendorError
from emulator.kernel.exchange import BODY_LIMIT, Wire, exchange
from emulator.kernel.http import Answer, Request
from emulator.kernel.no_room import answer_without_world
from emulator.kernel.world import World
from emulator.kernel.worlds import UnknownWorldError

if TYPE_CHECKING:
    from emulator.kernel.route import Operation


def at_once(wire: Wire, operation: "Operation", scope: Scope, body: bytes) -> Answer | None:
    """The answer to a request whose body is there; None where it has to wait for anything, and nothing is done."""
    place: Place = scope["emulator"]
    if operation.long or place.fault is not None or len(body) > min(operation.body_limit, turns.LARGE):
        return None
    started = time.perf_counter()
    request = _request(scope, body)
    try:
        world = _world(place, wire, request, started)
        if world.faults or world.must_wait():
            return None
        return exchange(world, wire, operation, request, None, None, started)
    except Exception as error:
        return answer_without_world(wire.errors, request, error)


async def arrive(
    wire: Wire,
    operation: "Operation | None",
    scope: Scope,
    receive: Receive,
    send: Send,
    refusal: VendorError | None = None,
) -> None:
    """One request, one transaction, one journal entry, one answer. `refusal` is what no operation was found for."""
    started = time.perf_counter()
    limit = operation.body_limit if operation else BODY_LIMIT
    try:
        body = await read_body(receive, limit)
    except TooLargeError:
        body, refusal = b"", wire.errors.too_large(limit)
    except GoneError:
        return
    place: Place = scope["emulator"]
    request = _request(scope, body)
    try:
        long = len(body) > turns.LARGE or (operation is not None and operation.long)
        answered = _long_answer if long else _answer
        world, answer = await answered(place, wire, operation, request, refusal, place.fault, started)
    except Exception as error:  # not even the journal can be written, as on a full disk, or no world has room
        world, answer = place.worlds.default, answer_without_world(wire.errors, request, error)
    if request.planned is None:
        await delivery.send_whole(answer, scope, send)
    else:
        with world.visited():
            await delivery.deliver(request.planned, answer, scope, receive, send)


def _request(scope: Scope, body: bytes) -> Request:
    place: Place = scope["emulator"]
    request = Request(scope, body, root=place.root, path=place.path)
    request.path_params = scope.get("path_params") or {}
    return request


def _world(place: Place, wire: Wire, request: Request, now: float) -> World:
    """The world that the address names, else the one that the credentials lead to, else the default one."""
    worlds = place.worlds
    if now > worlds.room.look_at:
        worlds.room.look()
    world = place.world
    if world is None:
        credential = wire.credential(request)
        world = worlds.credentials.world(wire.vendor, credential)
        if world is None:
            request.astray = bool(credential)
            world = worlds.default
    return world


async def _answer(place: Place, wire: Wire, operation: Any, request: Request, *more: Any) -> tuple[World, Answer]:
    while True:
        world = _world(place, wire, request, time.perf_counter())
        if world.must_wait():
            await world.ready()
        answer = _exchanged(world, wire, operation, request, *more)
        if answer is not None:
            return world, answer


async def _long_answer(place: Place, wire: Wire, operation: Any, request: Request, *more: Any) -> tuple[World, Answer]:
    """Done in a thread, from the reading on: where the credential is in the body, that is what finds the world."""
    await turns.apart(partial(wire.credential, request))
    answer = None
    while answer is None:
        world = _world(place, wire, request, time.perf_counter())
        answer = await world.alone(partial(_long_work, world, wire, operation, request, *more))
    await turns.apart(partial(large_json.let_go, request.memo))
    return world, answer


def _long_work(world: World, *of_request: Any) -> Answer | None:
    if not world.gone:
        world.catch_up()
    return _exchanged(world, *of_request)


def _exchanged(world: World, wire: Wire, operation: Any, request: Request, *more: Any) -> Answer | None:
    """None where the world was dropped after it was found: nothing was done, and it is to be found again."""
    if world.gone:
        return None
    try:
        return exchange(world, wire, operation, request, *more)
    except UnknownWorldError:
        if world is world.worlds.default:  # which nobody drops: to look for it again would find the same
            raise
        request.planned = None  # by the world that has gone
        return None
