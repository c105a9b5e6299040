"""Reco's rules, in plain values and rows."""

from emulator.vendors.reco.behaviour import customer_ids, invites, opt_outs, partner, reviews

__all__ = ["customer_ids", "invites", "opt_outs", "partner", "reviews"]
