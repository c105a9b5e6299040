import pytest

from emulator.kernel.address import Address, Hosts, locate

VENDORS = ("reco", "rees46")
HOSTS = Hosts({"reco": ["api.reco.se"], "rees46": ["api.rees46.com"]}, ["emulator.internal"])
HERE = "127.0.0.1:4717"


@pytest.mark.parametrize(
    ("path", "host", "header", "expected"),
    [
        ("/reco/invite", HERE, None, Address(None, "reco", "/reco", "/invite")),
        ("/reco", HERE, None, Address(None, "reco", "/reco", "/")),
        ("//reco/invite", HERE, None, Address(None, "reco", "//reco", "/invite")),
        ("/recolor", HERE, None, Address(None, None, "", "/recolor")),
        ("/", HERE, None, Address(None, None, "", "/")),
        ("/~t1/reco/invite", HERE, None, Address("t1", "reco", "/~t1/reco", "/invite")),
        ("/~t1", HERE, None, Address("t1", None, "/~t1", "/")),
        ("/~t1/_emulator/clock", HERE, None, Address("t1", "_emulator", "/~t1/_emulator", "/clock")),
        ("/_emulator/clock", HERE, "t2", Address("t2", "_emulator", "/_emulator", "/clock")),
        ("/~t1/reco/x", HERE, "t2", Address("t1", "reco", "/~t1/reco", "/x")),
        ("/invite", "reco.localhost:4717", None, Address(None, "reco", "", "/invite")),
        ("/invite", "reco.t1.localhost", None, Address("t1", "reco", "", "/invite")),
        ("/reco/invite", "t1.localhost", None, Address("t1", "reco", "/reco", "/invite")),
        ("/reco/invite", "t1.localhost", "t2", Address("t2", "reco", "/reco", "/invite")),
        ("/invite", "API.Reco.SE", None, Address(None, "reco", "", "/invite")),
        ("/reco/invite", "api.reco.se", None, Address(None, "reco", "", "/reco/invite")),
        ("/~t1/push", "api.rees46.com:443", None, Address("t1", "rees46", "/~t1", "/push")),
        ("/_emulator/clock", "api.reco.se", None, Address(None, "_emulator", "/_emulator", "/clock")),
        ("/reco/x", "[::1]:4717", None, Address(None, "reco", "/reco", "/x")),
    ],
)
def test_an_address_means(path: str, host: str, header: str | None, expected: Address) -> None:
    assert locate(path, host, header, HOSTS, VENDORS) == expected


@pytest.mark.parametrize(
    "host",
    ["", "localhost", "127.0.0.1:4717", "[::1]:80", "10.1.2.3", "x.y.localhost", "api.reco.se", "EMULATOR.internal:80"],
)
def test_answers_to_its_own_names(host: str) -> None:
    assert HOSTS.knows(host)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evillocalhost", "127.0.0.1.nip.io", "[evil.example"]
)
def test_does_not_answer_to_a_name_that_may_have_been_rebound(host: str) -> None:
    assert not HOSTS.knows(host)
