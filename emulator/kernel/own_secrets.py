"""A world's own secrets, found by what they are: under a misspelt name, in a path, in a sentence they are masked."""

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, unquote_plus

from pydantic_core import from_json

from emulator.kernel import masking

if TYPE_CHECKING:
    from emulator.kernel.database import Session
    from emulator.kernel.world import World

T = TypeVar("T")

SHORTEST = 6
"""A shorter secret, as `1`, stands by chance in everything."""
_APART = 3
"""So many characters in, few of even thousands of secrets are still alike."""


class OwnSecrets:
    """Those of the accounts that a world has now."""

    def __init__(self, values: frozenset[str]) -> None:
        self._values = values
        self._pattern = _pattern(values)

    def hide(self, shown: T) -> T:
        """Plain values at any depth, with each of the secrets masked in their texts; the names of fields stay."""
        hidden: Any = shown
        if isinstance(shown, str):
            hidden = self._pattern.sub(self._masked, shown)
        elif isinstance(shown, dict):
            hidden = {name: self.hide(value) for name, value in shown.items()}
        elif isinstance(shown, list):
            hidden = [self.hide(value) for value in shown]
        return hidden  # type: ignore[no-any-return]

    def _masked(self, found: re.Match[str]) -> str:
        """Alike for the same secret, however it was written."""
        written = found[0]
        decoded = [
            written,
            _from_json(_from_json(written)),
            *(read(written) for read in (_from_json, unquote, unquote_plus)),
        ]
        while (again := unquote_plus(decoded[-1])) != decoded[-1]:
            decoded.append(again)
        return masking.mask(next((one for one in decoded if one in self._values), written))


def of(world: "World") -> OwnSecrets:
    """For one control call."""
    with world.transaction() as session:
        return within(session)


def within(session: "Session") -> OwnSecrets:
    """As `of`: a vendor's request waits for this only where a fault expects a mask of it."""
    vendors = session.world.worlds.vendors
    return OwnSecrets(
        frozenset(
            value
            for vendor in vendors
            for account in vendors[vendor].accounts(session)
            for name, value in account.items()
            if isinstance(value, str)
            and len(value) >= SHORTEST
            and masking.is_secret_column(name, vendors[vendor].secrets)
        )
    )


def _from_json(written: str) -> str:
    try:
        return str(from_json(f'"{written}"'))
    except ValueError:
        return written


@lru_cache(maxsize=64)
def _pattern(values: frozenset[str]) -> re.Pattern[str]:
    if not values:
        return re.compile("(?!)")
    firsts = "".join(re.escape(first) for first in sorted({value[0] for value in values}))
    return re.compile(rf"(?=[{firsts}%\\+]){_any_of(sorted(values), 0)}", re.DOTALL)


def _any_of(values: list[str], start: int) -> str:
    """What they have in common is looked at once; of two that begin alike the longer is found."""
    if len(values) == 1 or start == _APART:
        return "(?:" + "|".join("".join(map(_written, one[start:])) for one in reversed(values)) + ")"
    groups = [(first, list(rest)) for first, rest in groupby(values, key=lambda value: value[start])]
    return "(?:" + "|".join(_written(first) + _any_of(rest, start + 1) for first, rest in groups) + ")"


@lru_cache(maxsize=1024)
def _written(character: str) -> str:
    """A character as it is, percent-encoded once or more, or as JSON has it, or JSON in JSON."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    in_json = "".join(rf"\\+u(?i:{units[at : at + 4]})" for at in range(0, len(units), 4))
    encoded = "".join(f"%(?:25)*(?i:{byte:02x})" for byte in character.encode("utf-8", "surrogatepass"))
    ways = [encoded, in_json, re.escape(character)]
    ways += [r"\+"] if character == " " else []
    ways += [r"\\+" + re.escape(character)] if character in '"\\/' else []
    return f"(?:{'|'.join(ways)})"
