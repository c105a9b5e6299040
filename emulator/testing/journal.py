"""What was called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emulator.testing.control import Control


@dataclass(frozen=True)
class Exchange:
    """One request and how it was answered. `at` is the world's time; `operation` is None for an unknown path."""

    id: int
    at: datetime
    vendor: str
    operation: str | None
    method: str
    url: str
    status: int
    notices: tuple[str, ...]


class Requests:
    """The world's journal. A request is in it before its client has the answer, so nothing here waits."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def made(self, **filters: Any) -> list[Exchange]:
        """Requests, the latest first. Filters: `vendor`, `operation`, `text` (str), `status` (int), `limit` (int)."""
        return [_exchange(one) for one in self._control.get("/requests", **filters)["items"]]

    def assert_called(
        self, operation: str, *, times: int | None = None, status: int | None = None, **params: Any
    ) -> None:
        """Raises AssertionError unless the operation was called `times` times, or at least once.

        `params` are fields of the request by name, wherever they stand; the error shows what came nearest.
        """
        __tracebackhide__ = True
        wanted = {"operation": operation, "params": params, "times": times, "status": status}
        verified = self._control.post(
            "/requests/verify", {name: value for name, value in wanted.items() if value is not None}
        )
        if not verified["ok"]:
            expected = "at least once" if times is None else f"{times} times"
            raise AssertionError(
                f"{_call(operation, params)} was expected {expected}, and was made {verified['matched']} times"
                + _nearest(verified["nearest"])
            )

    def assert_not_called(self, operation: str, **params: Any) -> None:
        """Raises AssertionError where the operation was called with these fields."""
        __tracebackhide__ = True
        self.assert_called(operation, times=0, **params)

    def assert_called_in_order(self, *operations: str) -> None:
        """Raises AssertionError unless the operations were called in this order, whatever stands between them."""
        __tracebackhide__ = True
        verified = self._control.post("/requests/verify", {"sequence": [{"operation": one} for one in operations]})
        if not verified["ok"]:
            found = verified["matched"]
            before = f" after {operations[found - 1]}" if found else ""
            raise AssertionError(f"{operations[found]} was not called{before}" + _nearest(verified["nearest"]))

    def assert_none_unexpected(self) -> None:
        """Raises AssertionError where a path or a parameter was used that the vendor's description does not have."""
        __tracebackhide__ = True
        unexpected = self._control.get("/requests/unexpected")
        if unexpected["total"]:
            lines = "\n".join(f"  {one['method']} {one['url']}: {_why(one)}" for one in unexpected["items"])
            raise AssertionError(f"{unexpected['total']} requests were not expected:\n{lines}")

    def clear(self) -> None:
        self._control.delete("/requests")


def _exchange(one: Mapping[str, Any]) -> Exchange:
    known = {name: one[name] for name in Exchange.__dataclass_fields__}
    return Exchange(**{**known, "at": datetime.fromisoformat(one["at"]), "notices": tuple(one["notices"] or ())})


def _call(operation: str, params: Mapping[str, Any]) -> str:
    said = ", ".join(f"{name}={value!r}" for name, value in params.items())
    return f"{operation} with {said}" if said else operation


def _why(one: Mapping[str, Any]) -> str:
    named = ", ".join(parameter["name"] for parameter in one["parameters"])
    return f"{one['why']}: {named}" if named else str(one["why"])


def _nearest(misses: Sequence[Mapping[str, Any]]) -> str:
    lines = []
    for miss in misses:
        lines.append(f"\n  {miss['id']}: {miss['method']} {miss['url']}")
        wrong = (check for check in miss["fields"] if not check["ok"])
        lines.extend(f"\n     {one['field']}: expected {one['expected']!r}, got {one['got']!r}" for one in wrong)
    return "; what came nearest:" + "".join(lines) if lines else ""
