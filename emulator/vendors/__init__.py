"""The vendors that the emulator stands in for, in the order in which it lists them."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.reco import RECO

VENDORS: tuple[Vendor, ...] = (RECO,)
