"""What one call changes, the others show."""

import httpx

from tests.vendors.rees46.calls import S2S, SHOP, SUCCESS, profile, push, rows

DEVICE = {"shop_id": SHOP, "did": "LAPTOP"}


def test_a_visitor_becomes_a_customer(rees46: httpx.Client, control: httpx.Client) -> None:
    rees46.get("init", params=DEVICE)
    push(rees46, "view", did="LAPTOP", items=[{"id": "37"}])
    code = rees46.get("promo_codes/fetch", params={**DEVICE, "id": "3184"}).json()["code"]
    rees46.post("segments/add", json={**DEVICE, "segment_id": 313})

    bought = push(
        rees46,
        "purchase",
        did="LAPTOP",
        email="new.customer@example.org",
        items=[{"id": "37", "price": 318, "amount": 2}],
        order_id="N900",
        promocode=code,
    )
    rated = rees46.post(
        "nps/create", json={**DEVICE, "channel": "website", "category": "checkout", "rate": 9, "order_id": "N900"}
    )

    assert (bought.json(), rated.json()) == (SUCCESS, SUCCESS)
    customer = profile(rees46, email="new.customer@example.org")
    assert customer["bought_something"] is True
    assert [(order["id"], order["value"]) for order in customer["orders"]] == [("N900", 636)]
    assert rees46.get("promo_codes/fetch", params={**DEVICE, "id": "3184"}).json()["code"] != code
    assert rees46.get("init", params=DEVICE).json()["has_email"] is True
    segments = rees46.get("segments/get", params={**S2S, "email": "new.customer@example.org"}).json()
    assert segments == [{"id": 311, "type": "dynamic"}, {"id": 313, "type": "static"}]
    [(client_id,)] = rows(control, "identifiers", "profile", value="new.customer@example.org")
    assert rees46.get("nps/reviews", params=S2S).json()[-1]["client_id"] == client_id


def test_a_device_brings_what_it_did_to_its_owner(rees46: httpx.Client) -> None:
    rees46.post("segments/add", json={**DEVICE, "segment_id": 313})
    push(rees46, "purchase", did="LAPTOP", items=[{"id": "37", "price": 5}], order_id="N901")

    rees46.post("profile/set", json={**DEVICE, "email": "jane.doe@example.com"})

    jane = profile(rees46, did="LAPTOP")
    assert jane["first_name"] == "Jane"
    assert [order["id"] for order in jane["orders"]] == ["N301", "N402", "N901"]
    segments = rees46.get("segments/get", params={**S2S, "email": "jane.doe@example.com"}).json()
    assert segments == [{"id": 311, "type": "dynamic"}, {"id": 313, "type": "static"}]


def test_a_changed_email_leads_to_the_same_person(rees46: httpx.Client) -> None:
    change = {"old_email": "jane.doe@example.com", "new_email": "jane@new.example", "i_understand_what_i_am_doing": 1}

    rees46.post("profile/force_change_email", json={**S2S, **change})

    assert profile(rees46, email="jane@new.example")["phone"] == "10000000002"
    nobody = rees46.get("segments/get", params={**S2S, "email": "jane.doe@example.com"})
    assert nobody.json() == []


def test_a_refused_call_changes_nothing(rees46: httpx.Client, control: httpx.Client) -> None:
    before = {table: control.get(f"state/rees46/{table}").json() for table in ("profiles", "identifiers", "events")}

    for refused in (
        rees46.post("push", json={**DEVICE, "event": "category"}),
        rees46.post("push", json={**DEVICE, "event": "purchase", "items": [{"id": ""}]}),
        rees46.post("push", content=b'{"shop_id": "DvLWN2ZTMZ", '),
        rees46.post("profile/set", json={**DEVICE, "shop_secret": "wrong"}),
        rees46.post("profile/set", json={**DEVICE, "phone": "x"}),
        rees46.get("profile", params={**S2S, "email": "nobody@example.org"}),
    ):
        assert refused.status_code >= 400

    assert {table: control.get(f"state/rees46/{table}").json() for table in before} == before


def test_a_world_that_was_reset_searches_as_at_its_beginning(rees46: httpx.Client, control: httpx.Client) -> None:
    gizmo = {
        "id": "Z2",
        "name": "Gizmo",
        "price": 12,
        "categories": ["1"],
        "url": "https://x.example/z2",
        "available": True,
    }
    asked = [{"shop_id": SHOP, "type": "full_search", "search_query": query} for query in ("tent", "bckpack", "gizmo")]
    before = [rees46.get("search", params=query).json() for query in asked]
    rees46.put("import/products", json={**S2S, "items": [gizmo]})
    found = rees46.get("search", params=asked[2]).json()["products_total"]

    control.post("reset")
    after = [rees46.get("search", params=query).json() for query in asked]

    assert found == 1
    assert after == before


def test_a_brand_of_any_alphabet_is_found_however_it_is_written(rees46: httpx.Client) -> None:
    gizmo = {"name": "Gizmo", "price": 12, "categories": ["1"], "url": "https://x.example/z", "available": True}
    brands = {"Z1": "Åhléns", "Z2": "ЛЕГО"}
    rees46.put("import/products", json={**S2S, "items": [{**gizmo, "id": uid, "brand": brands[uid]} for uid in brands]})

    searched = {"shop_id": SHOP, "type": "full_search", "search_query": "gizmo"}
    found = [
        [product["id"] for product in rees46.get("search", params={**searched, "brands": brand}).json()["products"]]
        for brand in ("Åhléns", "åhléns", "Лего")
    ]

    assert found == [["Z1"], ["Z1"], ["Z2"]]
