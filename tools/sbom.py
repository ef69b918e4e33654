"""The bill of materials of an installed goalconv, CycloneDX 1.5 as JSON: what it runs with, each package with version and licence. `make sbom`."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

NAME = re.compile(r"[A-Za-z0-9._-]+")


def needed(name: str, found: dict[str, Distribution]) -> dict[str, Distribution]:
    """The package and all that it needs without an extra, by name, as far as they are installed."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in found:
        return found
    try:
        found[key] = distribution(name)
    except PackageNotFoundError:  # a requirement of another system
        return found
    for requirement in found[key].requires or ():
        match = NAME.match(requirement)
        if match and "extra ==" not in requirement:
            needed(match[0], found)
    return found


def licence(package: Distribution) -> str:
    """The licence that a package states."""
    stated = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    classifiers = [
        line.rpartition(" :: ")[2] for line in package.metadata.get_all("Classifier") or () if line.startswith("License ::")
    ]
    return stated if stated and "\n" not in stated else ", ".join(classifiers)


def component(package: Distribution) -> dict[str, object]:
    """A package as a component."""
    name, version = package.metadata["Name"], package.version
    told = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}"}
    return {**told, "licenses": [{"license": {"name": licence(package)}}]} if licence(package) else told


def main() -> None:
    """Prints the bill."""
    packages = needed("goalconv", {})
    goalconv = packages.pop("goalconv")
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**component(goalconv), "type": "application"}},
        "components": [component(packages[name]) for name in sorted(packages)],
    }
    json.dump(bill, sys.stdout, ensure_ascii=False, indent=2)
    print()


if __name__ == "__main__":
    main()
