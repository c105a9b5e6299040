"""The control API's application."""

from fastapi import FastAPI

from emulator.kernel.worlds import Worlds
from emulator.settings import Settings


def control_application(settings: Settings, worlds: Worlds) -> FastAPI:
    return FastAPI(title="Emulator control API")
