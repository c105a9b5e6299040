"""An authority of the emulator's own: a certificate for clients to trust, and its key, kept in a folder."""

import contextlib
import ipaddress
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from emulator.kernel.clock import real_now

_CERTIFICATE, _KEY = "ca.pem", "ca.key"
_ANEW = f"; remove {_CERTIFICATE} and {_KEY} there to have new ones"
_YEARS = 10
_SERVED = timedelta(days=397)
"""No client takes a server's certificate for longer. It is a new one at each start."""
_YESTERDAY = timedelta(days=1)
"""The clocks of containers and of the machine may differ."""
_Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Authority:
    file: Path
    """Its certificate (PEM): what clients are told to trust."""
    certificate: x509.Certificate
    _key: _Key

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def issue(self, names: list[str]) -> bytes:
        """A certificate for a server of these names or addresses, with its key (PEM); ValueError for a name that
        cannot stand in one."""
        key = ec.generate_private_key(ec.SECP256R1())
        now = real_now()
        certificate = (
            _builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "API emulator")]), key)
            .issuer_name(self.certificate.subject)
            .not_valid_before(max(now - _YESTERDAY, self.certificate.not_valid_before_utc))
            .not_valid_after(min(now + _SERVED, self.certificate.not_valid_after_utc))
            .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.certificate.public_key()),  # type: ignore[arg-type]
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )
        return _pem(key) + certificate.public_bytes(Encoding.PEM)


def kept_in(folder: Path) -> Authority:
    """The authority of this folder, made where there is none; OSError, or ValueError with a sentence, where it cannot
    be used."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = _kept_or_made(folder / _KEY, lambda: _pem(ec.generate_private_key(ec.SECP256R1())), mode=0o600)
    try:
        key = load_pem_private_key(kept, None)
    except (ValueError, TypeError):  # TypeError: it wants a password
        raise ValueError(f"{folder / _KEY} is no private key in PEM without a password{_ANEW}") from None
    if not isinstance(key, _Key):
        raise ValueError(  # noqa: TRY004 (what the file holds, not what a caller gave)
            f"{folder / _KEY} is no RSA or elliptic curve key{_ANEW}"
        )
    file = folder / _CERTIFICATE
    try:
        certificate = x509.load_pem_x509_certificate(_kept_or_made(file, lambda: certificate_of(key), mode=0o644))
    except ValueError:
        raise ValueError(f"{file} is no certificate in PEM{_ANEW}") from None
    if certificate.public_key() != key.public_key():
        raise ValueError(f"{file} is not the certificate of {_KEY} beside it{_ANEW}")
    if certificate.not_valid_after_utc <= real_now():
        raise ValueError(f"{file} has expired{_ANEW}")
    return Authority(file, certificate, key)


def certificate_of(key: _Key, years: int = _YEARS) -> bytes:
    """Says (PEM) that this key may sign certificates, from yesterday on."""
    # Two authorities in one store of trusted ones are told apart by their names.
    name = f"API emulator {x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest.hex()[:8]}"
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    began = real_now() - _YESTERDAY
    return (
        _builder(subject, key)
        .issuer_name(subject)
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )


def _builder(subject: x509.Name, key: _Key) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    uses = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    rest = ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{use: allowed.get(use, False) for use in (*uses, *rest)})


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name.encode("idna").decode())
    except ValueError:
        raise ValueError(f"{name!r} cannot stand in a certificate: it is no host name") from None


def _pem(key: _Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _kept_or_made(file: Path, make: Callable[[], bytes], *, mode: int) -> bytes:
    """What the file holds. Of several servers that find none one makes it, whole, and the others read it."""
    with contextlib.suppress(FileNotFoundError):
        return file.read_bytes()
    handle, half = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as writing:
            writing.write(make())
        Path(half).chmod(mode)
        with contextlib.suppress(FileExistsError):
            os.link(half, file)
    finally:
        Path(half).unlink()
    return file.read_bytes()
