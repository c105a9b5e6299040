"""A server of the emulator in a process of its own, and the bytes that it is sent."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def post(path: str, body: Any, *headers: str) -> bytes:
    content = json.dumps(body).encode()
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", *headers]
    return "\r\n".join([*lines, f"Content-Length: {len(content)}", "", ""]).encode() + content


@contextmanager
def emulator(*flags: str) -> Iterator[tuple[int, float, int]]:
    """Yields the port, the seconds from the start of the process to its ready line, and the process's id.

    Not before it has settled: after the ready line it goes on loading what the first requests need.
    """
    begin = time.perf_counter()
    command = [sys.executable, "-m", "emulator", "serve", "--port", "0", *flags]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    took = time.perf_counter() - begin
    match = re.search(r"127\.0\.0\.1:(\d+)", line)
    assert match, line
    while "Control API" not in process.stdout.readline():  # the last line it says
        pass
    try:
        yield int(match[1]), took, process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)
