"""The type of a table's column as a form checks it: no more than every database takes."""

from datetime import date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Field, FiniteFloat
from pydantic_core import PydanticUndefined

from emulator.kernel.columns import Table
from emulator.kernel.moments import Day, Moment

PlainText = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""What every database can keep: no NUL, and no lone surrogate, which no pattern takes."""
_TYPES: dict[Any, Any] = {
    int: Annotated[int, Field(ge=-(2**63), lt=2**63)],
    str: PlainText,
    float: FiniteFloat,
    datetime: Moment,
    date: Day,
}


def as_text(value: Any) -> Any:
    """A whole number that stands for a text: YAML reads 123 as one, and clients write ids both ways."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def checked(model: type[Table], column: str) -> tuple[Any, Any]:
    """The type of a column's values and its default, which is `...` where there is none."""
    field = model.model_fields[column]
    default = field.get_default(call_default_factory=True)
    return _checked(field.annotation), ... if default is PydanticUndefined else default


def _checked(annotation: Any) -> Any:
    if get_origin(annotation) in (UnionType, Union):
        kinds = [_checked(kind) for kind in get_args(annotation)]
        return Union[tuple(kinds)]  # noqa: UP007 (they are known only now)
    return _TYPES.get(annotation, annotation)
