"""A world as an object: everything a test does to it."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from emulator import Emulator, World
from emulator.testing import ControlError, Ran
from tests.testing.conftest import invite


def test_worlds_do_not_see_each_other(within: Emulator, mine: World) -> None:
    invite(mine)

    with within.world() as other:
        assert invite(other)["errors"] == []
    assert mine.reco.account["api_key"] != other.reco.account["api_key"]


def test_a_world_is_gone_after_its_block(within: Emulator) -> None:
    with within.world() as world:
        name = world.name

    with pytest.raises(ControlError, match=name):
        within.control.get(f"/worlds/{name}")


def test_the_clock_goes_on_and_says_what_became_due(mine: World) -> None:
    start = datetime(2090, 1, 2, 12, tzinfo=UTC)
    mine.clock.freeze(start)
    mine.reco.client.post(
        f"/invite/mail/venue/{mine.reco.account['venue']}",
        headers={"X-Reco-ApiKey": mine.reco.account["api_key"]},
        json={"invites": [{"email": "jane@example.org"}], "scheduled": {"sendDateFrom": "2090-01-05"}},
    )

    assert mine.outbox.messages() == []

    ran = mine.clock.advance(days=8)

    assert mine.clock.now() == start + timedelta(days=8)
    assert [(type(one), one.vendor) for one in ran] == [(Ran, "reco")]
    assert [message.at for message in mine.outbox.messages()] == [ran[0].at]


def test_the_clock_does_not_go_back(mine: World) -> None:
    mine.clock.freeze(datetime(2090, 1, 1, tzinfo=UTC))

    with pytest.raises(ControlError) as refused:
        mine.clock.set(datetime(2080, 1, 1, tzinfo=UTC))

    assert (refused.value.status, refused.value.field) == (409, "now")


def test_the_clock_takes_a_moment_as_text_too(mine: World) -> None:
    mine.clock.freeze("2090-01-02T12:00:00Z")
    mine.clock.set("2090-01-03T12:00:00Z")

    assert mine.clock.now() == datetime(2090, 1, 3, 12, tzinfo=UTC)
    with pytest.raises(ControlError, match="now: ") as refused:
        mine.clock.set("2091-01-01")
    assert refused.value.field == "now"


def test_a_message_is_waited_for(mine: World) -> None:
    invite(mine)

    message = mine.outbox.wait(channel="email", to="jane@example.org")

    assert (message.vendor, message.to) == ("reco", "jane@example.org")
    assert message.links["review"].startswith(mine.reco.url.partition("/~")[0])
    assert message.request_id == mine.requests.made()[0].id


def test_a_message_that_does_not_come_is_told_beside_those_that_came(mine: World) -> None:
    invite(mine)

    with pytest.raises(AssertionError) as missed:
        mine.outbox.wait(to="john@example.org", timeout=0.01)

    assert "no message came within 0.01 s (to='john@example.org')" in str(missed.value)
    assert "email to jane@example.org" in str(missed.value)


def test_a_planned_fault_happens_and_is_counted(mine: World) -> None:
    number = mine.faults.add("reco", code=1, times=1)
    idle = mine.faults.add("rees46", status=503)

    codes = [invite(mine)["errors"], invite(mine)["errors"]]

    assert codes[0] != []
    assert codes[1] == []
    assert [one["id"] for one in mine.faults.planned(fired=False)] == [idle]
    assert {one["id"]: one["fired"] for one in mine.faults.planned()} == {number: 1, idle: 0}


def test_a_snapshot_is_restored_and_forked(mine: World) -> None:
    snapshot = mine.snapshot()
    invite(mine)

    with snapshot.fork() as fork:
        assert invite(fork)["errors"] == []
    snapshot.restore()

    assert invite(mine)["errors"] == []


def test_a_fork_has_what_its_world_had(mine: World) -> None:
    invite(mine)

    with mine.fork() as fork:
        assert invite(fork)["success"] == []


def test_a_reset_forgets(mine: World) -> None:
    invite(mine)

    mine.reset()

    assert mine.requests.made() == []
    assert invite(mine)["errors"] == []


def test_rows_are_shown(mine: World) -> None:
    invite(mine)

    rows = mine.rows("reco", "invites", q="jane@example.org")

    assert len(rows) == 1


@pytest.mark.parametrize(
    ("effect", "error"), [({"reset": True}, httpx.ReadError), ({"truncate": 7}, httpx.RemoteProtocolError)]
)
@pytest.mark.parametrize("in_process", [False, True])
def test_a_spoilt_answer_raises_the_same_with_and_without_a_socket(
    effect: dict[str, object], error: type[Exception], in_process: bool
) -> None:
    with Emulator(in_process=in_process) as emulator:
        emulator.faults.add("reco", **effect, times=1)

        with pytest.raises(error):
            invite(emulator)

        assert invite(emulator).keys() == {"errors", "success"}
        head = emulator.reco.client.head("/venue/123/reviews?apiKey=3x3mp3l")

    assert head.content == b""


def test_a_world_without_accounts_says_so(within: Emulator) -> None:
    with within.world(fixture="empty") as world, pytest.raises(LookupError, match="opens one") as missing:
        _ = world.rees46.account

    assert str(missing.value).startswith("the world was made without an account of rees46: ")


def test_a_world_that_is_gone_already_is_let_go_of(within: Emulator) -> None:
    with within.world() as world:
        within.control.delete(f"/worlds/{world.name}")

    with pytest.raises(ControlError, match=world.name):
        within.control.get(f"/worlds/{world.name}")


def test_what_was_made_from_a_world_ends_with_it(within: Emulator) -> None:
    with within.world() as world:
        copy, further = world.fork(), world.made({"name": f"{world.name}-b"})
        of_copy = copy.fork()
        assert world.further() == [copy, of_copy, further]

        further.close()
        assert world.further() == [copy, of_copy]

    assert [one.control.closed for one in (world, copy, further, of_copy)] == [True] * 4
    assert world.name not in str(within.control.get("/worlds"))
    with pytest.raises(ControlError):
        within.control.get(f"/worlds/{of_copy.name}")


def test_a_world_may_be_closed_within_its_block(within: Emulator) -> None:
    with within.world() as world:
        world.close()

    with pytest.raises(ControlError):
        within.control.get(f"/worlds/{world.name}")


def test_moments_and_dates_are_taken_as_they_are(within: Emulator) -> None:
    noon = datetime(2090, 1, 31, 12, tzinfo=UTC)

    with within.world(now=noon, frozen=True) as world:
        assert world.clock.now() == noon
        assert world.outbox.messages(since=noon) == []
        with pytest.raises(ControlError) as refused:
            world.clock.set(5)  # type: ignore[arg-type]  # as one without types would
        assert refused.value.field == "now"
        with pytest.raises(TypeError, match=r"^\{1\} cannot be sent: JSON has no set$"):
            world.requests.assert_called("reco.create_email_invite", email={1})
