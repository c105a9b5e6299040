"""The authority that a folder keeps, and what it gives certificates for."""

import ssl
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from emulator import tls
from emulator.settings import Settings
from emulator.tls import authority
from emulator.vendors import VENDORS

pytestmark = pytest.mark.once


def key_file(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey, password: bytes | None = None) -> bytes:
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def test_a_folder_keeps_one_authority(tmp_path: Path) -> None:
    made = authority.kept_in(tmp_path / "deep" / "certs")

    again = authority.kept_in(tmp_path / "deep" / "certs")

    assert again.certificate == made.certificate
    assert made.file.read_text() == made.pem


def test_its_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    authority.kept_in(tmp_path)

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert modes == {"ca.key": 0o600, "ca.pem": 0o644}


def test_servers_that_start_at_once_have_the_same_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: authority.kept_in(tmp_path), range(8)))

    assert len({one.fingerprint for one in made}) == 1


def test_two_folders_have_different_ones(tmp_path: Path) -> None:
    one, other = (authority.kept_in(tmp_path / name) for name in ("one", "other"))

    assert one.certificate.subject != other.certificate.subject
    assert one.fingerprint != other.fingerprint


def test_it_may_sign_certificates_and_nothing_below_it_may(tmp_path: Path) -> None:
    issuer = authority.kept_in(tmp_path)

    leaf = x509.load_pem_x509_certificate(issuer.issue(["api.reco.se"]))

    constraints = [
        one.extensions.get_extension_for_class(x509.BasicConstraints).value for one in (issuer.certificate, leaf)
    ]
    assert constraints == [
        x509.BasicConstraints(ca=True, path_length=0),
        x509.BasicConstraints(ca=False, path_length=None),
    ]
    leaf.verify_directly_issued_by(issuer.certificate)


def test_a_certificate_has_the_vendors_hosts_this_machine_and_the_names_that_are_set() -> None:
    settings = Settings(
        host="0.0.0.0",  # noqa: S104 (a setting)
        allowed_hosts=["emulator", "10.0.0.7", "münchen.example", "[fd00::1]", "sandbox.test:4717"],
        public_url="https://shown.example:8443/x",
    )

    names = tls.names(settings, VENDORS.hosts())

    vendors = [host for hosts in VENDORS.hosts().values() for host in hosts]
    assert names == [
        *vendors,
        *("reco.localhost", "rees46.localhost", "recensus.localhost", "localhost", "127.0.0.1", "::1"),
        *("emulator", "10.0.0.7", "münchen.example", "fd00::1", "sandbox.test", "shown.example"),
    ]


def test_names_stand_in_it_as_clients_look_for_them(tmp_path: Path) -> None:
    pem = authority.kept_in(tmp_path).issue(["api.reco.se", "127.0.0.1", "fd00::1", "münchen.example"])

    names = x509.load_pem_x509_certificate(pem).extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert names.get_values_for_type(x509.DNSName) == ["api.reco.se", "xn--mnchen-3ya.example"]
    assert [str(one) for one in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "fd00::1"]


def test_an_authority_of_ones_own_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ca.key").write_bytes(key_file(rsa.generate_private_key(65537, 2048)))

    issuer = authority.kept_in(tmp_path)

    assert ssl.create_default_context(cadata=issuer.pem).cert_store_stats()["x509_ca"] > 0
    x509.load_pem_x509_certificate(issuer.issue(["a.test"])).verify_directly_issued_by(issuer.certificate)


def another_certificate(folder: Path) -> None:
    (folder / "ca.pem").write_text(authority.kept_in(folder / "other").pem)


def old_certificate(folder: Path) -> None:
    key = rsa.generate_private_key(65537, 2048)
    (folder / "ca.key").write_bytes(key_file(key))
    (folder / "ca.pem").write_bytes(authority.certificate_of(key, years=0))


BROKEN: list[tuple[str, Callable[[Path], object]]] = [
    ("ca.pem is no certificate in PEM", lambda folder: (folder / "ca.pem").write_text("nonsense")),
    ("ca.key is no private key in PEM", lambda folder: (folder / "ca.key").write_text("nonsense")),
    (
        "ca.key is no private key in PEM without a password",
        lambda folder: (folder / "ca.key").write_bytes(key_file(rsa.generate_private_key(65537, 2048), b"password")),
    ),
    (
        "ca.key is no RSA or elliptic curve key",
        lambda folder: (folder / "ca.key").write_bytes(key_file(ed25519.Ed25519PrivateKey.generate())),
    ),
    ("ca.pem is not the certificate of ca.key beside it", another_certificate),
    ("ca.pem has expired", old_certificate),
]


@pytest.mark.parametrize(("sentence", "spoil"), BROKEN, ids=[sentence for sentence, _ in BROKEN])
def test_what_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, sentence: str, spoil: Callable[[Path], object]
) -> None:
    authority.kept_in(tmp_path)
    spoil(tmp_path)

    with pytest.raises(tls.TlsError) as refused:
        tls.issuer(Settings(certs=tmp_path))

    assert str(refused.value).startswith(f"{tmp_path}/{sentence}")
    assert str(refused.value).endswith("; remove ca.pem and ca.key there to have new ones")


@pytest.mark.parametrize("name", ["a..b", "a" * 64])
def test_a_name_that_cannot_stand_in_a_certificate_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=f"'{name}' cannot stand in a certificate: it is no host name"):
        authority.kept_in(tmp_path).issue([name])


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"certs": "/one", "data": "/two"}, "/one"),
        ({"data": "/two"}, "/two/certs"),
        ({}, "/share/api-emulator/certs"),
    ],
)
def test_the_folder_is_the_one_that_is_set_else_in_the_data_else_the_users(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], folder: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/share")

    assert str(Settings(**settings).certs_folder()) == folder  # type: ignore[arg-type]


def test_the_users_folder_is_in_the_home_where_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/jane")

    assert str(Settings().certs_folder()) == "/home/jane/.local/share/api-emulator/certs"


@pytest.mark.parametrize(
    ("port", "tls_port", "taken"), [(4717, None, 4718), (0, None, 0), (65535, None, 0), (80, 443, 443), (80, 0, 0)]
)
def test_https_has_the_port_after_the_other_unless_it_is_set(port: int, tls_port: int | None, taken: int) -> None:
    assert Settings(port=port, tls_port=tls_port).secure_port() == taken
