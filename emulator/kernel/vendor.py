"""The contract between a vendor and everything that knows vendors only through it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from random import Random
from types import ModuleType
from typing import Any, NamedTuple

from pydantic import BaseModel

from emulator.kernel.acts import Act, Name
from emulator.kernel.database import Session, Table
from emulator.kernel.outbox import Message
from emulator.kernel.schedule import Task

Account = dict[str, Any]
"""One account's credentials under the vendor's own names, as the control API shows them."""


class Code(NamedTuple):
    """What one of a vendor's own error codes means, in its document's words, and what passes in its place."""

    meaning: str
    passes: str


class TakenError(ValueError):
    """What an account asks for is another's already; `field` is what it asks it in."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """What the emulator needs to know of a vendor. Wire and controls are named, not imported: they load when asked."""

    name: str
    """The path prefix, the first label of its host, and the prefix of its operations and tables."""
    title: str
    tables: tuple[type[Table], ...]
    document: type[BaseModel]
    """The form of its fixture file; unknown keys are refused."""
    load: Callable[[Session, Any], None]
    """Stores a fixture document that `document` has checked."""
    dump: Callable[[Session], dict[str, Any]]
    """All that the vendor has stored, in the form of `document`, as plain values; what has its default is left out."""
    account: type[BaseModel]
    """The form in which `POST /_emulator/accounts/{vendor}` takes a new account; what is left out is minted."""
    account_examples: tuple[Account, Account]
    """For the control API's description: such a form, and the account that it opens."""
    opened: Any
    """What opening an account answers: a TypedDict of `vendor` and what `accounts` has."""
    accounts: Callable[[Session], list[Account]]
    open_account: Callable[[Session, Any], Account]
    """Adds an account; raises ValueError with a sentence where one of its credentials is taken."""
    identifying: tuple[str, ...]
    """The fields of an account each of which alone leads to its world."""
    fresh: Callable[[Random, Account], Account]
    """The same account with credentials nobody else has."""
    replace_account: Callable[[Session, Account, Account], None]
    tasks: Mapping[str, Task]
    secrets: frozenset[str]
    """Names of headers and parameters, in lower case, whose values are masked wherever they are shown."""
    wire: str
    """The module that has `router`."""
    controls: str | None
    """The module that has `router`: what the vendor's back office or customer would do.

    In `STREAMS` it may name the paths of calls that read their body themselves, as it arrives.
    """
    codes: Mapping[int, Code] = field(default_factory=dict)
    """The vendor's own error codes, which stand inside an answer as `errorCode`."""
    warms: tuple[str, ...] = ()
    """Modules that only some requests need: they are imported after the ready line, or by the first that needs one."""
    steps: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By layout (`kernel/layout.py`): the SQL that fits the rows of its tables, as older files have them, into it."""
    acts: str | None = None
    """The module that has `of(message)`: what people can do with a message, by name; those that this one has."""

    def acts_of(self, message: Message) -> Mapping[Name, Act]:
        # Imported when somebody asks: a vendor that only sends needs none of it.
        found: Mapping[Name, Act] = import_module(self.acts).of(message) if self.acts else {}
        return found


class Vendors(Mapping[str, Vendor]):
    """The vendors by name. A start does not wait for what they are made of: each is loaded when it is first asked for.

    A vendor is a package, named as the vendor is, that has `HOSTS`, and whose module `contract` has `VENDOR`.
    """

    def __init__(self, *packages: ModuleType) -> None:
        self._packages = {package.__name__.rpartition(".")[2]: package for package in packages}
        self._loaded: dict[str, Vendor] = {}

    def __getitem__(self, name: str) -> Vendor:
        if name not in self._loaded:
            self._loaded[name] = import_module(f"{self._packages[name].__name__}.contract").VENDOR
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._packages

    def __iter__(self) -> Iterator[str]:
        return iter(self._packages)

    def __len__(self) -> int:
        return len(self._packages)

    def hosts(self) -> dict[str, tuple[str, ...]]:
        """The real host names of each."""
        return {name: package.HOSTS for name, package in self._packages.items()}
