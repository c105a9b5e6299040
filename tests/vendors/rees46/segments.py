"""What tests of dynamic segments share: to make one, to list it, and to ask of one person."""

from typing import Any

import httpx

from tests.vendors.rees46.calls import S2S, SHOP

Condition = dict[str, Any]


def make(control: httpx.Client, condition: Condition, shop_id: str = SHOP) -> int:
    """A dynamic segment's id."""
    answer = control.post("rees46/segments", json={"shop_id": shop_id, "name": "Some", "condition": condition})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]  # type: ignore[no-any-return]


def members(control: httpx.Client, segment: int) -> set[str]:
    """By e-mail, or by device where there is none; who lost every identifier is left out."""
    answer = control.get(f"rees46/segments/{segment}/members", params={"limit": 1000})
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["items"]) == answer.json()["total"]
    return {one["email"] or one["did"] for one in answer.json()["items"]} - {None}


def includes(rees46: httpx.Client, segment: int, person: str) -> bool:
    who = {"email": person} if "@" in person else {"did": person}
    return rees46.post("segments/includes", json={**S2S, **who, "segment_id": segment}).json()  # type: ignore[no-any-return]
