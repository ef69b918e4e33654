"""Batches: many files converted at once, each in a process that may be killed, with a manifest of what was done.

`plan` says what is read and what each output is called, `work` is the conversion of one file's bytes (the same
function for every engine), `trial` tries the order before the first one, `engines` and `cluster` run it on this
machine or on many, `storage` and `remote` are where files are, `claims` keeps outputs apart, `manifest` remembers what is
done, and `run` ties them together.
"""

from __future__ import annotations

from .cluster import ClusterEngine
from .engines import Engine, LocalEngine
from .plan import BatchPlan, BatchTask, plan_batch
from .run import BatchOutcome, run_batch
from .work import BatchOrder

__all__ = [
    "BatchOrder",
    "BatchOutcome",
    "BatchPlan",
    "BatchTask",
    "ClusterEngine",
    "Engine",
    "LocalEngine",
    "plan_batch",
    "run_batch",
]
