"""The lowest versions that pyproject.toml allows goalconv to run with, one `name==version` a line, for `make minimum`."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)>=(?P<version>[0-9.]+)")


def lowest() -> list[str]:
    """What runs goalconv and its service, each at its lower bound."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = [BOUND.match(line) for line in (*project["dependencies"], *project["optional-dependencies"]["serve"])]
    return [f"{bound['name']}=={bound['version']}" for bound in bounds if bound]


if __name__ == "__main__":
    sys.stdout.write("\n".join(lowest()) + "\n")
