"""The vendors that the emulator stands in for, in the order in which it lists them."""

from emulator.kernel.vendor import Vendors
from emulator.vendors import recensus, reco, rees46

VENDORS = Vendors(reco, rees46, recensus)
