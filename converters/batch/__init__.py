"""Batches: many files converted at once, each in a process that may be killed, with a manifest of what was done.

`plan` says what is read and what each output is called, `work` is the conversion of one file's bytes (the same
function for every engine), `engines` run it on this machine or on a cluster, `manifest` remembers what is done,
and `run` ties them together.
"""

from __future__ import annotations

from .engines import Cluster, Engine, Local
from .plan import Plan, Task, plan
from .run import Outcome, run
from .work import Order

__all__ = ["Cluster", "Engine", "Local", "Order", "Outcome", "Plan", "Task", "plan", "run"]
