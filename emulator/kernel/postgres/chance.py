"""Chance that processes share: each transaction that draws begins anew from a number of its world's row."""

from random import Random
from typing import Any

_FORM = 1


class SharedRandom(Random):
    """What it gives depends on the world's number and on how many transactions drew before: in all processes alike."""

    chance = 0
    draws = 0
    _begun = True

    def stand(self, chance: int, draws: int) -> None:
        """As the world's row says, at the beginning of a transaction."""
        self.chance, self.draws, self._begun = chance, draws, False

    def _begin(self) -> None:
        self.draws += 1
        self._begun = True
        self.seed(f"{self.chance}/{self.draws}")

    def random(self) -> float:
        if not self._begun:
            self._begin()
        return super().random()

    def getrandbits(self, k: int, /) -> int:
        if not self._begun:
            self._begin()
        return super().getrandbits(k)

    def getstate(self) -> tuple[Any, ...]:
        """In the form that a snapshot keeps."""
        return _FORM, (self.chance, self.draws), None

    def setstate(self, state: tuple[Any, ...]) -> None:
        self.stand(*state[1])
