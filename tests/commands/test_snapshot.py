"""`emulator snapshot` and `emulator load`."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from emulator.cli import app
from tests.conftest import TestWorld

Command = Callable[..., str]


@pytest.fixture
def command(world: TestWorld) -> Command:
    """What the command prints for the test's world."""

    def run(*arguments: str) -> str:
        port = world.running.url.rpartition(":")[2]
        return CliRunner().invoke(app, [*arguments, "--port", port, "--world", world.name]).output

    return run


def test_saves_lists_and_loads(command: Command, control: httpx.Client) -> None:
    saved = command("snapshot", "save", "before")
    control.post("/accounts/reco", json={"venue": "777"})
    listed = command("snapshot", "list")
    loaded = command("snapshot", "load", "before")

    assert saved.split()[:5] == ["name", "now", "saved", "at", "rows"]
    assert "before" in listed
    assert loaded == listed
    assert "777" not in control.get("/accounts").text


def test_drops_one(command: Command) -> None:
    command("snapshot", "save", "before")

    assert command("snapshot", "drop", "before") == "before is dropped\n"
    assert command("snapshot", "list") == "no snapshots\n"


def test_speaks_json(command: Command) -> None:
    command("snapshot", "save", "before")

    assert json.loads(command("snapshot", "list", "--json"))["total"] == 1
    assert json.loads(command("snapshot", "save", "before", "--replace", "--json"))["name"] == "before"


def test_says_what_the_server_refuses(command: Command, world: TestWorld) -> None:
    assert command("snapshot", "list") == "no snapshots\n"
    assert command("snapshot", "load", "x") == f"emulator: the world '{world.name}' has no snapshot 'x': it has none\n"


def test_exports_what_can_be_loaded(command: Command, tmp_path: Path, world: TestWorld) -> None:
    command("snapshot", "save", "before")
    file = tmp_path / "state.yaml"
    file.write_text(command("snapshot", "export", "before"))
    running = world.running.client("/_emulator")
    running.post("/worlds", json={"name": f"{world.name}-e", "fixture": "empty"})

    port = world.running.url.rpartition(":")[2]
    to = ["--world", f"{world.name}-e", "--port", port]
    loaded = CliRunner().invoke(app, ["load", str(file), "--json", *to])

    running.delete(f"/worlds/{world.name}-e")
    assert json.loads(loaded.output)["rows"].keys() == {"reco", "rees46", "recensus"}


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ("venues: [{venue: '777'}]", "vendor rows ───────────── reco 1"),
        ("venus: []", "emulator: reco.venus: unknown key"),
        ("- a", "emulator: %: the document should be a mapping"),
    ],
)
def test_loads_a_vendors_file(content: str, printed: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "reco.yaml"
    file.write_text(content)

    told = command("load", str(file))

    assert re.sub(r"─+", "─────────────", " ".join(told.split())) == printed.replace("%", str(file))


def test_says_what_a_world_that_is_there_does_not_take(command: Command, control: httpx.Client, tmp_path: Path) -> None:
    before = control.get("/clock").json()["offset_seconds"]
    (tmp_path / "noon.yaml").write_text("clock: {now: '2030-01-31T12:00:00Z'}")

    told = command("load", str(tmp_path / "noon.yaml"))

    assert told == "nothing to load\nleft out: clock; only a world that is made of it has that\n"
    assert control.get("/clock").json()["offset_seconds"] == before


def test_a_file_that_is_not_there(command: Command, tmp_path: Path) -> None:
    assert command("load", str(tmp_path / "no.yaml")) == f"emulator: {tmp_path}/no.yaml: No such file or directory\n"


FEED = """<yml_catalog date="2025-03-10 12:00"><shop><categories><category id="1">Tents</category></categories>
<offers><offer id="A" available="true"><name>Tent</name><price>5</price><categoryId>1</categoryId></offer></offers>
</shop></yml_catalog>"""


@pytest.mark.parametrize(
    ("feed", "printed", "products"),
    [
        (FEED, "rees46", 1),
        ("<yml", "/catalogue.xml: line 1: not XML: ", 0),
        (None, "there is no file", None),
    ],
)
def test_loads_a_folder_with_the_feed_of_a_shop(
    feed: str | None, printed: str, products: int | None, command: Command, tmp_path: Path, world: TestWorld
) -> None:
    shop = "shops: [{shop_id: tents, shop_secret: s, catalogue: catalogue.xml}]"
    (tmp_path / "rees46.yaml").write_text(shop)
    if feed is not None:
        (tmp_path / "catalogue.xml").write_text(feed)

    told = command("load", str(tmp_path))

    assert printed in told
    assert told.count("catalogue.xml") <= 1
    control = world.client("_emulator")
    assert control.get("/state/rees46/products", params={"q": "Tent"}).json()["total"] >= (products or 0)
    tents = control.get("/state/rees46/shops", params={"q": "tents"}).json()["total"]
    assert tents == (0 if products is None else 1)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            ["reco.yaml", "stores.yaml"],
            "%/stores.yaml: no vendor is called 'stores'; the vendors are reco, rees46, recensus",
        ),
        (["reco.yaml", "rees46.yml"], "%/rees46.yml: would not be read: call it rees46.yaml"),
        ([], "%: no fixture: a folder of one has at least one of reco.yaml, rees46.yaml, recensus.yaml"),
    ],
)
def test_a_folder_of_which_it_would_lose_something_is_refused(
    files: list[str], sentence: str, command: Command, control: httpx.Client, tmp_path: Path
) -> None:
    for name in files:
        (tmp_path / name).write_text("venues: [{venue: '777'}]")

    told = command("load", str(tmp_path))

    assert told == f"emulator: {sentence.replace('%', str(tmp_path))}\n"
    assert "777" not in control.get("/accounts").text


def test_loads_the_demo_folder_whole(command: Command, world: TestWorld) -> None:
    demo = world.client("_emulator").get("/state").json()
    name = f"{world.name}-demo"
    server = world.running.client("/_emulator")
    server.post("/worlds", json={"name": name, "fixture": "empty"})

    told = CliRunner().invoke(
        app, ["load", "fixtures/demo", "--world", name, "--port", world.running.url.rpartition(":")[2]]
    )

    loaded = world.running.client(f"/~{name}/_emulator").get("/state").json()
    server.delete(f"/worlds/{name}")
    assert (told.exit_code, loaded) == (0, demo), told.output
