"""What a server says of itself: that it is ready, and what a person needs for a first call."""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from emulator.app import Application
    from emulator.tls import Tls

_IMPORTED = time.monotonic()


def say_ready(application: "Application", secure: "Tls | None") -> None:
    """The ready line, whose shape never changes; with HTTPS a second one."""
    address = application.settings.address_for_people()
    line = f"emulator ready on {address} ({len(application.worlds.vendors)} vendors, {_since_start():.2f} s)"
    if secure is not None:  # in one piece: who has read the first line may leave
        line += f"\nemulator ready on {application.settings.secure_address()} (trust {secure.authority})"
    typer.echo(line)
    if not application.settings.is_local() and not application.settings.control_token:
        typer.echo(
            "emulator: anyone who reaches this address can use the control API: set EMULATOR_CONTROL_TOKEN", err=True
        )
    sys.stdout.flush()


async def introduce(application: "Application") -> None:
    """Under the ready line, what a person needs for a first call."""
    settings, vendors = application.settings, application.worlds.vendors
    addresses = [settings.address_for_people(), *([settings.secure_address()] if settings.tls else [])]
    from emulator.kernel.address import entered

    world = await entered(lambda: application.worlds.default)
    width = max(len(vendors[name].title) for name in vendors)
    with suppress(BrokenPipeError):  # whoever waited for the ready line may have left
        for vendor, accounts in application.worlds.accounts(world).items():
            typer.echo(f"  {vendors[vendor].title:<{width}}  {_below(addresses, vendor)}")
            for account in accounts[:3]:
                shown = ", ".join(f"{name} {value}" for name, value in account.items() if isinstance(value, str))
                typer.echo(f"  {'':<{width}}  {shown}")
        typer.echo(f"  {'Control API':<{width}}  {_below(addresses, '_emulator')}")
        sys.stdout.flush()


def _below(addresses: Sequence[str], path: str) -> str:
    return "  ".join(f"{address}/{path}" for address in addresses)


def _since_start() -> float:
    """Seconds since this process began; where the system does not tell, since this module was imported."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return time.monotonic() - _IMPORTED
