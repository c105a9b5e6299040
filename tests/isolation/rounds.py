"""The suite in `project/`, run in several processes at once against one server."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent / "project"


def one(url: str, *, tests: int, processes: int) -> subprocess.CompletedProcess[str]:
    """Ends with status 0 where all of them passed."""
    without = [f"-pno:{name}" for name in ("cacheprovider", "schemathesis", "hypothesispytest")]
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(processes), *without, "checks.py"]
    return subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, "EMULATOR_URL": url, "ISOLATION_TESTS": str(tests)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
