"""What keeps a client from asking a proxy for what is on this machine."""

import os

HERE = "localhost,127.0.0.1,::1"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def passed_by(host: str) -> dict[str, str]:
    """The variables with which clients call the host by itself, where the shell's lead them to a proxy; else none."""
    if not any(os.environ.get(name) or os.environ.get(name.lower()) for name in _PROXIES):
        return {}
    before = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    hosts = dict.fromkeys(part for part in (*before.split(","), *HERE.split(","), host) if part)
    return dict.fromkeys(("NO_PROXY", "no_proxy"), ",".join(hosts))
