"""A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?

Needs pytest, and the emulator's package beside it. Without EMULATOR_URL it starts a server: pytest test_invite.py
"""

import pytest

JANE = {"email": "jane@example.org", "firstName": "Jane"}


@pytest.mark.emulator(now="2030-01-07T12:00:00Z", frozen=True)
def test_jane_is_invited_a_week_after_her_purchase(emulator):
    account = emulator.reco.account  # {"venue": …, "api_key": …}: with emulator.reco.url, what your code is told

    answer = emulator.reco.client.post(
        f"/invite/mail/venue/{account['venue']}",
        headers={"X-Reco-ApiKey": account["api_key"]},
        json={"invites": [JANE], "scheduled": {"sendDateFrom": "2030-01-14"}},
    )

    assert answer.json() == {"errors": [], "success": [JANE]}
    assert emulator.outbox.messages(to=JANE["email"]) == []

    emulator.clock.advance(days=8)

    message = emulator.outbox.wait(to=JANE["email"])
    assert message.at.date().isoformat() == "2030-01-14"
    assert message.links["review"].startswith(emulator.reco.url)
    emulator.requests.assert_called("reco.create_email_invite", times=1, email=JANE["email"])
