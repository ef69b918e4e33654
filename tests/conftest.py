from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, is_hypothesis_test, settings

import goalconv
from strategies import EXAMPLES, PARTS

# In CI the same examples every time, so that a run says something of the change and not of chance; elsewhere, and at night, new ones.
settings.register_profile(
    "goalconv",
    deadline=None,
    max_examples=EXAMPLES or 60,
    suppress_health_check=list(HealthCheck),
    derandomize="CI" in os.environ and PARTS == 1,
    print_blob=PARTS > 1,
    phases=[Phase.explicit, Phase.generate] if "GOALCONV_MUTATION" in os.environ else list(Phase),  # that it fails is enough
)
settings.load_profile("goalconv")

os.environ["GOALCONV_LANG"] = "zh"  # commands run by tests speak Chinese wherever they run; a test of English asks for it

ROOT = Path(__file__).parent.parent


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parts a property of thousands of examples."""
    if PARTS > 1 and is_hypothesis_test(metafunc.function):
        metafunc.fixturenames.append("part")
        metafunc.parametrize("part", range(PARTS))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def seed_path() -> Path:
    return ROOT / "examples" / "liwan-2025.txt"


@pytest.fixture(scope="session")
def seed(seed_path: Path) -> goalconv.Reading:
    return goalconv.read(seed_path)
