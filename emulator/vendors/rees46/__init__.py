"""REES46 (rees46.com): events of a shop's visitors, their profiles, segments, promo codes and reviews."""

HOSTS = ("api.rees46.com", "api.rees46.ru", "api.personaclick.com", "api.products.kameleoon.com", "r46.dev")
"""Its real host names: they lead to it when DNS or a hosts file points them here."""
