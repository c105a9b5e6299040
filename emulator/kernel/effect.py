"""What a fault does to an answer, as a rule or a header says it, and how it is done to one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError

from emulator.kernel.errors import Errors, Instead, VendorError, problem_answer
from emulator.kernel.http import Answer, CutAnswer, NoAnswer

HEADER = "X-Emulator-Fault"
LONGEST = 600_000
"""Milliseconds that an answer can be held back at most."""

Redraw = Callable[[Answer, int], Answer | None]
"""The same answer with one of the vendor's own codes for all that was asked; None where it has no place for a code."""


def _whole(value: Any) -> bool:
    return type(value) is int and 0 <= value <= LONGEST


def _delay(value: Any) -> Any:
    pair = isinstance(value, list) and len(value) == 2 and all(map(_whole, value)) and value[0] <= value[1]
    if not _whole(value) and not pair:
        sentence = "give milliseconds, such as 300, or the least and the most, such as [100, 300]; at most {most}"
        raise PydanticCustomError("not_a_delay", sentence, {"most": LONGEST})
    return value


_MILLISECONDS = {"type": "integer", "minimum": 0, "maximum": LONGEST}
_PAIR = {"type": "array", "items": _MILLISECONDS, "minItems": 2, "maxItems": 2}
Delay = Annotated[Any, AfterValidator(_delay), WithJsonSchema({"anyOf": [_MILLISECONDS, _PAIR]})]


