"""What counts as an address, and which spellings are one."""

import pytest

from emulator.vendors.reco.behaviour.addresses import Channel, normalised


@pytest.mark.parametrize(
    ("channel", "given", "same_as"),
    [
        ("email", " Jane.Doe@Example.ORG ", "jane.doe@example.org"),
        ("email", "åsa@exämple.se", "åsa@exämple.se"),
        ("sms", "0730000000", "+46730000000"),
        ("sms", "070000000", "+4670000000"),
        ("sms", "+46 (0)73-000 00 00", "+46730000000"),
        ("sms", "0046.73.000.00.00", "+46730000000"),
        ("sms", "4790000000", "+4790000000"),
    ],
)
def test_spellings_of_an_address_are_one_customer(channel: Channel, given: str, same_as: str) -> None:
    assert normalised(given, channel) == same_as


@pytest.mark.parametrize(
    "given",
    [
        None,
        17,
        "",
        "jane",
        "jane@",
        "@example.org",
        "jane@example",
        "a b@c.se",
        "a@b@c.se",
        "a@b..se",
        "a\0@b.se",
        f"{'a' * 250}@b.se",
    ],
)
def test_is_no_email(given: object) -> None:
    assert normalised(given, "email") is None


@pytest.mark.parametrize("given", [None, 730000000, "", "12345", "0" * 20, "tel", "٠٧٣٠٠٠٠٠٠٠", "+"])
def test_is_no_number(given: object) -> None:
    assert normalised(given, "sms") is None
