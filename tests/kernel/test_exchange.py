"""What the one exchange of all vendors does when something breaks under it."""

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from emulator.app import Application
from emulator.settings import Settings
from tests.kernel.test_turns import Call, at_work, sent

INVITE = "/reco/invite/mail/venue/123"
HEADERS = {"X-Reco-ApiKey": "3x3mp3l", "Content-Type": "application/json"}


def post(application: Application, path: str, body: bytes, host: str = "127.0.0.1") -> httpx.Response:
    async def sent() -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.post(path, content=body, headers=HEADERS)

    return asyncio.run(sent())


def limit_pages(connection: sqlite3.Connection, more: int) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages + more}")


def test_a_full_disk_is_the_vendors_500_and_passes(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    application = Application(Settings(data=tmp_path))
    database = application.worlds.default.database
    limit_pages(database.connection, 2)

    full = post(application, INVITE, b'{"invites": [{"email": "jane@example.org"}]}' + b" " * 100_000)
    limit_pages(database.connection, 1000)
    after = post(application, INVITE, b'{"invites": [{"email": "jane@example.org"}]}')

    assert full.status_code == 500
    assert full.headers["content-type"] == "application/json"
    assert "database or disk is full" in caplog.text
    assert after.json() == {"errors": [], "success": [{"email": "jane@example.org"}]}
    application.worlds.close()


@pytest.mark.parametrize(
    "settings",
    [
        {"host": "Emulator.Example"},
        {"public_url": "https://emulator.example/path"},
        {"allowed_hosts": ["emulator.example:4717"]},
    ],
)
def test_a_host_name_that_a_setting_names_is_answered(settings: dict[str, object]) -> None:
    application = Application(Settings(**settings))  # type: ignore[arg-type]

    answers = [post(application, INVITE, b'{"invites": []}', host) for host in ("emulator.example:80", "other.example")]

    assert [answer.status_code for answer in answers] == [200, 421]
    application.worlds.close()


@pytest.mark.parametrize(
    "call", [("POST", f"/~busy{INVITE}", {"invites": []}), ("PATCH", "/~busy/rees46/import/products", {})]
)
def test_who_waited_behind_the_deletion_of_a_world_is_answered_in_the_new_one(call: Call) -> None:
    async def scene() -> tuple[int, int]:
        async with at_work() as (client, end):
            for built in ("reco", "rees46"):
                await sent(client, ("GET", f"/{built}/nowhere", None))
            waiting = []
            for one in (("DELETE", "/_emulator/worlds/busy", None), call):
                waiting.append(asyncio.ensure_future(sent(client, one)))
                await sent(client, ("GET", "/_emulator/health", None))
            end()
            deleted, _ = await asyncio.gather(*waiting)
            return deleted, (await client.get("/~busy/_emulator/requests")).json()["total"]

    assert asyncio.run(scene()) == (204, 1)


def test_a_list_of_worlds_has_none_that_was_dropped_while_it_waited_for_another() -> None:
    async def scene() -> list[str]:
        async with at_work() as (client, end):
            await client.get("/~later/_emulator/clock")
            listing = asyncio.ensure_future(client.get("/_emulator/worlds"))
            dropping = asyncio.ensure_future(sent(client, ("DELETE", "/_emulator/worlds/later", None)))
            assert await dropping == 204
            end()
            return [world["name"] for world in (await listing).json()["items"]]

    assert asyncio.run(scene()) == ["default", "busy"]


def test_of_two_who_delete_a_world_the_second_finds_none() -> None:
    async def scene() -> list[int]:
        async with at_work() as (client, end):
            waiting = []
            for _ in range(2):
                waiting.append(asyncio.ensure_future(sent(client, ("DELETE", "/_emulator/worlds/busy", None))))
                await sent(client, ("GET", "/_emulator/health", None))
            end()
            return await asyncio.gather(*waiting)

    assert asyncio.run(scene()) == [204, 404]
