"""Python's search for rubbish (gc) at rest while very many objects are built, none of which is rubbish.

It looks through what is held again and again as that grows, which takes a quarter of the time of a large document.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["let_be"]


@contextmanager
def let_be() -> Iterator[None]:
    """No search for rubbish inside, as a context or a decorator; whoever found it on turns it on again, also after an error."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
