"""`python -m docs [FOLDER]`: the site, in build/docs/site or FOLDER/site; a warning ends it."""

import subprocess
import sys
from pathlib import Path

from docs import assembly

BUILD = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]


def main(folder: Path) -> int:
    assembly.write(folder)
    return subprocess.run(BUILD, cwd=folder, check=False).returncode  # noqa: S603 (all of it stands here)


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:2] or [assembly.ROOT / "build" / "docs"])))
