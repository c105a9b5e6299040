"""Reco (reco.se): invites by e-mail and SMS to review a company, and the reviews that come of them."""

HOSTS = ("api.reco.se", "www.reco.se")
"""Its real host names: they lead to it when DNS or a hosts file points them here."""
