import contextlib
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import bindparam, col, select

from emulator.kernel import outbox
from emulator.kernel.database import Session, command, insert_into, insert_unless_there, prepare, remember
from emulator.kernel.origin import Origin
from emulator.kernel.outbox import Message
from emulator.kernel.world import World
from tests.kernel.conftest import NOON
from tests.kernel.tables import Page

INSERT = insert_into(Message)
INSERT_UNLESS_THERE = insert_unless_there(Origin, "id")
TEXTS = prepare(select(Message.text).order_by(col(Message.id)))
ONE = prepare(select(Message).where(col(Message.id) == bindparam("id")))


ADD_PAGE = insert_into(Page)
ADD_PAGE_UNLESS_THERE = insert_unless_there(Page, "code")
REWRITE = command(update(Page).where(col(Page.code) == bindparam("page")).values(text=bindparam("new")))
SLIP_IN = command(insert(Page).values(id=9, code="b", text="there"), may_spoil=False)
TEAR_OUT = command(delete(Page))
PAGE = remember(select(Page).where(col(Page.code) == bindparam("code")))


def recalled(session: Session, code: str = "a") -> str | None:
    page = session.recall(PAGE, code=code)
    return None if page is None else page.text


@pytest.fixture
def book(world: World) -> World:
    """A world with a page "a", which is remembered."""
    with world.transaction() as session:
        session.one(ADD_PAGE, code="a", text="old")
        recalled(session)
    return world


def send(session: object, text: str) -> int:
    return outbox.send(session, vendor="paper", channel="sms", to="readers", text=text)  # type: ignore[arg-type]


def texts(world: World) -> list[str | None]:
    with world.transaction() as session:
        return session.all(TEXTS)


def test_a_unit_of_work_is_there_when_it_ends(world: World) -> None:
    with world.transaction() as session:
        send(session, "a")
        send(session, "b")

    assert texts(world) == ["a", "b"]


def test_a_unit_of_work_that_fails_leaves_nothing(world: World) -> None:
    with contextlib.suppress(RuntimeError), world.transaction() as session:
        send(session, "a")
        raise RuntimeError

    assert texts(world) == []


def test_a_unit_of_work_does_not_start_another(world: World) -> None:
    with world.transaction() as session:
        send(session, "a")
        with pytest.raises(RuntimeError, match="a transaction is open"), world.transaction():
            pass

    assert texts(world) == ["a"]


def test_a_row_comes_back_as_it_was_stored(world: World) -> None:
    with world.transaction() as session:
        number = outbox.send(
            session, vendor="paper", channel="email", to="å@b", text="t", payload={"a": [1, None]}, links={"x": "y"}
        )
        row = session.one(ONE, id=number)

    assert row._asdict() == {  # type: ignore[attr-defined]
        "id": 1,
        "at": NOON,
        "vendor": "paper",
        "channel": "email",
        "to": "å@b",
        "subject": None,
        "text": "t",
        "html": None,
        "payload": {"a": [1, None]},
        "links": {"x": "y"},
        "request_id": None,
    }


def test_a_parameter_that_is_missing_or_unknown_is_named(world: World) -> None:
    with world.transaction() as session:
        with pytest.raises(TypeError, match="'id' is missing"):
            session.first(ONE)
        with pytest.raises(TypeError, match=r"\['di', 'id'\] are more than"):
            session.first(ONE, id=1, di=2)
        with pytest.raises(TypeError, match="'at' is missing"):
            session.one(INSERT, vendor="paper")


def test_a_row_that_must_be_there_and_is_not_is_an_error(world: World) -> None:
    with world.transaction() as session, pytest.raises(LookupError, match="no row for"):
        session.one(ONE, id=5)


def test_the_first_of_two_rows_with_one_key_stays(world: World) -> None:
    with world.transaction() as session:
        keys = [session.first(INSERT_UNLESS_THERE, id=2, fixture=str(n), made_at=NOON, renewed=[]) for n in range(2)]

    assert keys == [2, None]


