"""Register customer ids."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue
from typing_extensions import TypedDict

from emulator.kernel.evidence import documented
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.reco import behaviour
from emulator.vendors.reco.behaviour.invites import ErrorCode
from emulator.vendors.reco.wire.access import KEY_IN_HEADER, WIRE, WRITE_REFUSALS, Access, answered

router = Router(WIRE, tags=["Customer ids"])

_IDS: list[JsonValue] = ["b75dc04a-e42c-4820-bfb6-9be818add74d", "55dc6c60-397d-4c7f-824e-961cf0ef8e6b"]


class CustomerIds(BaseModel):
    ids: list[JsonValue]

    model_config = ConfigDict(json_schema_extra={"examples": [{"ids": _IDS}]})


class RefusedId(TypedDict):
    errorCode: int
    id: JsonValue


class CustomerIdsAnswer(TypedDict):
    """Assumed: no answer is documented; it is that of the invites, with the `status` that v3 readers look for."""

    status: Literal[200]
    errors: list[RefusedId]
    success: list[str]


CUSTOMER_ID_ANSWERS = {
    **answered(CustomerIdsAnswer, {"status": 200, "errors": [], "success": _IDS}),
    **WRITE_REFUSALS,
}


@router.post(
    "/v3/customerids/{venue_id}",
    reads=CustomerIds,
    answers=CUSTOMER_ID_ANSWERS,
    evidence=documented("Register customer ids"),
    openapi=KEY_IN_HEADER,
)
def register_customer_ids(call: Call[Access], customer_ids: CustomerIds) -> CustomerIdsAnswer:
    """Says which customers or orders the venue has, so that the share of those who were asked can be measured."""
    return register_all(call, customer_ids)


def register_all(call: Call[Access], customer_ids: CustomerIds) -> CustomerIdsAnswer:
    answer: CustomerIdsAnswer = {"status": 200, "errors": [], "success": []}
    for given in customer_ids.ids:
        customer_id = behaviour.customer_ids.customer_id(given)
        if customer_id is None:
            answer["errors"].append({"errorCode": int(ErrorCode.WRONG_INPUT_PARAMS), "id": given})
        else:
            answer["success"].append(customer_id)
    access = call.account
    behaviour.customer_ids.register(call.session, access.venue, answer["success"], sandbox=access.sandbox)
    return answer
