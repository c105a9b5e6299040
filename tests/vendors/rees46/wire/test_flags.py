"""The subscription flags."""

import pytest

from emulator.vendors.rees46.storage.subscriptions import FLAGS
from emulator.vendors.rees46.wire.flags import Flags


def test_every_stored_flag_can_be_sent() -> None:
    assert tuple(Flags.model_fields) == FLAGS


@pytest.mark.parametrize(("sent", "on"), [("true", True), ("1", True), ("yes", True), (1, True), ("0", False)])
def test_a_flag_is_a_boolean_in_any_clients_spelling(sent: str | int, on: bool) -> None:
    assert Flags.model_validate({"email_bulk": sent}).flags() == {"email_bulk": on}
