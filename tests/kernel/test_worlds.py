import contextlib
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from emulator.kernel import journal, outbox, schedule
from emulator.kernel.clock import Start
from emulator.kernel.fixtures import FixtureError
from emulator.kernel.vendor import Vendors
from emulator.kernel.world import DEFAULT, World
from emulator.kernel.worlds import UnknownWorldError, WorldExistsError, Worlds
from emulator.vendors import VENDORS
from emulator.vendors.reco.contract import VENDOR as RECO
from tests.engines import Store
from tests.kernel import paper
from tests.kernel.conftest import NOON


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for worlds."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.mark.once
def test_a_world_that_cannot_be_filled_leaves_nothing(fixture: Path, data: Path) -> None:
    worlds = Worlds(Vendors(paper), fixture=str(fixture), data=data)
    (data / "t1.beginning").write_text("not a database, but where the fork's beginning should be kept")

    with pytest.raises(OSError, match=r"t1\.beginning cannot be opened"):
        worlds.fork(worlds.default, "t1")

    assert not list(data.glob("t1*"))
    worlds.fork(worlds.default, "t1")
    worlds.close()


def test_a_broken_fixture_stops_the_start_of_a_folder_that_has_its_worlds(fixture: Path, store: Store) -> None:
    store.open(Vendors(paper), fixture=str(fixture)).close()
    (fixture / "paper.yaml").write_text("moto: a\n")

    with pytest.raises(FixtureError, match="moto: unknown key"):
        store.open(Vendors(paper), fixture=str(fixture))


def test_a_world_whose_fixture_is_gone_stays_as_it_is(tmp_path: Path, store: Store) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "reco.yaml").write_text('venues: [{venue: "1", name: One, api_key: one}]\n')
    first = store.open(VENDORS)
    first.make("t1", fixture=str(mine))
    minted = key(first, "t1")
    first.close()
    (mine / "reco.yaml").unlink()
    mine.rmdir()
    again = store.open(VENDORS)

    with pytest.raises(FixtureError, match="there is no fixture"):
        again.reset(again.get("t1"))

    assert again.credentials.world("reco", minted) is again.get("t1")
    again.close()


OPEN_A_VENUE = {"venue": "9", "name": "Nine", "api_key": "nine"}


def key(worlds: Worlds, name: str) -> str:
    return str(worlds.accounts(worlds.get(name))["reco"][0]["api_key"])


def test_a_data_folder_brings_worlds_back_as_they_were(store: Store) -> None:
    first = store.open(VENDORS)
    made = first.make("t1")
    made.set_clock(lambda clock: clock.set(NOON, frozen=True))
    with made.transaction() as session:
        account = RECO.open_account(session, RECO.account.model_validate(OPEN_A_VENUE))
        schedule.later(session, NOON + timedelta(hours=1), vendor="reco", task="send_invite", invite=1)
    first.credentials.learn(made, RECO, account)
    minted = key(first, "t1")
    first.close()

    again = store.open(VENDORS)

    back = again.get("t1")
    back.catch_up()
    assert (back.clock.now(), back.made_at, back.due_at) == (NOON, made.made_at, NOON + timedelta(hours=1))
    assert again.credentials.world("reco", minted) is back
    assert again.credentials.world("reco", "nine") is back
    assert again.credentials.world("reco", "3x3mp3l") is again.default
    again.close()


def test_a_world_behind_a_prefix_never_takes_the_demo_credentials(store: Store) -> None:
    first = store.open(VENDORS)
    first.at("a-comes-before-default")
    first.close()

    again = store.open(VENDORS)
    again.reset(again.default)

    assert again.credentials.world("reco", "3x3mp3l") is again.default
    again.close()


@pytest.mark.once
def test_what_is_dropped_leaves_no_file(fixture: Path, data: Path) -> None:
    worlds = Worlds(Vendors(paper), fixture=str(fixture), data=data)
    worlds.fork(worlds.make("t1"), "t2")

    worlds.drop("t1")
    worlds.drop("t2")

    assert {file.name.partition(".")[0] for file in data.iterdir() if file.name != ".lock"} == {DEFAULT}
    worlds.close()


@pytest.mark.once
def test_a_request_under_way_may_end_in_a_world_that_is_dropped(worlds: Worlds) -> None:
    under_way = worlds.make("t1")

    worlds.drop("t1")

    with under_way.transaction() as session:
        assert schedule.next_at(session) is None


@pytest.mark.once
def test_two_servers_do_not_share_a_folder(fixture: Path, data: Path) -> None:
    first = Worlds(Vendors(paper), fixture=str(fixture), data=data)

    with pytest.raises(OSError, match="another emulator keeps its worlds there"):
        Worlds(Vendors(paper), fixture=str(fixture), data=data)

    first.close()
    Worlds(Vendors(paper), fixture=str(fixture), data=data).close()


