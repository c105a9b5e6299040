"""How far a large file is, for who watches."""

import json
import re
from pathlib import Path

import pytest

from tests.commands.terminal import on_a_terminal, through_a_pipe
from tests.conftest import TestWorld

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    offers = "".join(f'<offer id="{n}"><name>Tent {n}</name><price>5</price></offer>' for n in range(20_000))
    file = tmp_path / "tents.xml"
    file.write_text(f"<yml_catalog><shop><categories/><offers>{offers}</offers></shop></yml_catalog>")
    return file


@pytest.fixture
def there(world: TestWorld) -> list[str]:
    world.client("_emulator").get("/clock")
    return ["--port", world.running.url.rpartition(":")[2], "--world", world.name]


def test_a_terminal_shows_a_feed_being_sent_and_stored_and_then_what_became_of_it(feed: Path, there: list[str]) -> None:
    seen = on_a_terminal("feed", str(feed), *there)

    assert seen.status == 0
    assert "sending tents.xml" in seen.text
    assert "storing tents.xml" in seen.text
    assert re.search(r"20000 offers: 20000 new or changed, \d+ out of stock; 0 categories, 0 locations\n$", seen.text)


@pytest.mark.parametrize("variables", [{}, {"FORCE_COLOR": "1"}], ids=str)
def test_a_pipe_gets_no_progress(feed: Path, there: list[str], variables: dict[str, str]) -> None:
    ran = through_a_pipe("feed", str(feed), "--json", *there, **variables)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["offers"] == 20_000


def test_a_dumb_terminal_gets_none_either(feed: Path, there: list[str]) -> None:
    seen = on_a_terminal("feed", str(feed), *there, TERM="dumb")

    assert re.fullmatch(r"20000 offers: .*\n", seen.text)


def test_a_fixture_is_read_and_sent_while_one_watches(feed: Path, there: list[str]) -> None:
    fixture = feed.parent / "rees46.yaml"
    fixture.write_text("shops: [{shop_id: tents, shop_secret: s, catalogue: tents.xml}]")

    seen = on_a_terminal("load", str(fixture), *there)

    assert seen.status == 0, seen.text
    for shown in ("reading rees46.yaml", "sending rees46.yaml", "storing tents.xml"):
        assert shown in seen.text


def test_a_refused_feed_is_refused_in_one_sentence_however_large_it_is(feed: Path, there: list[str]) -> None:
    feed.write_bytes(feed.read_bytes() * 20)

    ran = through_a_pipe("feed", str(feed), "--shop-id", "nope", *there)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"emulator: {feed}: there is no shop 'nope' in this world\n"
