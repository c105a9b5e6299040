"""Lifetimes and codes."""

import httpx
import pytest

KEYS = {"shop_id": "DvLWN2ZTMZ", "shop_secret": "EIxTuot8sj"}
PAGE = "https://example.com/page/1"


def test_a_code_that_is_set_by_hand_overrides_the_previous_link(rees46: httpx.Client) -> None:
    rees46.post("url/create", json={**KEYS, "links": [{"url": PAGE, "code": "a"}]})

    rees46.post("url/create", json={**KEYS, "links": [{"url": "https://example.com/page/2", "code": "a"}]})

    assert rees46.get("s/a").headers["location"] == "https://example.com/page/2"


@pytest.mark.parametrize(("link", "days"), [({}, 30), ({"lifetime": 1}, 1), ({"lifetime": "90"}, 90)])
def test_a_link_is_deleted_after_its_lifetime(
    link: dict[str, int], days: int, rees46: httpx.Client, control: httpx.Client
) -> None:
    control.put("clock", json={"frozen": True})
    rees46.post("url/create", json={**KEYS, "links": [{"url": PAGE, "code": "a", **link}]})

    before = control.post("clock/advance", json={"days": days - 1, "hours": 23}).json()
    still = rees46.get("s/a").status_code
    after = control.post("clock/advance", json={"hours": 1}).json()

    assert before["ran"] == []
    assert still == 302
    assert [ran["what"] for ran in after["ran"]] == ["deleted 1 short link"]
    assert rees46.get("s/a").status_code == 404


def test_a_batch_of_hundreds_has_as_many_codes(rees46: httpx.Client) -> None:
    answer = rees46.post("url/create", json={**KEYS, "links": [{"url": PAGE}] * 300})

    assert len({link["url"] for link in answer.json()}) == 300
