"""What is asked of the emulator itself: the bodies and queries of control calls, and the parts of a fixture."""

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError


class Form(BaseModel):
    """Unknown keys are refused, and so is what only looks like the right type: "5" is no number, "yes" no flag."""

    model_config = ConfigDict(extra="forbid", strict=True)


class QueryForm(Form):
    """What stands in a query is text, which is read as what it is meant for."""

    model_config = ConfigDict(strict=False)


def wrong(field: str, sentence: str) -> PydanticCustomError:
    """For a validator that looks at several fields: what is wrong, and the one that is to blame."""
    return PydanticCustomError("wrong", "{sentence}", {"sentence": sentence, "field": field})
