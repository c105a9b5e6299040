"""The catalogue import."""

from typing import Any

import httpx
import pytest

from tests.vendors.rees46.calls import S2S, SHOP, left_out, refusal, rows

BIKE = {"id": 6335, "name": "Bicycle", "price": "13000.0000", "oldprice": 16000, "categories": ["146"]}


def product(rees46: httpx.Client, uid: str) -> dict[str, Any]:
    answer = rees46.get("products/get", params={"shop_id": SHOP, "item_id": uid})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def stock(rees46: httpx.Client, *uids: str) -> list[bool]:
    return [product(rees46, uid)["is_available"] for uid in uids]


def send(rees46: httpx.Client, verb: str, what: str, rows: Any, **more: Any) -> httpx.Response:
    answer = rees46.request(verb, f"import/{what}", json={**S2S, "items" if what == "products" else what: rows, **more})
    assert (answer.status_code, answer.content) == (204, b"")
    return answer


def tree(rees46: httpx.Client) -> dict[str, str | None]:
    """Each category's parent."""

    def parents(nodes: list[dict[str, Any]]) -> dict[str, str | None]:
        found = {node["external_id"]: node["parent_external_id"] for node in nodes}
        return found | {key: value for node in nodes for key, value in parents(node["children"]).items()}

    return parents(rees46.get("products/categories", params=S2S).json())


def test_put_adds_a_product_and_leaves_all_others(rees46: httpx.Client) -> None:
    send(rees46, "PUT", "products", [BIKE])

    bike = product(rees46, "6335")
    assert (bike["price"], bike["discount"], bike["category_ids"]) == (13000, 18, ["1", "11", "146"])
    assert stock(rees46, "37") == [True]


def test_put_replaces_what_is_known_of_a_product(rees46: httpx.Client) -> None:
    send(rees46, "PUT", "products", [{"id": "37", "name": "Other", "price": 5}])

    other = product(rees46, "37")
    assert (other["name"], other["brand"], other["params"], other["category_ids"]) == ("Other", "", [], [])


def test_bad_rows_are_left_out_and_named_in_notices(rees46: httpx.Client) -> None:
    answer = send(rees46, "PUT", "products", [{"id": "x", "name": "X"}, BIKE, 7])

    assert left_out(answer) == [
        "row 0 is left out: product x: price must be a number above zero",
        "row 2 is left out: id must be a text or a number of 1 to 255 characters",
    ]
    assert product(rees46, "6335")["name"] == "Bicycle"


def test_many_bad_rows_are_counted(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, "PUT", "products", [{}] * 100)

    notices = control.get("/requests/1").json()["notices"]
    assert len(notices) == 11
    assert notices[-1] == "90 more rows are left out"


@pytest.mark.parametrize(("method", "more"), [("PATCH", {}), ("POST", {"method": "PATCH"})])
def test_patch_says_what_is_in_stock(method: str, more: dict[str, str], rees46: httpx.Client) -> None:
    send(rees46, method, "products", [3, "187", "none"], **more)

    assert stock(rees46, "3", "187", "37") == [True, True, False]


@pytest.mark.parametrize(("method", "more"), [("DELETE", {}), ("POST", {"method": "DELETE"})])
def test_delete_says_what_is_out_of_stock(method: str, more: dict[str, str], rees46: httpx.Client) -> None:
    send(rees46, method, "products", ["37", {"id": "187"}], **more)

    assert stock(rees46, "37", "187", "3323") == [False, False, True]


def test_a_post_that_says_no_method_is_a_put(rees46: httpx.Client) -> None:
    send(rees46, "POST", "products", [BIKE])

    assert product(rees46, "6335")["name"] == "Bicycle"


def test_post_categories_is_the_whole_tree(rees46: httpx.Client) -> None:
    send(rees46, "POST", "categories", [{"id": 1, "name": "One"}, {"id": "2", "name": "Two", "parent": 1}])

    assert tree(rees46) == {"1": None, "2": "1"}
    assert product(rees46, "37")["category_ids"] == ["146"]


def test_put_categories_leaves_all_others(rees46: httpx.Client) -> None:
    before = tree(rees46)

    send(rees46, "PUT", "categories", [{"id": "new", "name": "New", "parent": "146"}, {"id": "2"}])

    assert tree(rees46) == {**before, "new": "146"}


def test_delete_categories_deletes_them(rees46: httpx.Client) -> None:
    send(rees46, "DELETE", "categories", ["482", "483"])

    assert not {"482", "483"} & tree(rees46).keys()


def test_post_locations_are_all_locations_and_put_adds_to_them(rees46: httpx.Client, control: httpx.Client) -> None:
    send(rees46, "POST", "locations", [{"id": "msk", "name": "Moscow", "parent": None, "type": "city"}])
    send(rees46, "PUT", "locations", [{"id": "spb", "name": "St. Petersburg"}, {"id": ""}])

    assert rows(control, "locations", "uid", "type") == [("msk", "city"), ("spb", "")]


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("PUT", "import/products", "items"),
        ("PATCH", "import/products", "items"),
        ("DELETE", "import/products", "items"),
        ("POST", "import/products", "items"),
        ("POST", "import/categories", "categories"),
        ("PUT", "import/categories", "categories"),
        ("DELETE", "import/categories", "categories"),
        ("POST", "import/locations", "locations"),
        ("PUT", "import/locations", "locations"),
    ],
)
@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"rows": []}, "Shop not found"),
        ({"shop_id": "unknown", "shop_secret": "EIxTuot8sj", "rows": []}, "Shop not found"),
        ({"shop_id": SHOP, "rows": []}, "Invalid secret key"),
        ({"shop_id": SHOP, "shop_secret": "wrong", "rows": []}, "Invalid secret key"),
        (S2S, "{name} is missing"),
        ({**S2S, "rows": None}, "{name} is missing"),
        ({**S2S, "rows": "x"}, "{name}: Input should be a valid list"),
    ],
)
def test_refuses_with_400(
    method: str, path: str, name: str, sent: dict[str, Any], message: str, rees46: httpx.Client
) -> None:
    body = {name if key == "rows" else key: value for key, value in sent.items()}

    answer = rees46.request(method, path, json=body)

    assert answer.status_code == 400
    assert answer.json() == refusal(message.format(name=name))


def test_a_body_of_35_megabytes_is_the_most(rees46: httpx.Client) -> None:
    answer = rees46.put("import/products", content=b" " * (35 * 1024 * 1024 + 1))

    assert answer.status_code == 413
