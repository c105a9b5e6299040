import httpx
import pytest

from tests.control.conftest import INVITE, NOON, problem

SHOP = {"shop_id": "DvLWN2ZTMZ", "did": "d-1"}


def test_documented_calls_are_not_unexpected(
    control: httpx.Client, invited: httpx.Client, rees46: httpx.Client
) -> None:
    rees46.post("/push", json={**SHOP, "event": "view", "products": [{"id": "7", "count": 1}]})
    rees46.post("/push/custom", data={**SHOP, "event": "mine", "whatever": "1"})
    rees46.post("/profile/set", data={**SHOP, "favourite_colour": "blue"})
    rees46.get("/recommend/popular", params={**SHOP, "item_id": "7"})

    assert control.get("/requests/unexpected").json() == {"items": [], "total": 0}


def test_a_path_and_a_method_that_the_vendor_does_not_have_are_named(
    control: httpx.Client, invited: httpx.Client
) -> None:
    sent = invited.get("/nowhere?apikey=hidden")
    invited.delete(INVITE)

    answer = control.get("/requests/unexpected").json()

    assert ([(one["id"], one["why"]) for one in answer["items"]], answer["total"]) == (
        [(3, "unknown method"), (2, "unknown path")],
        2,
    )
    assert answer["items"][1] == {
        "id": 2,
        "at": NOON,
        "vendor": "reco",
        "operation": None,
        "method": "GET",
        "url": str(sent.request.url).replace("hidden", "masked:e564b408"),
        "status": 404,
        "why": "unknown path",
        "parameters": [],
    }


@pytest.mark.parametrize(
    ("vendor", "request_", "parameters"),
    [
        (
            "reco",
            {"url": INVITE, "json": {"invites": [{"email": "a@b.se", "firstname": "A"}], "lang": "sv"}},
            [("firstname", "body.invites[0].firstname", "firstName"), ("lang", "body.lang", None)],
        ),
        (
            "reco",
            {"url": f"{INVITE}?venue=1", "json": {"invites": []}},
            [("venue", "query.venue", None)],
        ),
        (
            "rees46",
            {"url": "/profile/set?shop_id=DvLWN2ZTMZ&did=d-1", "data": {"kids[0][gendr]": "m"}},
            [("gendr", "body.kids[0].gendr", "gender")],
        ),
        (
            "rees46",
            {"url": "/push", "data": {**SHOP, "event": "view", "items": '[{"id": "7", "amuont": 1}]'}},
            [("amuont", "body.items[0].amuont", "amount")],
        ),
        (
            "recensus",
            {"url": "/merchant/1/customer-contact-request", "json": {"signedRequst": {}, "data": {"marchant": "1"}}},
            [("signedRequst", "body.signedRequst", "signedRequest"), ("marchant", "body.data.marchant", "merchant")],
        ),
    ],
)
def test_undocumented_parameters_are_named_with_the_documented_one_they_may_be_meant_for(
    control: httpx.Client,
    request: pytest.FixtureRequest,
    vendor: str,
    request_: dict[str, object],
    parameters: list[tuple[str, str, str | None]],
) -> None:
    request.getfixturevalue(vendor).post(**request_)

    (item,) = control.get("/requests/unexpected").json()["items"]

    assert item["why"] == "undocumented parameters"
    assert [(one["name"], one["at"], one["nearest"]) for one in item["parameters"]] == parameters


@pytest.mark.parametrize(
    ("filter", "ids"),
    [
        ("?vendor=rees46", []),
        ("?limit=1", [3]),
        ("?since=2030-02-01T00:00:00Z", []),
        ("?since=2030-01-31T12:00:00Z", [3, 2]),
    ],
)
def test_is_narrowed(control: httpx.Client, invited: httpx.Client, filter: str, ids: list[int]) -> None:
    invited.get("/nowhere")
    invited.get("/nowhere")

    assert [one["id"] for one in control.get(f"/requests/unexpected{filter}").json()["items"]] == ids


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        ("vendr=reco", "vendr", "vendr: unknown key"),
        ("vendor=recco", "vendor", "no vendor is called 'recco'; the vendors are reco, rees46, recensus"),
        ("limit=0", "limit", "limit: Input should be greater than or equal to 1"),
    ],
)
def test_refuses(control: httpx.Client, query: str, field: str, detail: str) -> None:
    assert control.get(f"/requests/unexpected?{query}").json() == problem(400, "Bad Request", detail, field=field)
