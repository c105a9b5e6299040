from emulator.kernel import journal
from emulator.kernel.http import Request, json_answer
from emulator.kernel.world import World

SCOPE = {
    "method": "POST",
    "path": "/paper/letters",
    "scheme": "http",
    "query_string": b"",
    "headers": [(b"host", b"h"), (b"x-b", b"1"), (b"x-b", b"2: 3")],
}


def write(world: World, times: int, body: bytes = b"") -> None:
    for _ in range(times):
        with world.transaction(request_id=world.next_request_id()) as session:
            journal.write(
                session,
                Request(SCOPE, body, path="/letters"),
                json_answer({"ok": True}),
                vendor="paper",
                operation=None,
                duration_ms=0.5,
                notices=[],
            )


def test_keeps_the_latest_and_lets_the_oldest_go(world: World) -> None:
    write(world, journal.KEPT + 600)

    with world.transaction() as session:
        kept = journal.count(session, journal.Filter())
        latest = journal.latest_first(session, journal.Filter(), limit=1)

    assert journal.KEPT <= kept < journal.KEPT + 256
    assert [entry.id for entry in latest] == [journal.KEPT + 600]


def test_large_bodies_do_not_fill_the_machine(world: World) -> None:
    body = b"x" * journal.BODY_KEPT

    write(world, journal.BYTES_KEPT // len(body) + 50, body)

    with world.transaction() as session:
        kept = journal.count(session, journal.Filter())
        latest = journal.latest_first(session, journal.Filter(), limit=1)
    assert 100 < kept <= journal.BYTES_KEPT // len(body)
    assert [entry.id for entry in latest] == [journal.BYTES_KEPT // len(body) + 50]


def test_keeps_of_a_body_no_more_than_its_limit(world: World) -> None:
    write(world, 1, b"x" * (journal.BODY_KEPT + 1))

    with world.transaction() as session:
        entry = journal.entry(session, 1)

    assert entry is not None
    assert entry.request_body == b"x" * journal.BODY_KEPT


def test_headers_are_kept_as_they_were_sent(world: World) -> None:
    write(world, 1)

    with world.transaction() as session:
        entry = journal.entry(session, 1)

    assert entry is not None
    assert journal.unpack(entry.request_headers) == [("host", "h"), ("x-b", "1"), ("x-b", "2: 3")]


def test_numbers_go_on_after_it_was_emptied(world: World) -> None:
    write(world, 3)
    with world.transaction() as session:
        journal.clear(session)

    write(world, 1)

    with world.transaction() as session:
        assert [entry.id for entry in journal.latest_first(session, journal.Filter(), limit=9)] == [4]
