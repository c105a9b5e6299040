"""Register customer ids, over HTTP."""

import httpx

from tests.vendors.reco.customers import messages

PATH = "/v3/customerids/123"


def test_answers_each_id_in_the_order_of_the_request(reco: httpx.Client, control: httpx.Client) -> None:
    answer = reco.post(PATH, json={"ids": ["b", "", 17, "b", None, "a", ["x"]]})

    assert answer.status_code == 200
    assert answer.json() == {
        "status": 200,
        "errors": [{"errorCode": 2, "id": ""}, {"errorCode": 2, "id": None}, {"errorCode": 2, "id": ["x"]}],
        "success": ["b", "17", "b", "a"],
    }
    assert messages(control) == []


def test_no_ids_are_no_error(reco: httpx.Client) -> None:
    assert reco.post(PATH, json={"ids": []}).json() == {"status": 200, "errors": [], "success": []}


def test_an_id_may_be_registered_again(reco: httpx.Client, control: httpx.Client) -> None:
    reco.post(PATH, json={"ids": ["a"]})

    again = reco.post(PATH, json={"ids": ["a"]})

    assert again.json() == {"status": 200, "errors": [], "success": ["a"]}
    assert control.get("reco/venues/123/contacted-share").json()["registered"] == 4
