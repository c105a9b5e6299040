"""What goes wrong on purpose."""

from typing import Any

from emulator.testing.control import Control


class Faults:
    """The world's planned faults."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def add(self, vendor: str, **rule: Any) -> int:
        """Plans a fault, and answers its number.

        Which requests: `operation`, `path` (str), `params` (dict). What happens: `status`, `code`, `retry_after`
        (seconds), `delay_ms`, `drip_ms`, `truncate` (bytes), `reset`, `after_commit` (bool). How often: `times` (int),
        `probability` (0 to 1), `seed` (int). Raises ControlError for a rule that cannot be.
        """
        return int(self._control.post("/faults", {"vendor": vendor, **rule})["id"])

    def planned(self, *, fired: bool | None = None) -> list[dict[str, Any]]:
        """The rules, with how many requests each has seen and spoilt; `fired=False`: those that never did anything."""
        asked = None if fired is None else str(fired).lower()
        return list(self._control.get("/faults", fired=asked)["items"])

    def remove(self, number: int) -> None:
        """Raises ControlError where there is no such rule."""
        self._control.delete(f"/faults/{number}")

    def clear(self) -> None:
        self._control.delete("/faults")
