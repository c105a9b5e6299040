"""Assertions on what was called, and what they say where they fail."""

import pytest

from emulator import World
from tests.testing.conftest import invite

OPERATION = "reco.create_email_invite"


def test_a_call_is_found_by_its_fields(mine: World) -> None:
    invite(mine)

    mine.requests.assert_called(OPERATION, times=1, status=200, email="jane@example.org")
    mine.requests.assert_not_called(OPERATION, email="john@example.org")


def test_a_call_that_was_not_made_is_told_with_the_nearest(mine: World) -> None:
    invite(mine)

    with pytest.raises(AssertionError) as missed:
        mine.requests.assert_called(OPERATION, times=2, email="john@example.org")

    told = str(missed.value).splitlines()
    assert (
        told[0]
        == f"{OPERATION} with email='john@example.org' was expected 2 times, and was made 0 times; what came nearest:"
    )
    assert told[-1].strip() == "params.email: expected 'john@example.org', got 'jane@example.org'"


def test_an_order_of_calls_is_kept(mine: World) -> None:
    invite(mine)
    mine.rees46.client.get("/init", params={"shop_id": mine.rees46.account["shop_id"]})

    mine.requests.assert_called_in_order(OPERATION, "rees46.start_session")
    with pytest.raises(AssertionError, match=f"{OPERATION} was not called after rees46.start_session"):
        mine.requests.assert_called_in_order("rees46.start_session", OPERATION)


def test_what_no_description_has_is_unexpected(mine: World) -> None:
    invite(mine)
    mine.requests.assert_none_unexpected()
    mine.reco.client.get("/nowhere")

    with pytest.raises(AssertionError, match=r"1 requests were not expected:\n.*/nowhere: unknown path"):
        mine.requests.assert_none_unexpected()


def test_the_journal_is_listed_and_cleared(mine: World) -> None:
    invite(mine)

    made = mine.requests.made(operation=OPERATION)
    mine.requests.clear()

    assert [(one.vendor, one.method, one.status, one.notices) for one in made] == [("reco", "POST", 200, ())]
    assert mine.requests.made() == []
