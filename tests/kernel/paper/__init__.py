"""A vendor for tests of the kernel: it stores nothing of its own; its tasks write messages, or break."""

HOSTS = ("paper.example",)