@pytest.mark.once
def test_a_commit_that_fails_leaves_no_transaction_open(world: World) -> None:
    for setting in ("PRAGMA foreign_keys=ON", "CREATE TABLE page (number INTEGER PRIMARY KEY)"):
        world.database.connection.execute(setting)
    world.database.connection.execute("CREATE TABLE line (page REFERENCES page DEFERRABLE INITIALLY DEFERRED)")

    session = world.transaction()
    send(session.__enter__(), "a")
    world.database.cursor.execute("INSERT INTO line VALUES (9)")
    with pytest.raises(sqlite3.IntegrityError):
        session.__exit__(None)

    assert texts(world) == []


def test_a_key_is_at_hand_where_a_row_was_written_and_only_there(world: World) -> None:
    pages = [{"code": code, "text": ""} for code in ("a", "a", "b")]

    with world.transaction() as session:
        keys = [session.first(ADD_PAGE_UNLESS_THERE, **page) for page in pages]
        with pytest.raises(LookupError, match="no row for"):
            session.one(ADD_PAGE_UNLESS_THERE, **pages[0])

    assert keys == [1, None, 2]


@pytest.mark.once
def test_a_remembered_row_is_read_once(book: World) -> None:
    reads: list[str] = []
    book.database.connection.set_trace_callback(reads.append)

    for _ in range(2):
        with book.transaction() as session:
            recalled(session)

    assert [sql for sql in reads if "test_pages" in sql] == []


def test_what_was_not_found_is_looked_for_again(book: World) -> None:
    with book.transaction() as session:
        before = recalled(session, "b")
        session.run(SLIP_IN)

        assert (before, recalled(session, "b")) == (None, "there")


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (lambda session: session.run(REWRITE, page="a", new="new"), "new"),
        (lambda session: session.run_many(REWRITE, [{"page": "a", "new": "new"}]), "new"),
        (lambda session: session.run(TEAR_OUT), None),
    ],
)
def test_a_row_that_changes_is_remembered_no_longer(
    book: World, change: Callable[[Session], object], after: str | None
) -> None:
    with book.transaction() as session:
        change(session)
        at_once = recalled(session)

    with book.transaction() as session:
        assert (at_once, recalled(session)) == (after, after)


@pytest.mark.parametrize("ended", [False, pytest.param(True, marks=pytest.mark.once)])
def test_a_row_that_was_never_committed_is_remembered_no_longer(book: World, ended: bool) -> None:
    """`ended`: SQLite has rolled back itself, as it does on a full disk."""
    with contextlib.suppress(ZeroDivisionError), book.transaction() as session:
        session.run(REWRITE, page="a", new="new")
        recalled(session)
        if ended:
            book.database.cursor.execute("ROLLBACK")
        raise ZeroDivisionError

    with book.transaction() as session:
        assert recalled(session) == "old"


def test_a_world_that_was_reset_remembers_nothing(book: World) -> None:
    book.worlds.reset(book)

    with book.transaction() as session:
        assert recalled(session) is None


def test_a_fork_remembers_its_own_rows(book: World) -> None:
    fork = book.worlds.fork(book, "fork")
    with fork.transaction() as session:
        session.run(REWRITE, page="a", new="new")

    with book.transaction() as session, fork.transaction() as forked:
        assert (recalled(session), recalled(forked)) == ("old", "new")


def pages_at_hand(world: World) -> int:
    return int(world.database.connection.execute("PRAGMA cache_size").fetchone()[0])


@pytest.mark.once
def test_long_work_has_more_pages_at_hand_also_where_it_breaks(world: World) -> None:
    seen = [pages_at_hand(world), world.database.roomy(lambda: pages_at_hand(world))]
    with pytest.raises(ZeroDivisionError):
        world.database.roomy(lambda: 1 // 0)
    world.worlds.reset(world)

    assert [*seen, pages_at_hand(world)] == [-2000, -65536, -2000]
