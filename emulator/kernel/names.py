"""What a world or a snapshot may be called: what fits into a host name, a path and a file's name."""

import re

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def check(name: str, *, of: str) -> None:
    """Raises ValueError for what is none; the sentence says whose it was to be: `of` "a world's"."""
    if not is_name(name):
        raise ValueError(f"{name[:64]!r} cannot be {of} name: 1 to 63 of a-z, 0-9, - and _, not starting with - or _")