class Effect(BaseModel):
    """One or several; a retry_after without a status is a 429."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    status: int | None = Field(
        default=None, strict=True, ge=400, le=599, description="Refused with this, as the vendor draws it."
    )
    code: int | None = Field(default=None, strict=True, description="The vendor's own code, inside its answer.")
    retry_after: int | None = Field(default=None, strict=True, ge=0, le=31_536_000, description="Seconds.")
    delay_ms: Delay | None = Field(default=None, description="Held back so long, or between the two.")
    reset: bool = Field(default=False, strict=True, description="The connection is reset, nothing is answered.")
    truncate: int | None = Field(default=None, strict=True, ge=0, description="Cut after so many bytes of the body.")
    drip_ms: int | None = Field(default=None, strict=True, ge=0, le=LONGEST, description="The body takes so long.")
    after_commit: bool = Field(default=False, strict=True, description="The work is done, and then it goes wrong.")

    def conflict(self) -> tuple[str, str] | None:
        """The field that cannot stand beside the others, and why."""
        given = self.model_dump(exclude_defaults=True)
        if not given.keys() - {"after_commit"}:
            return "status", "give one of status, code, retry_after, delay_ms, reset, truncate, drip_ms"
        for name in ("status", "code", "retry_after", "truncate", "drip_ms"):
            if self.reset and name in given:
                return name, "no answer leaves a connection that is reset"
        if self.code is not None and (self.status is not None or self.retry_after is not None):
            return "code", "stands inside an answer that is no refusal: leave out status and retry_after"
        return None


class WrongFaultError(VendorError):
    """The header cannot be read. The emulator says so itself: it is not the vendor whom the header is for."""

    status = 400

    def answer(self) -> Answer:
        return problem_answer(self.status, self.message, HEADER)


_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(?:-(\d{1,6}(?:\.\d{1,3})?))?(ms|s)")
_LENGTHS = {"delay": "delay_ms", "drip": "drip_ms"}
_FLAGS = ("reset", "after_commit")
_NUMBERS = ("status", "code", "retry_after", "truncate")


def from_header(text: str) -> Effect:
    """`status=503`, `delay=300ms`, `delay=100-300ms`, `reset`, `truncate=40`, `drip=5s` and so on, comma between."""
    given: dict[str, Any] = {}
    for part in text.split(","):
        name, sign, value = (one.strip() for one in part.partition("="))
        if _LENGTHS.get(name, name) in given:
            raise WrongFaultError(f"{HEADER}: {name}: is given twice")
        if name in _FLAGS and not sign:
            given[name] = True
        elif name in _LENGTHS and (length := _DURATION.fullmatch(value)):
            given[_LENGTHS[name]] = _milliseconds(length)
        elif name in _NUMBERS and value.isascii() and value.isdigit() and len(value) < 16:
            given[name] = int(value)
        else:
            known = "status=503, code=3, retry_after=30, delay=300ms, reset, truncate=40, drip=5s, after_commit"
            raise WrongFaultError(f"{HEADER}: {part.strip()!r} is none of {known}")
    try:
        effect = Effect.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise WrongFaultError(f"{HEADER}: {first['loc'][0]}: {first['msg']}") from None
    if conflict := effect.conflict():
        raise WrongFaultError(f"{HEADER}: {conflict[0]}: {conflict[1]}")
    return effect


def _milliseconds(length: re.Match[str]) -> Any:
    unit = 1 if length[3] == "ms" else 1000
    least = round(float(length[1]) * unit)
    return least if length[2] is None else [least, round(float(length[2]) * unit)]


@dataclass(slots=True)
class Planned:
    """One request's fault. `by` is what planned it, `rule` that one's number; `delay` is in seconds."""

    effect: Effect
    by: str
    chance: Random
    rule: int | None = None
    delay: float = field(init=False)
    done: bool = field(default=False, init=False)
    """Whether the request's work was done, so that there is a commit."""
    has_code: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        told = self.effect.delay_ms or 0
        self.delay = (self.chance.uniform(*told) if isinstance(told, list) else told) / 1000

    @property
    def sentence(self) -> str:
        """What the notice beside the answer says."""
        told = self.effect.model_dump(exclude_defaults=True)
        if self.delay:
            told["delay_ms"] = round(self.delay * 1000)
        words = [name if value is True else f"{name} {value}" for name, value in told.items()]
        return f"{self.by}: {', '.join(words)}"

    def refusal(self, errors: Errors) -> VendorError | None:
        """What comes before the work, and in place of it."""
        if self.effect.after_commit:
            return None
        return Instead(NoAnswer()) if self.effect.reset else self._drawn(errors)

    def coded(self, answer: Answer, redraw: Redraw | None) -> Answer:
        """The work's answer with the vendor's code; raises Instead where the work is not to stand."""
        self.done = True
        code = self.effect.code
        changed = redraw(answer, code) if code is not None and redraw is not None else None
        if changed is None:
            return answer
        self.has_code = True
        if not self.effect.after_commit:
            raise Instead(changed)
        return changed

    def missed(self, answer: Answer) -> str | None:
        """Why nothing of it happens, where that is so: the request is then answered as if nobody had planned it."""
        effect = self.effect
        if effect.after_commit and not self.done:
            return "the request was refused, so nothing was committed"
        if effect.code is not None and not self.has_code:
            return "the request was refused" if not self.done else "this answer has no place for a code"
        if effect.truncate is not None and effect.truncate >= len(answer.body) and self._only("truncate"):
            return f"the answer's body has {len(answer.body)} bytes"
        return "the answer has no body" if not answer.body and self._only("drip_ms") else None

    def _only(self, name: str) -> bool:
        return self.effect.model_dump(exclude_defaults=True).keys() <= {name, "after_commit"}

    def replaced(self, answer: Answer, errors: Errors) -> Answer:
        """What the client gets in place of the answer to work that was done."""
        error = self._drawn(errors) if self.effect.after_commit else None
        return answer if error is None else error.answer()

    def spoilt(self, answer: Answer) -> Answer:
        """What is left of an answer that is ready to be sent."""
        if self.effect.reset:
            return NoAnswer()
        at = self.effect.truncate
        if at is None or at >= len(answer.body):
            return answer
        cut, length = answer.body[:at], len(answer.body)
        return CutAnswer(answer.status, cut, answer.content_type, answer.headers, length)

    def _drawn(self, errors: Errors) -> VendorError | None:
        effect = self.effect
        status = effect.status or (None if effect.retry_after is None else 429)
        if status is None:
            return None
        error = errors.planned(status)
        if effect.retry_after is not None:
            error.headers = {**error.headers, "Retry-After": str(effect.retry_after)}
        return error
