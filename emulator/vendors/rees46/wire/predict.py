"""Predictions of the vendor's newer documentation."""

from pydantic import Field
from typing_extensions import TypedDict

from emulator.kernel.evidence import observed
from emulator.kernel.exchange import Call
from emulator.kernel.route import Router
from emulator.vendors.rees46.behaviour import people, predict
from emulator.vendors.rees46.wire.access import WIRE, Access
from emulator.vendors.rees46.wire.answers import example, refusals
from emulator.vendors.rees46.wire.fields import ITEM, Identified, Identifier

router = Router(WIRE)


class Prediction(Identified):
    item: Identifier | None = Field(default=None, validation_alias=ITEM, description="Of buying this product")


class Probability(TypedDict):
    """Observed: iOS needs both keys, Android a text as the client's id."""

    probability: float
    client_id: str


@router.get(
    "/predict/probability-to-purchase",
    reads=Prediction,
    answers={
        200: example(Probability, {"probability": 0.33, "client_id": "1515915625535836508"}),
        **refusals(),
    },
    access="device",
    evidence=observed("iOS and Android SDK; the vendor's newer documentation: Probability to purchase"),
    tags=("Predict",),
)
def probability_to_purchase(call: Call[Access], of: Prediction) -> Probability:
    """How likely a visitor buys, from what they did lately; of one nobody knows it is 0."""
    who = of.identifiers()
    believed = who if call.account.trusted else {"did": who["did"]}
    person = people.identify(call.session, call.account.shop, believed)
    probability = predict.probability_to_purchase(call.session, person, product=of.item)
    return {"probability": probability, "client_id": str(person)}
