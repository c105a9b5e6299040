"""Templates of transactional messages. Docs: "Template engine - Liquid"."""

from functools import lru_cache
from typing import Any


@lru_cache(2)
def _environment(escapes: bool) -> Any:
    from liquid import Environment

    class Bounded(Environment):
        loop_iteration_limit = 100_000
        output_stream_limit = 1_000_000

    return Bounded(autoescape=escapes)


@lru_cache(256)
def _parsed(source: str, escapes: bool) -> Any:
    return _environment(escapes).from_string(source)


class Rendering:
    """Templates filled in with one message's variables; what went wrong is in `problems`."""

    def __init__(self, variables: dict[str, Any]) -> None:
        self.variables = variables
        self.problems: list[str] = []

    def text(self, source: str) -> str:
        return self._render(source, escapes=False)

    def html(self, source: str) -> str:
        """What the variables have is escaped."""
        return self._render(source, escapes=True)

    def _render(self, source: str, *, escapes: bool) -> str:
        """Assumed: a template that cannot be filled in is sent as it stands; a variable that is missing is empty."""
        try:
            return str(_parsed(source, escapes).render(self.variables))
        except Exception as error:  # what variables that anyone sends do to a template can fail in any way
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            self.problems.append(f"the template {source[:60]!r} cannot be filled in: {reason}")
            return source
