"""What the vendors would have sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from emulator.testing.control import Control


@dataclass(frozen=True)
class Message:
    """One message. `at` is the world's time, `links` are those of its text by name, `request_id` is what caused it."""

    id: int
    at: datetime
    vendor: str
    channel: str
    """email, sms, mobile_push or web_push."""
    to: str
    subject: str | None
    text: str | None
    html: str | None
    payload: dict[str, Any] | None
    links: dict[str, str]
    request_id: int | None
    _control: Control = field(repr=False, compare=False)


class Outbox:
    """The world's messages. Filters: `vendor`, `channel`, `to` (an address, number or token), `text`; each is a str."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def messages(self, **filters: str) -> list[Message]:
        """Those that the filters let through, the latest first; raises ControlError for a filter there is not."""
        return [_message(one, self._control) for one in self._control.get("/outbox", **filters)["items"]]

    def wait(self, *, timeout: float = 2.0, **filters: str) -> Message:
        """The latest message that the filters let through: at once where there is one, else as soon as one comes.

        Raises AssertionError where none has come within `timeout` seconds (at most 60); it names those there are.
        """
        __tracebackhide__ = True
        found = self._control.get("/outbox", **filters, wait=f"{timeout:g}s", limit="1")["items"]
        if found:
            return _message(found[0], self._control)
        wanted = ", ".join(f"{name}={value!r}" for name, value in filters.items()) or "any"
        there = "\n".join(f"  {one.channel} to {one.to}: {one.subject or one.text!r}" for one in self.messages())
        raise AssertionError(
            f"no message came within {timeout:g} s ({wanted}); the outbox has:\n{there or '  nothing'}"
        )

    def clear(self) -> None:
        """Forgets the messages; what was sent stays sent for the vendors."""
        self._control.delete("/outbox")


def _message(one: Mapping[str, Any], control: Control) -> Message:
    known = {name: one[name] for name in Message.__dataclass_fields__ if name in one}
    return Message(**{**known, "at": datetime.fromisoformat(one["at"]), "_control": control})
