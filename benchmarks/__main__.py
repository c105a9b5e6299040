"""Requests per second of the emulator and of the floor, in turn, several rounds; an import; then ready and reset.

Only the ratios mean something: both run in the same minutes on the same machine, one after the other, round by round.
"""

import http.client
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from benchmarks import advance, imports, shop, worlds
from benchmarks.load import CONNECTIONS, requests_per_second
from benchmarks.server import emulator, post

ROUNDS = 5
SECONDS = 2.0
FLOOR_PORT = 4797
NUMBERS_PER_ROUND = 10_000_000


def one_view(number: int) -> bytes:
    body = {"shop_id": "DvLWN2ZTMZ", "did": f"bench{number % 1000}", "event": "view", "item_id": "37", "sid": "bench"}
    return post("/rees46/push", body)


def one_new_invite(number: int) -> bytes:
    invite = {"email": f"bench{number}@example.org", "firstName": "John", "lastName": "Doe"}
    return post("/reco/invite/mail/venue/123", {"invites": [invite]}, "X-Reco-ApiKey: 3x3mp3l")


CASES: dict[str, Callable[[int], bytes]] = {
    "POST /rees46/push (one view)": one_view,
    "POST /reco/invite/mail/venue/123 (one new invite)": one_new_invite,
}


@contextmanager
def floor() -> Any:
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.floor", str(FLOOR_PORT)])
    try:
        _wait_for(FLOOR_PORT)
        yield FLOOR_PORT
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing listens on port {port}")


def compare(name: str, make: Callable[[int], bytes], ports: tuple[int, int], first: int) -> None:
    """`first` keeps the numbers of one case apart from those of another: an invite is new only once."""
    figures: tuple[list[float], list[float]] = ([], [])
    for round_number in range(ROUNDS + 1):
        for side, port in enumerate(ports):
            start = first + round_number * NUMBERS_PER_ROUND
            rate, failures = requests_per_second(port, make, SECONDS if round_number else 0.5, start)
            assert failures == 0, f"{name}: {failures} answers on port {port} were not 2xx"
            if round_number:  # round 0 warms both up
                figures[side].append(rate)
    ratios = [ours / theirs for theirs, ours in zip(*figures, strict=True)]
    medians = [statistics.median(side) for side in figures]
    print(
        f"{name}\n  floor {medians[0]:,.0f}/s   emulator {medians[1]:,.0f}/s   "
        f"ratio {statistics.median(ratios):.2f} (of {ROUNDS} rounds: {min(ratios):.2f} to {max(ratios):.2f})"
    )


def reset_milliseconds(port: int) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    took = []
    for _ in range(20):
        begin = time.perf_counter()
        connection.request("POST", "/_emulator/reset")
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begin) * 1000)
        assert answer.status == 200, answer.status
    return statistics.median(took)


def ready_seconds() -> float:
    took = []
    for _ in range(5):
        with emulator() as (_, seconds, _):
            took.append(seconds)
    return statistics.median(took)


def main() -> None:
    print(f"{CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:.0f} s a side in turn, medians")
    with floor() as floor_port, emulator() as (port, _, process_id):
        for number, (name, make) in enumerate(CASES.items()):
            compare(name, make, (floor_port, port), first=number * 1_000_000_000)
        imports.compare(floor_port, port, process_id)
        print(f"five years with {advance.DUE:,} invites that become due: {advance.seconds(port):.1f} s")
        print(f"reset of a world with what the rounds left in it: {reset_milliseconds(port):.1f} ms")
    print(f"from the start of the process to the ready line: {ready_seconds():.2f} s")
    worlds.main()
    shop.main()


if __name__ == "__main__":
    main()
