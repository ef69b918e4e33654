"""The OpenAPI document says what the service does: every answer to made-up requests is one that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from goalconv.service.app import application
from goalconv.service.openapi import document
from goalconv.service.settings import Settings
from servers import serving

schema = schemathesis.openapi.from_dict(document())


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(Settings(workers=1, jobs=10_000)) as port:
        yield port


@schema.parametrize()
@hypothesis_settings(max_examples=6)
def test_every_answer_is_one_that_the_document_names(case: Any, port: int) -> None:
    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    case.call_and_validate(base_url=f"http://127.0.0.1:{port}", checks=checks)


def test_every_route_for_programs_is_described() -> None:
    app: Any = application(Settings()).app  # type: ignore[attr-defined]
    shown = ("/v1/", "/healthz", "/readyz", "/version")
    routes = {(route.path, method) for route in app.routes for method in route.methods - {"HEAD"} if route.path.startswith(shown)}
    assert routes == {(path, method.upper()) for path, methods in document()["paths"].items() for method in methods}


def test_the_document_and_its_page_are_served(port: int) -> None:
    assert httpx.get(f"http://127.0.0.1:{port}/openapi.json").json() == document()
    page = httpx.get(f"http://127.0.0.1:{port}/docs").text
    assert all(path in page for path in document()["paths"])
