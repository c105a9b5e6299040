"""The vendor's description says that parameters may stand anywhere."""

import httpx


def test_a_posted_parameter_is_described_as_json_as_a_form_and_in_the_query(rees46: httpx.Client) -> None:
    push = rees46.get("openapi.json").json()["paths"]["/push"]["post"]

    assert sorted(push["requestBody"]["content"]) == ["application/json", "application/x-www-form-urlencoded"]
    described = {parameter["name"]: (parameter["in"], parameter["required"]) for parameter in push["parameters"]}
    assert described["shop_id"] == described["event"] == described["item_id"] == ("query", False)
