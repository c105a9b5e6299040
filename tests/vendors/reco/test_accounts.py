"""Venues as fixtures and the control API give them."""

from typing import Any

import httpx
import pytest

from emulator.kernel.fixtures import FixtureError, Source, check
from emulator.vendors.reco.contract import VENDOR as RECO

VENUE = {"venue": "7", "api_key": "seven"}
REVIEW = {"grade": 5, "text": "Bra", "created": "2026-01-31T12:00:00Z"}


def test_opens_a_venue_with_what_was_left_out_minted(reco: httpx.Client, control: httpx.Client) -> None:
    made = control.post("accounts/reco", json={}).json()

    assert sorted(made) == ["api_key", "sandbox_api_key", "vendor", "venue"]
    key = {"X-Reco-ApiKey": made["api_key"]}
    assert reco.post(f"/invite/mail/venue/{made['venue']}", json={"invites": []}, headers=key).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        {"venue": "123"},
        {"slug": "kafe-exempel"},
        {"api_key": "3x3mp3l"},
        {"api_key": "sandbox-api-key"},
        {"sandbox_api_key": "3x3mp3l"},
        {"sandbox_api_key": "cykel-sandbox-api-key"},
    ],
)
def test_what_is_taken_is_refused(control: httpx.Client, form: dict[str, str]) -> None:
    before = control.get("accounts").json()

    answer = control.post("accounts/reco", json=form)

    assert answer.status_code == 409
    assert control.get("accounts").json() == before


@pytest.mark.parametrize(
    ("venue", "key"),
    [
        ({"venue": "abc"}, "venue"),
        ({"api_key": "with space"}, "api_key"),
        ({"api_key": "same", "sandbox_api_key": "same"}, "the key same is given twice"),
        ({"name": "a\0b"}, "name"),
        ({"sandbox_email": "nobody"}, "sandbox_email"),
        ({"reask_after_days": -1}, "reask_after_days"),
        ({"employees": [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}]}, "the employee 1 is given twice"),
        ({"reviews": [{**REVIEW, "employee": "1"}]}, "a review names the employee 1"),
        ({"reviews": [{**REVIEW, "created": "2026-01-31T12:00:00"}]}, "created"),
        ({"reviews": [{**REVIEW, "stars": 5}]}, "stars: unknown key"),
    ],
)
def test_a_broken_fixture_is_refused_with_its_key(venue: dict[str, Any], key: str) -> None:
    with pytest.raises(FixtureError, match=key):
        check(Source("reco.yaml"), RECO, {"venues": [{**VENUE, **venue}]})


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"venues": [VENUE, {**VENUE, "api_key": "other"}]}, "the venue 7 is given twice"),
        ({"venues": [VENUE, {"api_key": "seven"}]}, "the key seven is given twice"),
        ({"opt_outs": [{}]}, "give either email or mobile"),
    ],
)
def test_doubles_in_a_fixture_are_refused(document: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FixtureError, match=sentence):
        check(Source("reco.yaml"), RECO, document)
