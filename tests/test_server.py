"""What old and odd clients do on the socket, and the doors that lead to a world."""

import json
import subprocess
import sys

import httpx
import pytest

from tests.conftest import Running, TestWorld

BODY = json.dumps({"invites": [{"email": "jane@example.org"}]}).encode()
HEADERS = b"Host: 127.0.0.1\r\nX-Reco-ApiKey: 3x3mp3l\r\nContent-Type: application/json\r\n"


def request_line(world: TestWorld) -> bytes:
    return f"POST {world.prefix}/reco/invite/mail/venue/123 HTTP/1.1\r\n".encode()


def test_a_client_that_waits_for_100_continue_is_told_to_go_on(running: Running, world: TestWorld) -> None:
    with running.connect() as client:
        client.sendall(
            request_line(world) + HEADERS + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(BODY)
        )

        interim = client.recv(4096)
        client.sendall(BODY)
        answer = client.recv(4096)

    assert interim.startswith(b"HTTP/1.1 100 Continue")
    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_sends_stray_lines_and_leaves_is_recorded_all_the_same(
    running: Running, world: TestWorld, control: httpx.Client
) -> None:
    with running.connect() as client:
        client.sendall(
            request_line(world) + HEADERS + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY + b"\r\n\r\n\r\n\r\n"
        )

    # The server may take up this call before the bytes of the other connection; it cannot do so for long.
    seen = [control.get("requests").json()["total"] for _ in range(200)]

    assert seen[-1] == 1


def test_a_client_that_leaves_in_the_middle_of_its_body_has_done_nothing(
    running: Running, world: TestWorld, control: httpx.Client
) -> None:
    before = control.get("requests").json()["total"]

    with running.connect() as client:
        client.sendall(request_line(world) + HEADERS + b"Content-Length: 9999\r\n\r\n" + BODY)

    after = [control.get("requests").json()["total"] for _ in range(50)]
    assert after[-1] == before


@pytest.mark.parametrize("call", ["reset", "rees46/feed?shop_id=DvLWN2ZTMZ"])
def test_a_control_call_whose_client_leaves_is_no_error(
    running: Running, world: TestWorld, caplog: pytest.LogCaptureFixture, call: str
) -> None:
    line = f"POST {world.prefix}/_emulator/{call} HTTP/1.1\r\n".encode()

    with running.connect() as client:
        client.sendall(line + b"Host: 127.0.0.1\r\nContent-Length: 9\r\n\r\n[")

    for _ in range(50):
        running.client().get("/_emulator/health")
    assert caplog.records == []


def test_a_wrong_method_is_no_call_of_the_operation(world: TestWorld, control: httpx.Client) -> None:
    refused = world.client("reco").put("invite/mail/venue/123", json={})

    entry = control.get("requests").json()["items"][0]
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert (entry["status"], entry["operation"]) == (405, None)


def test_a_body_in_chunks_is_read(running: Running, world: TestWorld) -> None:
    client = world.client("reco", {"X-Reco-ApiKey": "3x3mp3l", "Content-Type": "application/json"})

    answer = client.post("invite/mail/venue/123", content=iter([BODY[:10], BODY[10:]]))

    assert answer.json() == {"errors": [], "success": [{"email": "jane@example.org"}]}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "xlocalhost"])
def test_a_host_name_that_nobody_told_it_of_is_refused(running: Running, host: str) -> None:
    answer = running.client().get("/_emulator/health", headers={"Host": host})

    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"
    assert host in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:4717", "10.0.2.2:8000", "reco.localhost:4717"])
def test_a_host_name_of_this_machine_is_answered(running: Running, host: str) -> None:
    answer = running.client().get("/_emulator/health", headers={"Host": host})

    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["api.reco.se", "API.RECO.SE:443", "reco.localhost:4717"])
def test_a_host_name_of_the_vendor_leads_to_it_without_a_path(running: Running, world: TestWorld, host: str) -> None:
    headers = {"Host": host, "X-Reco-ApiKey": "3x3mp3l", "X-Emulator-World": world.name}

    answer = running.client().post("/invite/mail/venue/123", headers=headers, json={"invites": []})

    assert answer.json() == {"errors": [], "success": []}


def test_path_header_host_and_credentials_lead_to_the_same_world(running: Running, control: httpx.Client) -> None:
    made = control.post("worlds", json={}).json()
    key = made["credentials"]["reco"][0]["api_key"]
    doors = [
        (f"/~{made['name']}/reco", {}),
        ("/reco", {"X-Emulator-World": made["name"]}),
        ("", {"Host": f"reco.{made['name']}.localhost"}),
        ("/reco", {}),
    ]

    answers = [
        running.client(path, {**headers, "X-Reco-ApiKey": key})
        .post("/invite/mail/venue/123", json={"invites": [{"email": "jane@example.org"}]})
        .json()
        for path, headers in doors
    ]

    jane = {"email": "jane@example.org"}
    assert answers[0] == {"errors": [], "success": [jane]}
    assert answers[1:] == [{"errors": [{"errorCode": 3, **jane}], "success": []}] * 3


def test_a_prefix_that_is_no_world_name_makes_no_world(running: Running) -> None:
    answer = running.client().get("/~A b/reco/openapi.json")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("prefix", ["", "/~t1"])
def test_the_front_door_says_where_everything_is(running: Running, prefix: str) -> None:
    answer = running.client().get(f"{prefix}/").json()
    lost = running.client().get(f"{prefix}/rceo")

    vendors = {name: f"{prefix}/{name}" for name in ("reco", "rees46", "recensus")}
    assert (answer["vendors"], answer["control"]) == (vendors, f"{prefix}/_emulator")
    assert lost.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": f"nothing is at /rceo: the vendors are at {', '.join(vendors.values())}",
    }


def test_what_asks_for_nothing_of_a_world_makes_none(running: Running) -> None:
    paths = ["/~none-yet/", "/~none-yet/nowhere", "/~none-yet/reco/openapi.json", "/~none-yet/_emulator/health"]

    for path in paths:
        running.client().get(path)
    running.client().post("/~none-yet/_emulator/reset", headers={"Origin": "https://evil.example"})

    assert "none-yet" not in {item["name"] for item in running.client().get("/_emulator/worlds").json()["items"]}


def test_what_a_first_message_needs_waits_for_the_ready_line_and_not_for_the_message() -> None:
    look = "print('liquid' in sys.modules)"
    program = "import sys; from emulator.app import Application; from emulator.settings import Settings; "
    program += f"application = Application(Settings()); {look}; application.warm(); {look}"

    seen = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert seen.stdout.split() == ["False", "True"]
