"""The vendors that the emulator stands in for, in the order in which it lists them."""

from emulator.kernel.vendor import Vendor
from emulator.vendors.recensus import RECENSUS
from emulator.vendors.reco import RECO
from emulator.vendors.rees46 import REES46

VENDORS: tuple[Vendor, ...] = (RECO, REES46, RECENSUS)
