"""One call of each vendor, as a client sends it that nobody has changed: to the vendor's address, with its key."""

import hashlib
from typing import Any

import httpx

from emulator import World
from emulator.vendors import VENDORS
from tests.vendors.recensus.signing import DATA

SHORT = "r46.dev"
"""REES46's host for short links: it has nothing else."""
HOSTS = [(vendor, host) for vendor, hosts in VENDORS.hosts().items() for host in hosts if host != SHORT]
JANE = {"email": "jane@example.org"}


def invite(client: httpx.Client, world: World, url: str) -> httpx.Response:
    account = world.reco.account
    return client.post(
        f"{url}/invite/mail/venue/{account['venue']}",
        headers={"X-Reco-ApiKey": account["api_key"]},
        json={"invites": [JANE]},
    )


def track(client: httpx.Client, world: World, url: str) -> httpx.Response:
    shop = world.rees46.account["shop_id"]
    return client.get(f"{url}/init", params={"shop_id": shop, "did": "d-1"})


def request_contact(client: httpx.Client, world: World, url: str, *, signed: str | None = None) -> httpx.Response:
    """Signed for the address as it is written here, before the client makes anything of it; or for `signed`."""
    merchant = world.recensus.account
    there = f"{url}/merchant/{merchant['merchant']}/customer-contact-request"
    text = f"POST{signed or there}{merchant['secret']}"
    body: dict[str, Any] = {
        "data": {**DATA, "merchant": merchant["merchant"]},
        "signedRequest": {
            "token": merchant["token"],
            "signature": hashlib.md5(text.encode()).hexdigest(),  # noqa: S324 (the vendor's hash)
        },
    }
    return client.post(there, json=body)


CALLS = {"reco": invite, "rees46": track, "recensus": request_contact}
STATUS = {"reco": 200, "rees46": 200, "recensus": 201}
