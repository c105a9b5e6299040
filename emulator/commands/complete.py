"""What a shell completes a value to. Where no server answers at once, nothing; and never a word of an error."""

import json
import pkgutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typer

_PATIENCE = 2
"""Seconds that a person waits for a completion."""

Found = list[tuple[str, str]]
"""Values, each with a word for the shells that show one."""

_VENDORS = Path(__file__).parent.parent / "vendors"


def vendors(incomplete: str) -> list[str]:  # noqa: ARG001 (Typer asks for its name)
    return [module.name for module in pkgutil.iter_modules([str(_VENDORS)])]


def worlds(context: typer.Context) -> Found:
    return [(one["name"], f"of {one['fixture']}") for one in _items(context, "/worlds", world=None)]


def operations(context: typer.Context) -> Found:
    return [(one["operation"], one["source"] or "") for one in _items(context, "/contract", key="operations")]


def snapshots(context: typer.Context) -> Found:
    return [(one["name"], one["saved_at"]) for one in _items(context, "/snapshots")]


def origins(context: typer.Context) -> Found:
    """What a world may be made from: another, or a snapshot of the default world."""
    return [*worlds(context), *((f"default/{name}", saved) for name, saved in snapshots(context))]


def requests(context: typer.Context) -> Found:
    return [(str(one["id"]), f"{one['method']} {one['url']}") for one in _items(context, "/requests")]


def messages(context: typer.Context) -> Found:
    return [(str(one["id"]), f"{one['channel']} to {one['to']}") for one in _items(context, "/outbox")]


def faults(context: typer.Context) -> Found:
    return [(str(one["id"]), one["vendor"]) for one in _items(context, "/faults")]


def shops(context: typer.Context) -> list[str]:
    return [one["shop_id"] for one in _items(context, "/accounts") if one["vendor"] == "rees46"]


def one_of(*values: str) -> Callable[[str], Iterable[str]]:
    def completed(incomplete: str) -> Iterable[str]:  # noqa: ARG001 (Typer asks for its name)
        return values

    return completed


def _items(context: typer.Context, path: str, *, key: str = "items", world: str | None = "") -> list[Any]:
    try:
        from emulator.commands.server import Server
        from emulator.settings import Settings

        flags = {name: context.params.get(name) for name in ("host", "port", "control_token")}
        settings = Settings(**{name: value for name, value in flags.items() if value})
        named = context.params.get("world") if world == "" else world
        server = Server(settings, None)
        if named and server.answer("GET", f"/worlds/{named}", wait=_PATIENCE)[0] != 200:
            return []  # to name a world that is not there would make it
        server.world = named
        status, text = server.answer("GET", path, wait=_PATIENCE)
        return list(json.loads(text)[key]) if status == 200 else []
    except Exception:  # whatever is wrong, a person who types has no use for it now
        return []
