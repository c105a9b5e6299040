"""A client that a generator writes from a description calls every operation, and reads what is answered."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests import generated
from tests.conftest import Running
from tests.generated import GeneratedClient
from tests.generated_calls import DEVICE, DONE, IMPORTED, REFUSED, SHOP, Arguments
from tests.generated_loyalty import LOYALTY
from tests.generated_reads import READ, Look

SURFACES = ["reco", "rees46", "recensus", "_emulator"]


@pytest.fixture(scope="session")
def client_of(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], GeneratedClient]:
    made: dict[str, GeneratedClient] = {}

    def client(surface: str) -> GeneratedClient:
        if surface not in made:
            description = running.client(f"/{surface}").get("openapi.json").json()
            package = f"client_of_{surface.strip('_')}"
            made[surface] = generated.generate(description, tmp_path_factory.mktemp(package), package)
        return made[surface]

    return client


@pytest.fixture
def client(client_of: Callable[[str], GeneratedClient]) -> GeneratedClient:
    return client_of("rees46")


@pytest.mark.parametrize("surface", SURFACES)
def test_a_generator_has_nothing_to_complain_of(
    surface: str, running: Running, client_of: Callable[[str], GeneratedClient]
) -> None:
    document = running.client(f"/{surface}").get("openapi.json").json()
    described = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    client = client_of(surface)

    assert client.complaints == []
    assert sorted(client.operations) == sorted(described)


def test_every_operation_of_rees46_is_called(client: GeneratedClient) -> None:
    assert {call[0] for call in (*DONE, *IMPORTED, *REFUSED, *READ, *LOYALTY)} == set(client.operations)


@pytest.mark.parametrize(("operation", "arguments"), DONE)
def test_sends_what_is_written(
    operation: str, arguments: Arguments, client: GeneratedClient, rees46: httpx.Client
) -> None:
    answer = client.call(operation, rees46, **arguments(client.models))

    assert answer.parsed.to_dict() == {"status": "success"}


@pytest.mark.parametrize(("operation", "arguments"), IMPORTED)
def test_imports(operation: str, arguments: Arguments, client: GeneratedClient, rees46: httpx.Client) -> None:
    answer = client.call(operation, rees46, **arguments(client.models))

    assert (answer.status_code, answer.parsed) == (204, None)


@pytest.mark.parametrize(("operation", "arguments", "look", "expected"), [*READ, *LOYALTY])
def test_reads_what_is_answered(
    operation: str, arguments: Arguments, look: Look, expected: Any, client: GeneratedClient, rees46: httpx.Client
) -> None:
    answer = client.call(operation, rees46, **arguments(client.models))

    assert look(answer.parsed) == expected


@pytest.mark.parametrize(("operation", "arguments", "status", "message"), REFUSED)
def test_reads_a_refusal(
    operation: str, arguments: Arguments, status: int, message: str, client: GeneratedClient, rees46: httpx.Client
) -> None:
    answer = client.call(operation, rees46, **arguments(client.models))

    assert answer.status_code == status
    assert answer.parsed == client.models.Error(
        status="error", message=message, payload=client.models.ErrorPayload(message=message)
    )


def test_what_is_sent_as_json_and_as_a_form_is_the_same(client: GeneratedClient, rees46: httpx.Client) -> None:
    models, cart = client.models, client.models.EventEvent.CART

    client.call("push", rees46, body=models.Event(**DEVICE, event=cart, items=[models.EventItem(id="187", amount=2)]))
    client.call("push", rees46, body=models.EventForm(**DEVICE, event=cart, item_id=["37", "123"]))
    client.call("push", rees46, body=models.EventForm(**DEVICE, event=cart, items='[{"id": "159", "amount": 3}]'))

    found = client.call("read_cart", rees46, **DEVICE).parsed
    assert {item.uniqid: item.quantity for item in found.data.items} == {"187": 2, "37": 1, "123": 1, "159": 3}


def test_a_list_in_the_query_is_read_whole(client: GeneratedClient, rees46: httpx.Client) -> None:
    found = client.call("list_products", rees46, **SHOP, brands=["Trailhead", "Stormfell"], limit=100).parsed

    assert {product.brand for product in found.products} == {"Trailhead", "Stormfell"}


def test_reco_is_invited_with(client_of: Callable[[str], GeneratedClient], reco: httpx.Client) -> None:
    client = client_of("reco")
    invites = client.models.Invites.from_dict({"invites": [{"email": "ada@example.com", "firstName": "Ada"}]})

    made = client.call("create_email_invite", reco, venue_id="123", body=invites, x_reco_api_key="3x3mp3l")
    refused = client.call("create_email_invite", reco, venue_id="123", body=invites, x_reco_api_key="wrong")

    assert [(one.email, one.first_name) for one in made.parsed.success] == [("ada@example.com", "Ada")]
    assert (refused.status_code, refused.parsed.error) == (403, "Forbidden")


def test_the_controls_are_called(client_of: Callable[[str], GeneratedClient], control: httpx.Client) -> None:
    client = client_of("_emulator")

    client.call("advance_the_clock", control, body=client.models.AdvanceForm.from_dict({"days": 1}))
    opened = client.call("opt_out", control, body=client.models.CustomerForm(email="ada@example.com"))
    entries = client.call("list_requests", control, limit=5)

    assert (opened.status_code, entries.parsed.total) == (201, 0)
