"""What tests of REES46 share: the demo credentials and a look at what a world has stored."""

from typing import Any

import httpx

SHOP = "DvLWN2ZTMZ"
SECRET = "EIxTuot8sj"
S2S = {"shop_id": SHOP, "shop_secret": SECRET}
SUCCESS = {"status": "success"}
DEMO_MESSAGES = ("tK4wQz8LmR2d", "hV9cXs3NpB6f")
"""The codes of messages that were sent before a world began."""

STRANGERS: list[tuple[dict[str, Any], int, str]] = [
    ({"shop_id": None}, 401, "Shop not found"),
    ({"shop_id": "unknown"}, 401, "Shop not found"),
    ({"shop_secret": None}, 403, "Invalid secret key"),
    ({"shop_secret": "wrong"}, 403, "Invalid secret key"),
]
"""Who may not call what only a shop's own server may: how their requests differ from its, and what they are told."""


def refusal(message: str) -> dict[str, Any]:
    return {"status": "error", "message": message, "payload": {"message": message}}


def changed(sent: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The request with other values; one of None leaves a parameter out."""
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


def push(rees46: httpx.Client, event: str, did: str = "D1", **params: Any) -> httpx.Response:
    """An event as today's SDKs send it."""
    return rees46.post("push", json={"shop_id": SHOP, "did": did, "event": event, **params})


def left_out(answer: httpx.Response) -> list[str]:
    """The notices that say which rows the vendor has not taken."""
    told = answer.headers.get_list("x-emulator-notice", split_commas=False)
    return [notice for notice in told if "left out" in notice]


def rows(control: httpx.Client, table: str, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """The named columns of a table's rows, where they have these values; without what the fixture's visitors did."""
    items = control.get(f"state/rees46/{table}", params={"limit": 1000}).json()["items"]
    items = [item for item in items if item.get("sid") != "fixture" and item.get("code") not in DEMO_MESSAGES]
    matching = [item for item in items if all(item[name] == value for name, value in where.items())]
    return [tuple(item[name] for name in columns) for item in matching]


def profile(rees46: httpx.Client, **identifier: str) -> dict[str, Any]:
    """The whole profile, as the secret reads it."""
    answer = rees46.get("profile", params={**S2S, **identifier})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def open_shop(control: httpx.Client, **settings: Any) -> dict[str, str]:
    """A further shop with settings of its own."""
    answer = control.post("accounts/rees46", json=settings)
    assert answer.status_code == 201, answer.text
    return {name: answer.json()[name] for name in ("shop_id", "shop_secret")}


LINKED = {"url": "https://shop.example/p", "categories": ["1"]}
"""What a product needs beside name and price to be shown."""
