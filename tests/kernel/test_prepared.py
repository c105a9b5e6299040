"""What is kept of a fixture between starts, and that nothing but time depends on it."""

from pathlib import Path

import pytest

from emulator.kernel import prepared
from emulator.kernel.database import SQLiteDatabase
from emulator.kernel.worlds import Worlds
from emulator.vendors import VENDORS

VENUE = 'venues:\n  - venue: "{venue}"\n    name: One\n    api_key: key-one\n'


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "api-emulator"


@pytest.fixture
def fixture(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "reco.yaml").write_text(VENUE.format(venue="1"))
    return folder


def venues(fixture: Path) -> list[str]:
    """The venues of a server that starts with the fixture."""
    worlds = Worlds(VENDORS, fixture=str(fixture))
    found = [account["venue"] for account in worlds.accounts(worlds.default)["reco"]]
    worlds.close()
    return found


def test_a_fixture_is_prepared_once_and_read_back_afterwards(cache: Path, fixture: Path) -> None:
    first = venues(fixture)
    kept = {file.name: file.stat().st_mtime_ns for file in cache.iterdir()}

    again = venues(fixture)

    assert first == again == ["1"]
    assert len(kept) == 1
    assert {file.name: file.stat().st_mtime_ns for file in cache.iterdir()} == kept


def test_a_changed_fixture_is_prepared_anew(cache: Path, fixture: Path) -> None:
    venues(fixture)
    (fixture / "reco.yaml").write_text(VENUE.format(venue="22"))

    changed = venues(fixture)

    assert changed == ["22"]


def test_a_changed_catalogue_is_prepared_anew_wherever_it_lies(cache: Path, tmp_path: Path, fixture: Path) -> None:
    feed = tmp_path / "feeds" / "my shop.xml"
    feed.parent.mkdir()
    feed.write_text("<a/>")
    (fixture / "rees46.yaml").write_text('shops:\n  - shop_id: "1"\n    catalogue: ../feeds/my shop.xml\n')
    before = prepared.file_of(fixture, "")

    feed.write_text("<another/>")

    assert prepared.file_of(fixture, "") != before


def test_what_lies_beside_a_fixture_is_no_part_of_it(cache: Path, fixture: Path) -> None:
    before = prepared.file_of(fixture, "")

    (fixture / "gone").symlink_to(fixture / "nowhere")
    (fixture / "notes.txt").write_text("bread")

    assert prepared.file_of(fixture, "") == before
    assert venues(fixture) == ["1"]


def test_a_file_that_is_no_database_is_made_anew(cache: Path, fixture: Path) -> None:
    venues(fixture)
    kept = next(cache.iterdir())
    kept.write_bytes(b"not a database, and longer than the header of one" * 100)

    found = venues(fixture)

    assert found == ["1"]
    assert prepared.read(kept) is not None


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixture: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    found = venues(fixture)

    assert found == ["1"]


def test_only_the_newest_few_are_kept(cache: Path, fixture: Path) -> None:
    for venue in range(1, 8):
        (fixture / "reco.yaml").write_text(VENUE.format(venue=10**venue))
        venues(fixture)

    assert len(list(cache.iterdir())) == 4


def test_what_cannot_be_kept_leaves_no_file_behind(cache: Path) -> None:
    database = SQLiteDatabase()
    (cache / "kept.sqlite3" / "in the way").mkdir(parents=True)

    prepared.keep(database, cache / "kept.sqlite3")

    database.close()
    assert [file.name for file in cache.iterdir()] == ["kept.sqlite3"]
