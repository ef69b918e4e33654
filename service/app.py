"""The application that `goalconv serve` runs: the routes, what they share, and what becomes of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from goalconv import GoalconvError
from goalconv.service import interface, jobs_api, openapi, page_routes
from goalconv.service.guards import Guard
from goalconv.service.jobs import SqliteStore
from goalconv.service.pool import Pool
from goalconv.service.problems import Problem, on_bug, on_error, on_http, on_problem
from goalconv.service.runner import Runner
from goalconv.service.settings import Settings, checked

__all__ = ["application"]


def application(settings: Settings = Settings()) -> ASGIApp:
    """The ASGI application; raises `UsageError` for settings that would not be safe."""
    checked(settings)
    handlers: dict[Any, Any] = {Problem: on_problem, GoalconvError: on_error, HTTPException: on_http, Exception: on_bug}
    app = Starlette(
        routes=[*interface.ROUTES, *jobs_api.ROUTES, *page_routes.ROUTES, *openapi.ROUTES],
        exception_handlers=handlers,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    return Guard(app, settings)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Holds workers, store and jobs from the start of the server to its end."""
    settings: Settings = app.state.settings
    pool = Pool(settings.workers, settings.waiting, settings.budget)
    store = SqliteStore(settings.store, settings.jobs, settings.stored)
    runner = Runner(store, pool, settings.workers)
    app.state.pool, app.state.store, app.state.runner = pool, store, runner
    for job in store.unfinished():
        runner.begin(job)
    try:
        yield
    finally:
        await runner.close()
        pool.close()
        store.close()
