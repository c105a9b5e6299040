"""What people do with a message: each call does what following the link in it does."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from emulator.control.description import example
from emulator.control.outbox import message_of
from emulator.kernel import acts
from emulator.kernel.acts import Details
from emulator.kernel.control import CurrentWorld, Number, Problem, asks
from emulator.kernel.form import Form
from emulator.kernel.form_types import PlainText
from emulator.kernel.world import World

router = APIRouter(tags=["Outbox"])


def _with_words(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("no_words", "write a few words")
    return text


Plain = Annotated[PlainText, Field(max_length=10_000)]


class ClickForm(Form):
    link: Plain | None = Field(
        default=None, examples=["link_1"], description="The link's name in the message, where it has several."
    )


class ReviewActForm(Form):
    stars: Annotated[int, Field(ge=1, le=5)]
    text: Annotated[Plain, AfterValidator(_with_words)]
    name: Plain | None = Field(default=None, description="How the customer signs; else as the vendor does by itself.")
    product: Plain | None = Field(
        default=None, description="Which product, by its title, where the message asks about several."
    )
    link: Plain | None = Field(default=None, description="The same by the link's name in the message.")


class BounceForm(Form):
    kind: Literal["hard", "soft"] = "hard"


class Acted(TypedDict):
    message: int
    act: acts.Name
    did: str
    link: str | None
    leads_to: str | None
    made: dict[str, Any]


def _example(act: acts.Name, did: str, link: str | None, leads_to: str | None = None, **made: Any) -> Any:
    acted = {"message": 1, "act": act, "did": did, "link": link, "leads_to": leads_to, "made": made}
    return example(acted)


_TRACK = "http://127.0.0.1:4717/rees46/track/transactional/tK4wQz8LmR2d"


@router.post(
    "/outbox/{id}/open",
    responses=_example("open", "tracked: opened", f"{_TRACK}.png", event="opened"),
)
async def open_message(id: Number, world: CurrentWorld) -> Acted:
    """Opens the message: its pixel is loaded, or the device tells of it."""
    return _act(world, id, "open", Details())


@router.post(
    "/outbox/{id}/click",
    responses=_example("click", "tracked: clicked", f"{_TRACK}/1", "https://northwind.example/", event="clicked"),
    openapi_extra=asks({"link": "link_1"}),
)
async def click_in_message(id: Number, world: CurrentWorld, request: Request, click: ClickForm | None = None) -> Acted:
    """Follows a link of the message; `leads_to` is where the vendor sends who does."""
    return _act(world, id, "click", Details(ip=_ip(request), **_said(click)))


@router.post(
    "/outbox/{id}/review",
    responses=_example(
        "review",
        "reviewed Kafé Exempel: 5 of 5 stars",
        "http://127.0.0.1:4717/reco/review/1-9f86d081884c7d65",
        venue="123",
        review=7,
    ),
    openapi_extra=asks({"stars": 5, "text": "The best buns in town."}),
)
async def review_by_message(id: Number, world: CurrentWorld, review: ReviewActForm) -> Acted:
    """Sends the form behind the message's link: stars and a text."""
    return _act(world, id, "review", Details(**review.model_dump()))


@router.post(
    "/outbox/{id}/opt_out",
    responses=_example(
        "opt_out",
        "jane@example.com gets no more invites",
        "http://127.0.0.1:4717/reco/opt-out/1-9f86d081884c7d65",
        address="jane@example.com",
    ),
)
async def opt_out_by_message(id: Number, world: CurrentWorld, request: Request) -> Acted:
    """Follows the link to get no more of such messages, and agrees there."""
    return _act(world, id, "opt_out", Details(ip=_ip(request)))


@router.post(
    "/outbox/{id}/bounce",
    responses=_example("bounce", "jane@example.com has bounced", None, event="hard_bounced"),
    openapi_extra=asks({"kind": "hard"}),
)
async def bounce_message(id: Number, world: CurrentWorld, bounce: BounceForm | None = None) -> Acted:
    """The recipient's mail server refuses the message: for good (`hard`), or for now (`soft`)."""
    return _act(world, id, "bounce", Details(**_said(bounce)))


@router.post(
    "/outbox/{id}/complain",
    responses=_example("complain", "jane@example.com has complained", None, event="complained"),
)
async def complain_about_message(id: Number, world: CurrentWorld) -> Acted:
    """The recipient calls the message spam."""
    return _act(world, id, "complain", Details())


def _act(world: World, id: int, name: acts.Name, details: Details) -> Acted:
    with world.transaction() as session:
        message = message_of(session, id)
        offered = world.worlds.vendor(message.vendor).acts_of(message)
        if name not in offered:
            known = f"what can be done with it: {', '.join(offered)}" if offered else "nothing can be done with it"
            raise Problem(409, f"message {id} of {message.vendor} has no {name}; {known}", field="id")
        try:
            done = offered[name](session, message, details)
        except acts.NotDoneError as error:
            raise Problem(400 if error.field else 409, str(error), field=error.field or "id") from None
    return {
        "message": id,
        "act": name,
        "did": done.did,
        "link": done.link,
        "leads_to": done.leads_to,
        "made": dict(done.made),
    }


def _said(form: Form | None) -> dict[str, Any]:
    return {} if form is None else form.model_dump()


def _ip(request: Request) -> str | None:
    return request.client.host if request.client else None
