"""The emulator's own API. It knows vendors only through the contract."""
