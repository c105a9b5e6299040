"""Recensus (recensus.com): an e-mail after a purchase asks for product reviews, a widget shows them in the shop."""

HOSTS = ("api.recensus.com", "dev.recensus.com", "app.recensus.com", "cdn.recensus.com")
"""Its real host names: they lead to it when DNS or a hosts file points them here."""
