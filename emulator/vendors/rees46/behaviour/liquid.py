"""Templates of transactional messages. Docs: "Template engine - Liquid"."""

import contextlib
import re
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Any

_SECONDS = re.compile("(%[^s])|%s")
_TIME = "the world's time"
"""A variable that no template can name."""


@lru_cache(2)
def _environment(escapes: bool) -> Any:
    from liquid import Environment
    from liquid.builtin.filters.misc import date
    from liquid.filter import with_context, with_environment

    class Bounded(Environment):
        loop_iteration_limit = 100_000
        output_stream_limit = 1_000_000

    @with_context
    @with_environment
    def dated(value: Any, form: Any, *, context: Any, environment: Any) -> Any:
        moment = _moment(value, context.resolve(_TIME))
        if isinstance(form, str) and isinstance(moment, datetime):
            form = _seconds_in(form, moment)
        return date(moment, form, environment=environment)

    environment = Bounded(autoescape=escapes)
    environment.add_filter("date", dated)
    return environment


def _moment(value: Any, now: datetime) -> Any:
    """What the filter `date` is given: Liquid's own asks the machine what "now" is, and in which zone a number is."""
    if value in ("now", "today"):
        return now
    if (isinstance(value, str) and value.isdecimal()) or type(value) in (int, float):
        with contextlib.suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(float(value), UTC)
    elif isinstance(value, str):
        from dateutil.parser import parse  # type: ignore[import-untyped]  # it comes with liquid, which reads so too

        with contextlib.suppress(ValueError, OverflowError):
            return parse(value, default=datetime.combine(now, time()))  # a time alone is today's
    return value


def _seconds_in(form: str, moment: datetime) -> str:
    """The form with its `%s` filled in: Python's takes the moment for one of the machine's zone."""
    seconds = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return type(form)(_SECONDS.sub(lambda found: found[1] or str(seconds), form))


@lru_cache(256)
def _parsed(source: str, escapes: bool) -> Any:
    return _environment(escapes).from_string(source)


class Rendering:
    """Templates filled in with one message's variables, at its time; what went wrong is in `problems`."""

    def __init__(self, variables: dict[str, Any], now: datetime) -> None:
        self.variables = {"now": now, "today": now.date(), **variables, _TIME: now}
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
