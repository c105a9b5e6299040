"""Opting out and in."""

import httpx

from tests.vendors.reco.customers import JANE, MAIL, SANDBOX, SMS, SVEN, code


def test_the_sandbox_has_opt_outs_of_its_own(reco: httpx.Client, control: httpx.Client) -> None:
    control.post("reco/opt-outs", json={"email": JANE["email"], "sandbox": True})

    in_production = reco.post(MAIL, json={"invites": [JANE]})
    in_sandbox = reco.post(f"/sandbox{MAIL}", json={"invites": [JANE]}, headers=SANDBOX)

    assert (code(in_production), code(in_sandbox)) == (None, 4)


def test_a_number_is_opted_out_however_it_is_written(reco: httpx.Client, control: httpx.Client) -> None:
    control.post("reco/opt-outs", json={"mobile": "+46 73 000 00 00"})

    assert code(reco.post(SMS, json={"invites": [SVEN]})) == 4


def test_who_opts_in_is_asked(reco: httpx.Client, control: httpx.Client) -> None:
    control.post("reco/opt-outs", json={"mobile": SVEN["mobile"]})
    control.delete("reco/opt-outs", params={"mobile": SVEN["mobile"]})

    assert code(reco.post(SMS, json={"invites": [SVEN]})) is None
