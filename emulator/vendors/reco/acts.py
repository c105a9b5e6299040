"""What a customer does with an invite: what the pages behind its links do."""

from collections.abc import Mapping

from emulator.kernel.acts import Act, Details, Done, Name, NotDoneError, dead, last_segment
from emulator.kernel.database import Session
from emulator.kernel.outbox import Message
from emulator.vendors.reco import behaviour, storage
from emulator.vendors.reco.storage.invites import Invite


def of(message: Message) -> Mapping[Name, Act]:
    """An invite by e-mail and one by SMS have the same links."""
    acts: dict[Name, Act] = {"review": _review, "opt_out": _opt_out}
    return {name: act for name, act in acts.items() if name in message.links}


def _review(session: Session, message: Message, details: Details) -> Done:
    link, invite = _followed(session, message, "review")
    if details.product is not None:
        raise NotDoneError("Reco asks about a venue, not about products", field="product")
    if details.link not in (None, "review"):
        raise NotDoneError("the link to a review is called review", field="link")
    review = behaviour.reviews.answer(session, invite, grade=details.stars, text=details.text, name=details.name)
    if review is None:
        raise NotDoneError("the invite has its review already: it is good for one")
    venue = storage.venues.one(session, invite.venue)
    return Done(
        did=f"reviewed {venue.name}: {review.grade} of 5 stars",
        link=link,
        made={"venue": venue.venue_id, "review": review.id},
    )


def _opt_out(session: Session, message: Message, _: Details) -> Done:
    link, invite = _followed(session, message, "opt_out")
    behaviour.opt_outs.opt_out(session, invite.address, sandbox=invite.sandbox)
    return Done(did=f"{invite.sent_to} gets no more invites", link=link, made={"address": invite.address})


def _followed(session: Session, message: Message, name: str) -> tuple[str, Invite]:
    link = message.links[name]
    invite = behaviour.reviews.invite_behind(session, last_segment(link))
    return (link, invite) if invite is not None else dead(link)
