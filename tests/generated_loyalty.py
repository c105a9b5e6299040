"""The calls of the loyalty program: what of the parsed answer is looked at, and what the demo world has there."""

from typing import Any

from tests.generated_calls import S2S, Arguments, body, plain
from tests.generated_reads import MEMBER, Look

LOYALTY: list[tuple[str, Arguments, Look, Any]] = [
    ("send_one_time_code", body("Sending", MEMBER, event="verify"), lambda done: done.success, True),
    (
        "check_one_time_code",
        plain(MEMBER, event="verify", code="12345"),
        lambda refused: refused.message,
        "Code is not correct",
    ),
    ("get_qr_code", body("Member", MEMBER), lambda drawn: drawn.payload.code[:12], "10000000002-"),
    (
        "check_qr_code",
        body("Scanned", S2S, code="10000000002-0"),
        lambda refused: refused.message,
        "Code is not correct",
    ),
]
