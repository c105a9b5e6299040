"""Recensus' tables and queries."""

from emulator.vendors.recensus.storage import customer_contact, merchants, products, shown_reviews

__all__ = ["customer_contact", "merchants", "products", "shown_reviews"]
