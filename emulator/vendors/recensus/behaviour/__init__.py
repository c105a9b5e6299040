"""Recensus' rules, in plain values and rows."""

from emulator.vendors.recensus.behaviour import customer_contact, product_reviews, signature, widget

__all__ = ["customer_contact", "product_reviews", "signature", "widget"]
