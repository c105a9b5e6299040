"""Every EMULATOR_* variable, read once. Everything works with none set."""

import math
import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_DAY = 24 * 60 * 60
_PASSWORD = re.compile(r"(://[^:/@]*:).*@")
"""In an address: a sentence about it stands in logs."""


class Settings(BaseSettings):
    """A flag of the command comes before its variable, the variable before the default."""

    model_config = SettingsConfigDict(env_prefix="EMULATOR_", extra="forbid", env_ignore_empty=True)

    host: str = "127.0.0.1"
    """EMULATOR_HOST: the address to listen on (str)."""
    port: int = Field(default=4717, ge=0, le=65535)
    """EMULATOR_PORT: the TCP port (int, 0 to 65535); 0 takes a free one."""
    tls: bool = False
    """EMULATOR_TLS: whether HTTPS is answered too (bool), on a port of its own and through `CONNECT` on the other."""
    tls_port: int | None = Field(default=None, ge=0, le=65535)
    """EMULATOR_TLS_PORT: the TCP port for HTTPS (int, 0 to 65535); by default the one after `port`, 0 after 0."""
    certs: Path | None = None
    """EMULATOR_CERTS: the folder that keeps the authority for HTTPS (path).

    By default `certs` in `data`, else `api-emulator/certs` in XDG_DATA_HOME, which is `~/.local/share` by default.
    """
    data: Path | None = None
    """EMULATOR_DATA: the folder that keeps each world in a file (path); without it worlds live in memory."""
    database_url: str | None = None
    """EMULATOR_DATABASE_URL: `postgresql://…`, the PostgreSQL that keeps all worlds (URL); its servers are as one."""
    fixture: str = "demo"
    """EMULATOR_FIXTURE: what a world is made from (str): a fixture's name, or the path of a folder of YAML files."""
    seed: str = ""
    """EMULATOR_SEED: any text; where it is the same, the same calls mint the same ids (str)."""
    public_url: str = ""
    """EMULATOR_PUBLIC_URL: the address people's browsers reach (URL); links in messages start with it."""
    allowed_hosts: Annotated[list[str], NoDecode] = []
    """EMULATOR_ALLOWED_HOSTS: further Host names to answer to (names, comma between)."""
    strict: bool = False
    """EMULATOR_STRICT: whether worlds refuse what breaks a vendor's document (bool), where the vendor tolerates it."""
    control_token: str = ""
    """EMULATOR_CONTROL_TOKEN: what calls of the control API must send as `Authorization: Bearer …` (str)."""
    journal_requests: int = Field(default=10_000, ge=1, le=1_000_000)
    """EMULATOR_JOURNAL_REQUESTS: how many requests a journal keeps (int, 1 to 1,000,000); the oldest go first."""
    journal_bytes: int = Field(default=64 * 1024 * 1024, ge=1024 * 1024)
    """EMULATOR_JOURNAL_BYTES: about how many bytes of them (int, from 1,048,576); the oldest go first."""
    worlds_max: int = Field(default=1000, ge=1)
    """EMULATOR_WORLDS_MAX: how many worlds there may be beside the default one (int); the least recently used goes."""
    world_idle: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """EMULATOR_WORLD_IDLE: a world that nobody uses for so long goes (seconds); 0 keeps all.

    By default a day; worlds in a folder (EMULATOR_DATA) or a database are kept.
    """

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [name.strip().lower() for name in value.split(",") if name.strip()] if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and not value.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            raise ValueError("give an address that starts with postgresql://")
        if value is not None and info.data.get("data") is not None:
            raise ValueError("worlds are in a database or in a folder: leave out EMULATOR_DATA")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_url(cls, value: str) -> str:
        if value and not (value.startswith(("http://", "https://")) and urlsplit(value).hostname):
            raise ValueError("give an address that starts with http:// or https://")
        return value

    def host_names(self) -> list[str]:
        """The Host names to answer to that a setting names: where it listens and where people reach it among them."""
        people = urlsplit(self.public_url).hostname
        return [*self.allowed_hosts, self.host.lower(), *([people] if people else [])]

    def longest_idle(self) -> float:
        """Seconds, or infinity."""
        idle = (0 if self.data or self.database_url else _DAY) if self.world_idle is None else self.world_idle
        return idle or math.inf

    def is_local(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}

    def secure_port(self) -> int:
        """The port for HTTPS; 0 takes a free one."""
        return self.port and (self.port + 1) % 65536 if self.tls_port is None else self.tls_port

    def certs_folder(self) -> Path:
        if self.certs is not None:
            return self.certs
        if self.data is not None:
            return self.data / "certs"
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "api-emulator" / "certs"

    def address(self) -> str:
        """Where HTTP is answered."""
        return f"http://{self.host_in_a_url()}:{self.port}"

    def address_for_people(self) -> str:
        return self.public_url.rstrip("/") or self.address()

    def secure_address(self) -> str:
        """Where HTTPS is answered."""
        return f"https://{self.host_in_a_url()}:{self.secure_port()}"

    def reached_at(self) -> str:
        """The address at which the machine itself reaches it."""
        return "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 (compared, not bound)

    def host_in_a_url(self) -> str:
        """As `reached_at`, with brackets where it is an IPv6 address."""
        host = self.reached_at()
        return f"[{host}]" if ":" in host else host


def first_wrong(error: ValidationError) -> tuple[str, str]:
    """The name of the first setting that cannot be what it was given, and the rest of a sentence that says why."""
    first = error.errors(include_url=False)[0]
    shown = _PASSWORD.sub(r"\1***@", str(first["input"]))
    return str(first["loc"][0]), f"cannot be {shown!r}: {first['msg'].removeprefix('Value error, ')}"
