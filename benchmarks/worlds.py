"""1,000 worlds in one process: what each costs in time and memory, untouched and after it was used."""

import http.client
import json
import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.server import emulator

WORLDS = 1000


def megabytes(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    with emulator() as (port, _, process_id):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

        def call(method: str, path: str, body: Any = None, **headers: str) -> tuple[Any, float]:
            """What is answered, and after how many milliseconds."""
            begin = time.perf_counter()
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            assert answer.status < 300, text
            return json.loads(text), (time.perf_counter() - begin) * 1000

        def use(made: Any) -> float:
            venue = made["credentials"]["reco"][0]
            headers = {"X-Reco-ApiKey": venue["api_key"], "Content-Type": "application/json"}
            invite = {"invites": [{"email": "jane@example.org"}]}
            return call("POST", f"/reco/invite/mail/venue/{venue['venue']}", invite, **headers)[1]

        use(call("POST", "/_emulator/worlds", {"name": "warm"})[0])
        empty = megabytes(process_id)
        made = [call("POST", "/_emulator/worlds", {"name": f"w{number}"}) for number in range(WORLDS - 1)]
        there = megabytes(process_id)
        first = [use(access) for access, _ in made]
        used = megabytes(process_id)
        listed, listing = call("GET", "/_emulator/worlds")
        assert listed["total"] == WORLDS + 1, listed["total"]
        print(
            f"{WORLDS:,} worlds: made in {statistics.median(took for _, took in made):.1f} ms each (median), "
            f"memory {empty:.0f} MB before, {there:.0f} MB after ({(there - empty) * 1024 / WORLDS:.0f} KB each)\n"
            f"  one invite in each, by its credentials: {statistics.median(first):.1f} ms (median), "
            f"memory {used:.0f} MB ({(used - empty) * 1024 / WORLDS:.0f} KB each); all listed in {listing:.0f} ms"
        )


if __name__ == "__main__":
    main()
