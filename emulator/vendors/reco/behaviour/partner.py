"""Partners: platforms that know a venue by an id of their own."""

from emulator.kernel.database import Session
from emulator.vendors.reco import storage
from emulator.vendors.reco.storage.venues import Venue


def exists(session: Session, venue: Venue, *, mapping_type: str, platform: str, id: str) -> bool:
    """Docs (partner): whether the platform's id leads to a customer of Reco.

    Assumed: a key sees the mappings of its own venue only.
    """
    if "\0" in mapping_type + platform + id:
        return False
    return storage.venues.is_mapped(session, venue.id, type=mapping_type, platform=platform, platform_id=id)
