"""A trial of the order before the first file: what is wrong with it, or with the engine, is said once and not of each file."""

from __future__ import annotations

import threading
from typing import Final

from msgspec import structs

from .. import catalogue as kinds
from ..errors import BatchError, GoalconvError
from ..interface import ReadOptions
from .engines import Engine
from .work import BatchOrder

__all__ = ["Trial"]

_TABLE: Final = (
    """{"$schema": "urn:goalconv:goal-table:1.0", "currency_unit": "万元", "units": [{"projects": [{"name": "试"}]}]}""".encode()
)
_FAULTS: Final = (kinds.CHILD_TIMEOUT, kinds.CHILD_MEMORY, kinds.CHILD_DIED)
"""What a process may die of, each file for itself."""


class Trial:
    """Converts a small table the first time it is asked to; may be asked from many threads."""

    def __init__(self, engine: Engine, order: BatchOrder) -> None:
        self._engine = engine
        self._order = structs.replace(order, format="json", reading=ReadOptions(profile=order.reading.profile))
        self._lock = threading.Lock()
        self._passed = False

    def pass_once(self) -> None:
        """Raises `BatchError` where the order cannot be carried out."""
        with self._lock:
            if self._passed:
                return
            try:
                self._engine.convert(_TABLE, "trial.json", self._order)
            except BatchError:
                raise
            except GoalconvError as error:
                found = error.finding
                if found.kind not in _FAULTS:
                    raise BatchError(found.kind, found.place, found.pointer, **found.parameters) from error
            self._passed = True
