"""The contract report's shape, and how it looks."""

from datetime import datetime

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.form import Form, QueryForm


class ContractFilter(QueryForm):
    vendor: str | None = Field(default=None, examples=["reco"])
    used: bool | None = Field(default=None, description="Only operations that were used, or only the others.")


class StrictForm(Form):
    strict: bool = Field(examples=[True])


class Window(TypedDict):
    """The journal is bounded, and this is what the report counts: the requests from `first` to `last`."""

    requests: int
    first: int | None
    last: int | None
    since: datetime | None
    forgotten: int


class OperationUse(TypedDict):
    """`statuses` counts the answers; status 0 is a connection that a planned fault reset."""

    operation: str
    vendor: str
    methods: list[str]
    path: str
    evidence: str
    source: str
    used: int
    statuses: dict[str, int]
    refused: int
    breaches: int
    example: int | None


class UnknownUse(TypedDict):
    vendor: str
    method: str
    path: str
    status: int
    used: int
    example: int


class NoticeGroup(TypedDict):
    """`kind` is that of the breach, or "explanation" where the notice only explains an answer."""

    vendor: str
    operation: str | None
    kind: str
    notice: str
    count: int
    example: int


class Totals(TypedDict):
    requests: int
    operations: int
    used: int
    unused: int
    refused: int
    unknown: int
    breaches: int
    explanations: int


class Strictness(TypedDict):
    strict: bool


class Contract(TypedDict):
    world: str
    strict: bool
    window: Window
    total: Totals
    operations: list[OperationUse]
    unknown: list[UnknownUse]
    notices: list[NoticeGroup]


_OPERATION = {
    "operation": "reco.create_email_invite",
    "vendor": "reco",
    "methods": ["POST"],
    "path": "/invite/mail/venue/{venue_id}",
    "evidence": "documented",
    "source": "Create email invite",
    "used": 3,
    "statuses": {"200": 2, "403": 1},
    "refused": 1,
    "breaches": 1,
    "example": 4,
}
_UNKNOWN = {"vendor": "reco", "method": "GET", "path": "/nowhere", "status": 404, "used": 1, "example": 3}
_NOTICE = {
    "vendor": "reco",
    "operation": "reco.create_email_invite",
    "kind": "undocumented parameter",
    "notice": "`invites[].firstname` is not documented for POST /invite/mail/venue/{venue_id}; did you mean "
    "`firstName`?",
    "count": 1,
    "example": 4,
}
_TOTAL = {
    "requests": 4,
    "operations": 129,
    "used": 1,
    "unused": 128,
    "refused": 1,
    "unknown": 1,
    "breaches": 1,
    "explanations": 0,
}
EXAMPLE = {
    "world": "default",
    "strict": False,
    "window": {"requests": 4, "first": 1, "last": 4, "since": "2030-01-31T12:00:00Z", "forgotten": 0},
    "total": _TOTAL,
    "operations": [_OPERATION],
    "unknown": [_UNKNOWN],
    "notices": [_NOTICE],
}
