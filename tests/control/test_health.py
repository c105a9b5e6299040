import httpx
import pytest

from emulator import __version__


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_says_that_it_is_there(control: httpx.Client, path: str) -> None:
    answer = control.get(path)

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "version": __version__, "vendors": ["reco", "rees46", "recensus"]}
