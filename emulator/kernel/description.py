"""What FastAPI needs to see of a handler to describe it."""

import inspect
import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, Path, Query

Handler = Callable[..., Any]


def stand_in(handler: Handler, path: str, methods: list[str], reads: Any) -> Handler:
    """A stand-in with the signature from which FastAPI writes the description; it is never called."""

    def described() -> None: ...

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(name, keyword, annotation=Annotated[str, Path()]) for name in re.findall(r"{(\w+)}", path)
    ]
    if reads is not None:
        place = Query() if methods[0] == "GET" else Body()
        parameters.append(inspect.Parameter("reads", keyword, annotation=Annotated[reads, place]))
    described.__name__ = handler.__name__
    described.__doc__ = handler.__doc__
    described.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return described
