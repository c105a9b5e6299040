"""`emulator feed FILE`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import TestWorld

FEED = """<yml_catalog><shop><categories><category id="1">One</category></categories><offers>
<offer id="a"><name>A</name><price>5</price></offer>
<offer id="b"><name>B</name></offer>
</offers></shop></yml_catalog>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "feed.xml"
    file.write_text(FEED)
    return file


def test_tells_what_became_of_the_feed(file: Path, world: TestWorld) -> None:
    port = world.running.url.rpartition(":")[2]

    ran = CliRunner().invoke(app, ["feed", str(file), "--port", port, "--world", world.name, "--shop-id", "1234567890"])

    assert ran.exit_code == 0, ran.output
    assert ran.output == (
        "1 offer: 1 new or changed, 0 out of stock; 1 category, 0 locations\n"
        "skipped: line 3: product b: price must be a number above zero\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--shop-id", "x"], 1, "%: there is no shop 'x' in this world"),
        (["--port", "1"], 1, "nothing answers on 127.0.0.1:1: Connection refused"),
        (["--port", "abc"], 2, "--port cannot be 'abc': Input should be a valid integer"),
    ],
)
def test_stops_with_one_sentence(
    arguments: list[str], status: int, sentence: str, file: Path, world: TestWorld
) -> None:
    port = world.running.url.rpartition(":")[2]

    ran = CliRunner().invoke(app, ["feed", str(file), "--port", port, "--world", world.name, *arguments])

    assert ran.exit_code == status
    assert ran.output.startswith(f"emulator: {sentence.replace('%', str(file))}")
    assert ran.output.count("\n") == 1


def test_a_file_that_is_no_feed_is_named(tmp_path: Path, world: TestWorld) -> None:
    port = world.running.url.rpartition(":")[2]
    other = tmp_path / "shop.yaml"
    other.write_text("shops: []")

    ran = CliRunner().invoke(app, ["feed", str(other), "--port", port, "--world", world.name])

    assert ran.output == f"emulator: {other}: line 1: not XML: syntax error\n"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, world: TestWorld) -> None:
    port = world.running.url.rpartition(":")[2]
    missing = tmp_path / "none.xml"

    ran = CliRunner().invoke(app, ["feed", str(missing), "--port", port])

    assert ran.output == f"emulator: {missing}: No such file or directory\n"
