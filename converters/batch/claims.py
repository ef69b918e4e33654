"""Which output belongs to which input: no two inputs of a run write one file, and no output replaces an input."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from .. import catalogue as kinds
from ..errors import UnwritableError
from .storage import storage_of

__all__ = ["Claims"]


class Claims:
    """The outputs that are taken, in a folder; `take` may be called from many threads."""

    def __init__(self, inputs: Iterable[str], folder: str) -> None:
        self._inputs = {storage_of(path).identity(path) for path in inputs} - {None}
        self._folder = folder
        self._storage = storage_of(folder)
        self._lock = threading.Lock()
        self._owners: dict[str, str] = {}

    def take(self, paths: Iterable[str], source: str) -> None:
        """Takes paths below the folder for the outputs of an input.

        Raises `UnwritableError` where one is an input of the batch, or is taken by another input: a plan cannot
        know how many tables a file holds, and so what the last part of the names will be.
        """
        for path in paths:
            whole = f"{self._folder}/{path}"
            if self._storage.identity(whole) in self._inputs:
                raise UnwritableError(kinds.OUTPUT_IS_INPUT, path=whole)
            with self._lock:
                owner = self._owners.setdefault(path.casefold(), source)
            if owner != source:
                raise UnwritableError(kinds.OUTPUT_TWICE, path=whole, other=owner)
