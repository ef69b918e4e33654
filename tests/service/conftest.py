"""What the tests of the page share: a server, a browser, a place for files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from browsers import browser
from goalconv.service.settings import Settings
from servers import serving


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(Settings(workers=1, body=1 << 20, files=5)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def chrome() -> Iterator[webdriver.Chrome]:
    driver = browser()
    yield driver
    driver.quit()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def made(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return made
