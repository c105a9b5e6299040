"""One server that stands in for the HTTP APIs of Reco, REES46 and Recensus."""

__version__ = "0.1.0"
