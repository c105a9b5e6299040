"""What is an e-mail address or a number, and when two of them are one customer."""

import re
from typing import Any, Literal

Channel = Literal["email", "sms"]
FIELD: dict[Channel, Literal["email", "mobile"]] = {"email": "email", "sms": "mobile"}
"""The field of an invite that has the channel's address."""

_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]+@[^@\s\x00-\x1f\x7f.]+(?:\.[^@\s\x00-\x1f\x7f.]+)+")
_NUMBER_FILLING = re.compile(r"[\s().-]")
_NUMBER = re.compile(r"\+[0-9]{7,15}")


def normalised(address: Any, channel: Channel) -> str | None:
    """One spelling for each address, or None for what is none.

    Assumed: spaces around an e-mail and its capitals do not count, nor how a number is written.
    """
    if not isinstance(address, str):
        return None
    return _email(address) if channel == "email" else _mobile(address)


def _email(address: str) -> str | None:
    """Assumed: one @, a local part, a dot in the domain, no spaces, at most 254 characters; nobody is looked up."""
    email = address.strip().lower()
    return email if len(email) <= 254 and _EMAIL.fullmatch(email) else None


def _mobile(address: str) -> str | None:
    """Assumed: no operator's prefix is asked for: the vendor's own examples have 9 digits (`070000000`)."""
    number = _NUMBER_FILLING.sub("", address)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = "+46" + number[1:]
    elif not number.startswith("+"):
        number = "+" + number
    if number.startswith("+460"):  # +46 (0)73 is how many Swedes write it
        number = "+46" + number[4:]
    return number if _NUMBER.fullmatch(number) else None
