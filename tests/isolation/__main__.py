"""400 tests in 8 processes on one server, 20 times: `make isolation`."""

import argparse
import http.client
import json
import sys
import time
from pathlib import Path

from benchmarks.server import emulator
from tests.isolation import rounds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--tests", type=int, default=400)
    parser.add_argument("--processes", type=int, default=8)
    wanted = parser.parse_args()
    failed = 0
    with emulator() as (port, _, process_id):
        for number in range(1, wanted.rounds + 1):
            begin = time.monotonic()
            ended = rounds.one(f"http://127.0.0.1:{port}", tests=wanted.tests, processes=wanted.processes)
            failed += ended.returncode != 0
            last = ended.stdout.strip().rpartition("\n")[2]
            print(f"round {number}: {last} ({time.monotonic() - begin:.0f} s in all)", flush=True)
            if ended.returncode != 0:
                print(ended.stdout, ended.stderr, file=sys.stderr)
        print(f"{failed} of {wanted.rounds} rounds failed; left: {worlds(port)} world; {megabytes(process_id)} MB")
    return 1 if failed else 0


def worlds(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/_emulator/worlds")
    return int(json.loads(connection.getresponse().read())["total"])


def megabytes(process_id: int) -> str:
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return "an untold number of"
    return str(int(status.partition("VmRSS:")[2].split()[0]) // 1024)


if __name__ == "__main__":
    sys.exit(main())
