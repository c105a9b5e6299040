"""Reads a request's body as it arrives, within its limit."""

from starlette.types import Receive

_DRAINED = 64 * 1024 * 1024
"""A body over its limit is read up to here before it is refused, so that the client hears the refusal."""


class TooLargeError(Exception):
    """The body has more bytes than the operation takes."""


class GoneError(Exception):
    """The client went away before its body was whole: there is nothing to do, and nobody to answer."""


async def read_body(receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    size = 0
    more = True
    while more and size <= _DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        more = message.get("more_body", False)
    if size > limit:
        raise TooLargeError
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
