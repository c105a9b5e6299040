"""The links in a message: their names, and how an e-mail's are counted."""

import pytest

from emulator.vendors.rees46.behaviour import message_links

TENT = "https://shop.example/tent"
OTHER = "https://shop.example/other"


@pytest.mark.parametrize(
    ("urls", "product", "named"),
    [
        ([], None, {}),
        ([OTHER, TENT], None, {"link_1": OTHER, "link_2": TENT}),
        ([OTHER, TENT, TENT], TENT, {"link_1": OTHER, "product": TENT, "link_3": TENT}),
    ],
)
def test_links_are_named_by_their_place_and_the_products_own(
    urls: list[str], product: str | None, named: dict[str, str]
) -> None:
    assert message_links.named(urls, product=product) == named


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Nothing here", []),
        (f"See {TENT}.", [TENT]),
        (f"({TENT}), {OTHER}!", [TENT, OTHER]),
        ("HTTPS://shop.example/?a=1&b=2#c", ["HTTPS://shop.example/?a=1&b=2#c"]),
        ("https:// nowhere", []),
    ],
)
def test_an_sms_has_its_links_without_what_ends_the_sentence(text: str, links: list[str]) -> None:
    assert message_links.in_text(text) == links


def test_an_emails_links_are_counted_but_the_unsubscribe_link_stays_one() -> None:
    html = f"<html><body><a class=x href='{TENT}?a=1&amp;b=2'>Tent</a> <a href=\"https://u\">No</a></body></html>"

    tracked, leads_to = message_links.tracked(html, "https://t/c", unsubscribe=("https://u", "https://u?code=c"))

    assert leads_to == [f"{TENT}?a=1&b=2"]
    assert tracked == (
        "<html><body><a class=x href='https://t/c/1'>Tent</a> <a href=\"https://u?code=c\">No</a>"
        '<img src="https://t/c.png" width="1" height="1" alt=""></body></html>'
    )
