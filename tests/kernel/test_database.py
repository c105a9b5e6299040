import contextlib
import sqlite3

import pytest
from sqlmodel import bindparam, col, select

from emulator.kernel import outbox
from emulator.kernel.database import insert_into, insert_unless_there, prepare
from emulator.kernel.origin import Origin
from emulator.kernel.outbox import Message
from emulator.kernel.world import World
from tests.kernel.conftest import NOON

INSERT = insert_into(Message)
INSERT_UNLESS_THERE = insert_unless_there(Origin, "id")
TEXTS = prepare(select(Message.text).order_by(col(Message.id)))
ONE = prepare(select(Message).where(col(Message.id) == bindparam("id")))


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
    assert not world.database.connection.in_transaction


def test_a_unit_of_work_that_fails_leaves_nothing(world: World) -> None:
    with contextlib.suppress(RuntimeError), world.transaction() as session:
        send(session, "a")
        raise RuntimeError

    assert texts(world) == []
    assert not world.database.connection.in_transaction


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
