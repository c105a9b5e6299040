"""100,000 people imported in one request: how long beside the floor, and what everybody else notices of it."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import audience

ROUNDS = 3
PATH = "/rees46/import/audience"


@contextmanager
def asked_meanwhile(port: int, took: list[float], path: str = "/_emulator/health") -> Iterator[None]:
    """Asks for the server's health (or what else), again and again: how many milliseconds each answer took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    done = threading.Event()

    def ask() -> None:
        while not done.wait(0.005):
            begin = time.perf_counter()
            connection.request("GET", path)
            connection.getresponse().read()
            took.append((time.perf_counter() - begin) * 1000)

    asking = threading.Thread(target=ask)
    asking.start()
    yield
    done.set()
    asking.join()
    connection.close()


def _post(port: int, path: str, body: bytes = b"") -> float:
    """The seconds until the answer is there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    begin = time.perf_counter()
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    took = time.perf_counter() - begin
    connection.close()
    assert answer.status == 200, text
    return took


def percentile_and_worst(took: list[float]) -> str:
    return f"99th percentile {statistics.quantiles(took, n=100)[98]:.0f} ms, worst {max(took):.0f} ms"


def peak_megabytes(process_id: int) -> str:
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return "not told by this system"
    kilobytes = int(status.partition("VmHWM:")[2].split()[0])
    return f"{kilobytes / 1024:,.0f} MB"


def compare(floor_port: int, port: int, process_id: int) -> None:
    """Each round imports everybody anew on both sides, into what was put back before."""
    body = audience.body()
    health: list[float] = []
    figures: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        _post(floor_port, "/rees46/import/forget")
        theirs = _post(floor_port, PATH, body)
        _post(port, "/_emulator/reset")
        with asked_meanwhile(port, health):
            figures.append((theirs, _post(port, PATH, body)))
    ratios = [ours / theirs for theirs, ours in figures]
    floor, emulator = (statistics.median(side) for side in zip(*figures, strict=True))
    print(
        f"POST {PATH} ({audience.RECORDS:,} records, {len(body) / 1e6:.0f} MB)\n"
        f"  floor {floor:.1f} s   emulator {emulator:.1f} s   "
        f"ratio {statistics.median(ratios):.1f} (of {ROUNDS} rounds: {min(ratios):.1f} to {max(ratios):.1f})\n"
        f"  /_emulator/health meanwhile: {percentile_and_worst(health)}; "
        f"memory at its peak {peak_megabytes(process_id)}"
    )
