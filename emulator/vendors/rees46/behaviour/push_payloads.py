"""What a push carries to a device. Docs: "Default payload structure" and the examples after it."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Push:
    """A push with its texts filled in; `event` has type (web, category, product, custom), uri and perhaps payload."""

    type: str
    id: str
    title: str
    body: str
    subtitle: str = ""
    icon: str | None = None
    image: str | None = None
    url: str | None = None
    event: dict[str, Any] | None = None
    actions: list[dict[str, str]] = field(default_factory=list)
    """Buttons: each has title and url."""


def ios(push: Push) -> dict[str, Any]:
    """Docs: `event` is an "optional object with additional data"; `mutable-content` is "always 1 for iOS"."""
    payload: dict[str, Any] = {
        "aps": {
            "alert": {"title": push.title, "subtitle": push.subtitle, "body": push.body, "badge": 1},
            "mutable-content": 1,
        },
    }
    if push.image:
        payload["image_url"] = push.image
    if push.event:
        payload["event"] = push.event
    return {**payload, "src": {"type": push.type, "id": push.id}}


def android(push: Push) -> dict[str, Any]:
    """Docs: flat, and what is not a text is JSON in one. Web pushes carry the same."""
    payload = {"title": push.title, "body": push.body, "type": push.type, "id": push.id}
    payload |= {name: value for name, value in (("icon", push.icon), ("url", push.url), ("image", push.image)) if value}
    if push.actions:
        buttons = [{"action": f"b{number}", "title": action["title"]} for number, action in enumerate(push.actions)]
        payload["actions"] = json.dumps(buttons, ensure_ascii=False)
        payload["action_urls"] = json.dumps([action["url"] for action in push.actions], ensure_ascii=False)
    if push.event:
        payload["event"] = json.dumps(push.event, ensure_ascii=False)
    return payload
