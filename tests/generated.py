"""Clients that openapi-python-client writes from what the running server says of its surfaces."""

import importlib
import json
import pkgutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import openapi_python_client
from openapi_python_client.config import Config, ConfigFile, MetaType

# The generator knows text, JSON and bytes.
BYTES = dict.fromkeys(("image/png", "image/svg+xml", "application/xml"), "application/octet-stream")


@dataclass(frozen=True)
class GeneratedClient:
    """`complaints` is what the generator could not read, or not wholly."""

    package: str
    complaints: list[Any]
    operations: dict[str, Any]
    models: Any

    def call(self, operation: str, http: httpx.Client, **arguments: Any) -> Any:
        """The parsed answer; raises for a status that the description does not have."""
        types = importlib.import_module(f"{self.package}.client")
        client = types.Client(base_url=str(http.base_url), raise_on_unexpected_status=True)
        return self.operations[operation].sync_detailed(client=client.set_httpx_client(http), **arguments)


def generate(description: dict[str, Any], folder: Path, package: str) -> GeneratedClient:
    document = folder / f"{package}.json"
    document.write_text(json.dumps(description))
    config = Config.from_sources(
        ConfigFile(post_hooks=[], content_type_overrides=BYTES),
        MetaType.NONE,
        document_source=document,
        file_encoding="utf-8",
        overwrite=False,
        output_path=folder / package,
    )
    complaints = list(openapi_python_client.generate(config=config))
    sys.path.insert(0, str(folder))
    try:
        api = importlib.import_module(f"{package}.api")
        found = [
            importlib.import_module(module.name)
            for module in pkgutil.walk_packages(api.__path__, f"{package}.api.")
            if not module.ispkg
        ]
        models = importlib.import_module(f"{package}.models")
        importlib.import_module(f"{package}.client")
    finally:
        sys.path.remove(str(folder))
    return GeneratedClient(
        package, complaints, {module.__name__.rpartition(".")[2]: module for module in found}, models
    )
