"""What a server says of itself: that it is ready, and what a person needs for a first call."""

import os
import sys
import time
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
    with suppress(BrokenPipeError):  # whoever waited for the ready line may have left
        for vendor, accounts in application.worlds.accounts(world).items():
            shown = "; ".join(
                ", ".join(f"{name} {value}" for name, value in account.items() if isinstance(value, str))
                for account in accounts[:3]
            )
            row = " ".join(f"{address}/{vendor:<10}" for address in addresses)
            typer.echo(f"  {vendors[vendor].title:<28} {row} {shown}")
        typer.echo(f"  {'Control API':<28} {' '.join(f'{address}/_emulator ' for address in addresses).rstrip()}")
        sys.stdout.flush()


def _since_start() -> float:
    """Seconds since this process began; where the system does not tell, since this module was imported."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError, ValueError):
        return time.monotonic() - _IMPORTED
