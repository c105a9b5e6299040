"""Five years that pass at once, with thousands of invites that become due on the way."""

import http.client
import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

DUE = 10_000
_BATCHES = 100
_WORLD = "/~advance"


def seconds(port: int) -> float:
    """How long `advance` takes, in a world of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for batch in range(_BATCHES):
        day = datetime.now(UTC).date() + timedelta(days=1 + batch * 18)
        invites = [{"email": f"bench{batch}.{number}@example.org"} for number in range(DUE // _BATCHES)]
        body = {"scheduled": {"sendDateFrom": day.isoformat()}, "invites": invites}
        _call(connection, "/reco/invite/mail/venue/123", body)
    begin = time.perf_counter()
    ran = _call(connection, "/_emulator/clock/advance", {"days": 5 * 365 + 1})["ran"]
    took = time.perf_counter() - begin
    assert len(ran) == DUE, len(ran)
    connection.request("DELETE", f"/_emulator/worlds{_WORLD.replace('~', '')}")
    connection.getresponse().read()
    return took


def _call(connection: http.client.HTTPConnection, path: str, body: dict[str, Any]) -> Any:
    headers = {"Content-Type": "application/json", "X-Reco-ApiKey": "3x3mp3l"}
    connection.request("POST", _WORLD + path, json.dumps(body), headers)
    answer = connection.getresponse()
    read = answer.read()
    assert answer.status == 200, read
    return json.loads(read)
