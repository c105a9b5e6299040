"""Customers who no longer want review requests."""

from emulator.kernel.database import Session
from emulator.vendors.reco import storage


def opt_out(session: Session, address: str, *, sandbox: bool) -> None:
    """Docs: "The customer has opt-out from receiving review requests from Reco.se": from all venues, for good.

    Assumed: the sandbox has a list of its own.
    """
    storage.opt_outs.add(session, address, sandbox=sandbox)


def opt_in(session: Session, address: str, *, sandbox: bool) -> bool:
    """Assumed: Reco's customer service can take an opt-out back; answers whether there was one."""
    return storage.opt_outs.remove(session, address, sandbox=sandbox)