@pytest.mark.once
def test_a_folder_that_cannot_be_had_is_refused(fixture: Path, data: Path) -> None:
    (data / "file").write_text("")

    with pytest.raises(OSError, match="Not a directory"):
        Worlds(Vendors(paper), fixture=str(fixture), data=data / "file" / "data")


@pytest.mark.once
def test_a_file_that_is_no_world_is_refused(fixture: Path, data: Path) -> None:
    (data / "t1.sqlite3").write_text("not a database, but long enough to be looked at")

    with pytest.raises(OSError, match=r"t1\.sqlite3 cannot be opened: file is not a database"):
        Worlds(Vendors(paper), fixture=str(fixture), data=data)


@pytest.mark.once
def test_a_database_that_is_no_world_is_refused(fixture: Path, data: Path) -> None:
    with contextlib.closing(sqlite3.connect(data / "t1.sqlite3")) as notes:
        notes.execute("CREATE TABLE notes (text TEXT)")

    with pytest.raises(OSError, match=r"t1\.sqlite3 cannot be opened: it is another program's database"):
        Worlds(Vendors(paper), fixture=str(fixture), data=data)


def test_a_fork_goes_back_to_what_it_was_forked_from(store: Store) -> None:
    first = store.open(VENDORS)
    source = first.make("t1")
    with source.transaction() as session:
        RECO.open_account(session, RECO.account.model_validate(OPEN_A_VENUE))
    first.fork(source, "t2")
    minted = key(first, "t2")
    first.close()
    again = store.open(VENDORS)
    fork = again.get("t2")
    with fork.transaction() as session:
        RECO.open_account(session, RECO.account.model_validate({**OPEN_A_VENUE, "venue": "10", "api_key": "ten"}))

    again.reset(fork)

    assert [account["venue"] for account in again.accounts(fork)["reco"]][-1] == "9"
    assert again.credentials.world("reco", minted) is fork
    assert again.credentials.world("reco", "ten") is None
    again.close()


@pytest.mark.once
def test_a_message_never_seems_to_come_from_a_later_request(fixture: Path, store: Store) -> None:
    first = store.open(Vendors(paper), fixture=str(fixture))
    numbers = [first.default.next_request_id() for _ in range(3)]
    with first.default.transaction(request_id=numbers[-1]) as session:
        outbox.send(session, vendor="paper", channel="sms", to="readers", text="a")
    with first.default.transaction() as session:
        journal.clear(session)
    fork = first.fork(first.default, "fork")
    following = [fork.next_request_id()]
    first.close()

    again = store.open(Vendors(paper), fixture=str(fixture))

    following.append(again.default.next_request_id())
    again.close()
    assert following == [4, 4]


def test_worlds_have_names_that_can_stand_in_a_host_name(worlds: Worlds) -> None:
    worlds.make("a" * 63)

    for name in ("", "A", "a.b", "-a", "a" * 64, "å", "a b", "../a"):
        with pytest.raises(ValueError, match="cannot be a world's name"):
            worlds.make(name)
    with pytest.raises(WorldExistsError, match="there is a world 'default' already"):
        worlds.make(DEFAULT)
    with pytest.raises(UnknownWorldError, match="there is no world 'nope'"):
        worlds.get("nope")


def test_how_a_world_begins_is_known_after_a_restart(fixture: Path, store: Store) -> None:
    first = store.open(Vendors(paper), fixture=str(fixture))
    first.make("t1", start=Start(NOON, frozen=True)).clock.advance(timedelta(days=1))
    first.close()
    again = store.open(Vendors(paper), fixture=str(fixture))

    again.reset(again.get("t1"))

    assert again.get("t1").clock.now() == NOON
    again.close()


def test_worlds_that_begin_on_many_days_are_all_their_own(fixture: Path, store: Store) -> None:
    (fixture / "paper.yaml").write_text("articles: [{title: News}]\n")
    worlds = store.open(Vendors(paper), fixture=str(fixture))
    days = [NOON + timedelta(days=number % 12) for number in range(24)]

    made = [worlds.make(f"t{number}", start=Start(day)) for number, day in enumerate(days)]

    assert [printed_at(world) for world in made] == days
    worlds.reset(made[0])
    assert printed_at(made[0]) == days[0]
    worlds.close()


def printed_at(world: World) -> datetime:
    """When the fixture's only article was sent to the readers."""
    with world.transaction() as session:
        return outbox.latest_first(session, outbox.Filter(), limit=1)[0].at
