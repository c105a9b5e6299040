"""What a new world may be asked to be."""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from emulator.kernel.form import Form
from emulator.kernel.moments import Moment

_FIXTURE = {"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "null"}]}


def _fixture(given: Any) -> Any:
    if given == "":
        raise PydanticCustomError("fixture", "is empty: give a name, a path or a document, or leave it out")
    if given is None or isinstance(given, str | dict):
        return given
    raise PydanticCustomError("fixture", "should be a name, a path or a document")


class WorldForm(Form):
    model_config = ConfigDict(populate_by_name=False)

    name: str | None = Field(default=None, description="Minted where it is left out.", examples=["t1"])
    fixture: Annotated[Any, AfterValidator(_fixture), WithJsonSchema(_FIXTURE)] = Field(
        default=None, description="A name, a folder, a file, or a document such as a snapshot's.", examples=["demo"]
    )
    source: str | None = Field(
        default=None,
        alias="from",
        description="What to fork, data, clock and all: a world (`t1`), or a snapshot of a world (`t1/paid`).",
        examples=[None],
    )
    now: Moment | None = Field(
        default=None,
        description="What its clock shows at first, past or to come; from then on it only goes forward. What a fixture "
        "counts from the present is counted from then.",
        examples=["2024-02-28T12:00:00Z"],
    )
    frozen: bool | None = Field(default=None, description="Whether its clock stands still.", examples=[True])
    strict: bool | None = Field(
        default=None, description="Whether it refuses what a vendor's document forbids.", examples=[False]
    )
