import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from emulator.kernel import snapshots
from emulator.kernel.vendor import Vendors
from emulator.kernel.worlds import Worlds
from tests.kernel import paper

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "put", "sentence"),
    [
        ("t1.sqlite3", Path.mkdir, "t1.sqlite3 cannot be opened: Is a directory"),
        (
            "My World.sqlite3",
            Path.touch,
            "My World.sqlite3 cannot be opened: 'My World' cannot be a world's name: "
            "1 to 63 of a-z, 0-9, - and _, not starting with - or _",
        ),
        (
            "t1.paid.snapshot",
            lambda file: file.write_bytes(b"SQLite format 3\0" + b"\0" * 4080),
            "t1.paid.snapshot cannot be opened: file is not a database; delete it to start anew",
        ),
    ],
)
def test_what_no_emulator_put_into_a_folder_is_refused_where_it_would_be_read(
    tmp_path: Path, fixture: Path, name: str, put: Callable[[Path], object], sentence: str
) -> None:
    put(tmp_path / name)

    with pytest.raises(OSError) as refused:  # noqa: PT011 (the whole sentence is compared)
        Worlds(Vendors(paper), fixture=str(fixture), data=tmp_path)

    assert str(refused.value) == sentence


def test_other_files_of_a_folder_are_left_alone(tmp_path: Path, fixture: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "certs").mkdir()

    Worlds(Vendors(paper), fixture=str(fixture), data=tmp_path).close()

    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert {file.name for file in tmp_path.iterdir()} >= {"certs", "notes.txt", "default.sqlite3"}


def test_a_snapshot_may_be_called_as_a_half_of_one_is(tmp_path: Path, fixture: Path) -> None:
    first = Worlds(Vendors(paper), fixture=str(fixture), data=tmp_path)
    snapshots.save(first.default, "half")
    first.close()

    again = Worlds(Vendors(paper), fixture=str(fixture), data=tmp_path)

    assert [kept.name for kept in snapshots.every(again.default)] == ["half"]
    again.close()


def test_the_layout_of_a_newer_emulator_is_seen_where_it_still_waits_beside_the_file(
    tmp_path: Path, fixture: Path
) -> None:
    data, killed = tmp_path / "data", tmp_path / "killed"
    Worlds(Vendors(paper), fixture=str(fixture), data=data).close()
    with closing(sqlite3.connect(data / "default.sqlite3")) as connection:
        connection.execute("PRAGMA user_version=1020001")
        shutil.copytree(data, killed)  # as it is where nobody closes it

    with pytest.raises(OSError, match=r"it has layout 1020001, of emulator 1\.2\.0"):
        Worlds(Vendors(paper), fixture=str(fixture), data=killed)
