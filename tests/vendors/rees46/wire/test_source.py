"""Where a visitor came from."""

from typing import Any

import pytest

from emulator.vendors.rees46.wire.source import recommended


@pytest.mark.parametrize(
    ("bag", "source"),
    [
        ({"recommended_by": "dynamic", "recommended_code": "C"}, ("dynamic", "C")),
        ({"recommended_by": "instant_search"}, ("instant_search", None)),
        ({"recommended_by": "web_push_digest", "web_push_digest_code": "C"}, ("web_push_digest", "C")),
        ({"source": {"from": "bulk", "code": "C"}}, ("bulk", "C")),
        ({"source": '{"from":"bulk","code":"C"}'}, ("bulk", "C")),
        ({"from": "chain", "code": "C"}, ("chain", "C")),
        ({"recommended_by": "dynamic", "source": {"from": "bulk", "code": "C"}}, ("dynamic", None)),
        ({"source": {"from": "", "code": ""}}, (None, None)),
        ({"source": {"from": "nowhere", "code": "C"}}, (None, None)),
        ({"source": {"from": "bulk"}}, (None, None)),
        ({"source": "not json"}, (None, None)),
        ({"source": '{"from":"bulk","code":"\\ud800"}'}, (None, None)),
        ({"source": [1]}, (None, None)),
        ({"source": {"from": {}, "code": []}}, (None, None)),
        ({"recommended_by": "nowhere"}, (None, None)),
        ({"recommended_by": []}, (None, None)),
    ],
)
def test_a_source_in_every_spelling(bag: dict[str, Any], source: tuple[str | None, str | None]) -> None:
    assert recommended(bag) == source
