"""The application that `goalconv serve` runs: the routes, what they share, and what becomes of errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from goalconv import GoalconvError
from goalconv.service import interface
from goalconv.service.guards import Guard
from goalconv.service.pool import Pool
from goalconv.service.problems import Problem, on_error, on_http, on_problem
from goalconv.service.settings import Settings, checked

__all__ = ["application"]


def application(settings: Settings = Settings()) -> ASGIApp:
    """The ASGI application; raises `UsageError` for settings that would not be safe."""
    checked(settings)
    handlers: dict[Any, Any] = {Problem: on_problem, GoalconvError: on_error, HTTPException: on_http}
    app = Starlette(routes=interface.ROUTES, exception_handlers=handlers, lifespan=_lifespan)
    app.state.settings = settings
    return Guard(app, settings)


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Holds the workers from the start of the server to its end."""
    settings: Settings = app.state.settings
    app.state.pool = Pool(settings.workers, settings.waiting, settings.budget)
    try:
        yield
    finally:
        app.state.pool.close()
