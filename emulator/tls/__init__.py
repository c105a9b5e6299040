"""HTTPS for the vendors' host names: what the server needs of it. Nothing here is loaded by a start without `--tls`."""

import ipaddress
import socket
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from emulator.kernel.address import without_port
from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.tls.authority import Authority

_HERE = ("localhost", "127.0.0.1", "::1")


class TlsError(Exception):
    """Why there can be no HTTPS, in one sentence."""


@dataclass(frozen=True)
class Tls:
    """A listening socket, and the certificates for whoever asks for one of `names` there."""

    listener: socket.socket
    context: ssl.SSLContext
    names: frozenset[str]
    authority: Path
    """The certificate that clients are told to trust."""

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def stands_for(self, host: str) -> bool:
        """Whether there is a certificate for this name."""
        return host in self.names or host.endswith(".localhost")


def issuer(settings: Settings) -> "Authority":
    """The one that is kept in the settings' folder, made at its first use; raises TlsError."""
    try:
        folder = settings.certs_folder()
    except RuntimeError:  # a container may run as a user that has none
        raise TlsError("there is no home folder to keep certificates in: give a folder with --certs") from None
    try:
        from emulator.tls import authority

        return authority.kept_in(folder)
    except ModuleNotFoundError as error:
        raise TlsError(f"certificates need the Python package {error.name}, which is not installed") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise TlsError(f"cannot keep certificates in {folder}: {reason}; give another folder with --certs") from None
    except ValueError as error:
        raise TlsError(str(error)) from None


def listen(listener: socket.socket, settings: Settings, vendors: Mapping[str, Collection[str]]) -> Tls:
    """HTTPS on this socket for the hosts of `vendors`, this machine, and what the settings name; raises TlsError."""
    issuing = issuer(settings)
    given = names(settings, vendors)
    try:
        context = _context(issuing, given)
    except ValueError as error:
        raise TlsError(str(error)) from None
    tls = Tls(listener, context, frozenset(given), issuing.file)
    # A world's own hosts (rees46.t1.localhost) are as many as there are worlds: each has its certificate when it is
    # asked for. Wildcards would not do, clients refuse `*.localhost`.
    issued = lru_cache(256)(lambda name: _context(issuing, [name]))

    def choose(asking: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> int | None:
        if name and name.lower() not in tls.names and tls.stands_for(name.lower()):
            try:
                asking.context = issued(name.lower())
            except ValueError:  # it cannot stand in a certificate
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        return None

    context.sni_callback = choose
    return tls


def names(settings: Settings, vendors: Mapping[str, Collection[str]]) -> list[str]:
    """Host names and addresses without brackets, each once."""
    hosts = [host for those in vendors.values() for host in those]
    local = [f"{vendor}.localhost" for vendor in vendors]
    own = [without_port(name).strip("[]") for name in settings.host_names()]
    return list(dict.fromkeys([*hosts, *local, *_HERE, *(name for name in own if not _is_any(name))]))


def _is_any(name: str) -> bool:
    """Whether it is the address that stands for all of this machine's, 0.0.0.0 or ::."""
    try:
        return ipaddress.ip_address(name).is_unspecified
    except ValueError:
        return False


def _context(issuing: "Authority", given: list[str]) -> ssl.SSLContext:
    import tempfile

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    # The only way in is a file; it is for this user alone and gone at once.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pem"
        file.write_bytes(issuing.issue(given))
        context.load_cert_chain(file)
    return context
