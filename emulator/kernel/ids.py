"""Identifiers as vendors mint them, drawn from a world's own source of chance."""

import string
from random import Random

ALNUM = string.ascii_letters + string.digits


def alnum(random: Random, length: int) -> str:
    return "".join(random.choices(ALNUM, k=length))


def hexadecimal(random: Random, length: int) -> str:
    return f"{random.getrandbits(4 * length):0{length}x}"


def number(random: Random, digits: int) -> str:
    """A decimal number of exactly that many digits."""
    return str(random.randrange(10 ** (digits - 1), 10**digits))
