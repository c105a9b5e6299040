"""The control API's application."""

import importlib

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic_core import from_json
from starlette.types import ASGIApp

from emulator import __version__
from emulator.control import (
    accounts,
    acts,
    changes,
    clock,
    contract,
    curl,
    description,
    explain,
    faults,
    fixtures,
    har,
    health,
    outbox,
    problems,
    requests,
    snapshots,
    state,
    unexpected,
    verify,
    worlds,
)
from emulator.control.guard import Guard
from emulator.kernel.control import Problem
from emulator.kernel.worlds import Worlds
from emulator.settings import Settings


def control_application(settings: Settings, all_worlds: Worlds) -> ASGIApp:
    """The emulator's own calls, and each vendor's controls under the vendor's name."""
    app = FastAPI(
        title="Emulator control API",
        version=__version__,
        description=description.TEXT,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(_refuse_unknown_parameters), Depends(_refuse_unknown_body)],
        generate_unique_id_function=_name,
    )
    asserts = (verify, unexpected, har, curl, explain, requests, contract)
    for group in (health, worlds, snapshots, fixtures, changes, clock, *asserts, outbox, acts, faults, state):
        app.include_router(group.router)
    app.include_router(accounts.router_for(all_worlds.vendors.values()))
    streams: set[str] = set()
    for vendor in all_worlds.vendors.values():
        if vendor.controls is not None:
            controls = importlib.import_module(vendor.controls)
            app.include_router(controls.router, prefix=f"/{vendor.name}", tags=[vendor.title])
            streams |= {f"/{vendor.name}{path}" for path in getattr(controls, "STREAMS", ())}
    problems.install(app)
    description.complete(app)
    return Guard(app, settings.control_token, streams)


def _name(route: APIRoute) -> str:
    """A generated client calls an operation by its own name; FastAPI would add path and method to it."""
    return route.name


async def _refuse_unknown_parameters(request: Request) -> None:
    """Calls with parameters refuse unknown ones by their form; this is for the calls that have none."""
    if request.query_params and not _takes_parameters(request.scope["route"].dependant):
        name = next(iter(request.query_params))
        raise Problem(400, f"{name}: this call takes no parameters", field=name)


async def _refuse_unknown_body(request: Request) -> None:
    """Calls with a body refuse what is wrong in it by their form; this is for the calls that have none."""
    route = request.scope["route"]
    if route.body_field is not None or "requestBody" in (route.openapi_extra or {}):
        return
    body = (await request.body()).strip()
    if not body:
        return
    try:
        sent = from_json(body)
    except ValueError as error:
        raise Problem(400, f"the body is not JSON: {error}") from None
    if not isinstance(sent, dict):
        raise Problem(400, "the body: this call takes none")
    if sent:
        name = next(iter(sent))
        raise Problem(400, f"{name}: unknown key: this call takes no body", field=name)


def _takes_parameters(dependant: Dependant) -> bool:
    return bool(dependant.query_params) or any(_takes_parameters(inner) for inner in dependant.dependencies)
