import httpx
import pytest

from tests.control.conftest import INVITE, NOON, problem
from tests.control.test_requests import masked


@pytest.fixture
def people(noon: str, reco: httpx.Client) -> None:
    names = ("jane", "bo", "Ann_1")
    reco.post(INVITE, json={"invites": [{"email": f"{name}@example.com", "firstName": name} for name in names]})


def test_lists_the_tables_of_every_vendor_without_its_prefix(control: httpx.Client, people: None) -> None:
    answer = control.get("/state").json()

    assert answer["total"] == len(answer["items"])
    assert {"vendor": "reco", "table": "venues", "rows": 2} in answer["items"]
    assert {"vendor": "reco", "table": "invites", "rows": 3} in answer["items"]
    assert {"reco", "rees46", "recensus"} == {table["vendor"] for table in answer["items"]}
    assert not [table for table in answer["items"] if table["table"].startswith(table["vendor"])]


def test_shows_rows_with_their_columns_and_iso_times(control: httpx.Client, people: None) -> None:
    row = control.get("/state/reco/invites").json()["items"][0]

    wanted = {"id": 1, "sent_to": "jane@example.com", "channel": "email", "sandbox": False, "created_at": NOON}
    assert {name: row[name] for name in wanted} == wanted


def test_secrets_are_masked(control: httpx.Client) -> None:
    answer = control.get("/state/reco/venues")

    venue = answer.json()["items"][0]
    assert (venue["api_key"], venue["sandbox_api_key"]) == (masked("3x3mp3l"), masked("sandbox-api-key"))
    assert control.get("/state/reco/venues?q=3x3mp3l").json() == {"items": [], "total": 0}
    for vendor, table, secret in (("rees46", "shops", "EIxTuot8sj"), ("recensus", "merchants", "shared-secret")):
        assert secret not in control.get(f"/state/{vendor}/{table}").text


@pytest.mark.parametrize(
    ("query", "ids", "total"),
    [
        ("", [1, 2, 3], 3),
        ("?limit=2", [1, 2], 3),
        ("?limit=2&offset=2", [3], 3),
        ("?offset=9", [], 3),
        ("?q=JANE@", [1], 1),
        ("?q=_1", [3], 1),
        ("?q=%25", [], 0),
        ("?q=FALSE", [1, 2, 3], 3),
        ("?q=example&limit=1&offset=1", [2], 3),
    ],
)
def test_turns_pages_and_searches(control: httpx.Client, people: None, query: str, ids: list[int], total: int) -> None:
    answer = control.get(f"/state/reco/invites{query}").json()

    assert ([row["id"] for row in answer["items"]], answer["total"]) == (ids, total)


@pytest.mark.parametrize(
    ("path", "status", "title", "detail", "field"),
    [
        ("/nope/x", 404, "Not Found", "no vendor is called 'nope'; the vendors are reco, rees46, recensus", "vendor"),
        ("/reco/venues?limit=0", 400, "Bad Request", "limit: Input should be greater than or equal to 1", "limit"),
        ("/reco/venues?offset=-1", 400, "Bad Request", "offset: Input should be greater than or equal to 0", "offset"),
        ("/reco/venues?query=x", 400, "Bad Request", "query: unknown key", "query"),
    ],
)
def test_refuses(control: httpx.Client, path: str, status: int, title: str, detail: str, field: str) -> None:
    assert control.get(f"/state{path}").json() == problem(status, title, detail, field=field)


def test_an_unknown_table_is_refused_with_those_that_are_known(control: httpx.Client) -> None:
    answer = control.get("/state/reco/reco_venues").json()

    assert answer["field"] == "table"
    assert answer["detail"].startswith("reco has no table 'reco_venues': its tables are venues, employees")


def test_numbers_are_searched_as_they_are_shown(control: httpx.Client) -> None:
    shown = {one["price"] for one in control.get("/state/rees46/order_items?limit=1000").json()["items"]}

    found = control.get("/state/rees46/order_items?q=899.0").json()["items"]

    assert 899.0 in shown
    assert [one["price"] for one in found if one["price"] == 899.0] != []
