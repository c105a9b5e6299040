"""Measures the emulator beside the floor: `make bench`."""
