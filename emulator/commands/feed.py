"""`emulator feed FILE`: sends a product feed to a running server, with a progress bar on a terminal."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

_PIECE = 256 * 1024


class FeedNotTakenError(Exception):
    """Why the feed is not in the catalogue, in one sentence."""


def send(file: Path, *, host: str, port: int, world: str | None, shop_id: str, token: str) -> str:
    """What the server did with the feed, in one line and one more for each skipped offer."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        size = file.stat().st_size
        with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
            sending = progress.add_task("sending", total=size)

            def pieces() -> Iterator[bytes]:
                with file.open("rb") as opened:
                    while piece := opened.read(_PIECE):
                        yield piece
                        progress.advance(sending, len(piece))
                progress.update(sending, description="storing", total=None)

            path = f"/~{world}" if world else ""
            path += f"/_emulator/rees46/feed?shop_id={quote(shop_id, safe='')}"
            return _told(*_post(host, port, path, pieces(), size, token))
    except http.client.HTTPException as error:
        raise FeedNotTakenError(f"the server on {host}:{port} broke off: {error or type(error).__name__}") from None
    except OSError as error:
        place = error.filename or f"{host}:{port}"
        raise FeedNotTakenError(f"{place}: {error.strerror or error}") from None


def _post(host: str, port: int, path: str, body: Iterator[bytes], size: int, token: str) -> tuple[int, Any]:
    headers = {"Content-Type": "application/xml", "Content-Length": str(size)}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    connection = http.client.HTTPConnection(host, port, timeout=600)
    try:
        connection.request("POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except ValueError:
        raise FeedNotTakenError(f"what answers on {host}:{port} is not the emulator") from None
    finally:
        connection.close()


def _told(status: int, answer: Any) -> str:
    if status != 200:
        raise FeedNotTakenError(answer.get("detail") or f"the server answers {status}")
    lines = [
        f"{answer['offers']} offers: {answer['changed']} new or changed, {answer['out_of_stock']} out of stock; "
        f"{answer['categories']} categories, {answer['locations']} locations"
    ]
    lines += [f"skipped: line {one['line']}: {one['reason']}" for one in answer["skipped"]]
    more = answer["skipped_total"] - len(answer["skipped"])
    return "\n".join([*lines, f"skipped: {more} more"] if more else lines)
