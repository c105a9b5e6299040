"""One server that stands in for the HTTP APIs of Reco, REES46 and Recensus."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.kernel.fixtures import FixtureError
    from emulator.server import StartError
    from emulator.testing import Emulator, World

__version__ = "0.1.0"
__all__ = ["Emulator", "FixtureError", "StartError", "World", "__version__"]
_MODULES = {
    "Emulator": "emulator.testing",
    "World": "emulator.testing",
    "FixtureError": "emulator.kernel.fixtures",
    "StartError": "emulator.server",
}


def __getattr__(name: str) -> Any:
    # The server and the command need nothing of what tests do.
    if name in _MODULES:
        from importlib import import_module

        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
