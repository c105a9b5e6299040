"""Reco's tables and queries, one module for each kind of row."""

from emulator.kernel.database import Table
from emulator.vendors.reco.storage import customer_ids, invites, opt_outs, reviews, venues

TABLES: tuple[type[Table], ...] = (
    venues.Venue,
    venues.Employee,
    venues.PartnerMapping,
    invites.Invite,
    opt_outs.OptOut,
    customer_ids.CustomerId,
    reviews.Review,
)

__all__ = ["TABLES", "customer_ids", "invites", "opt_outs", "reviews", "venues"]
