"""Many files at once: what `goalconv convert` does with several inputs or a folder."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

import goalconv
from goalconv.commands.console import finding_text, note, say, tell
from goalconv.commands.progress import progress

if TYPE_CHECKING:
    from goalconv import BatchOrder, BatchOutcome, BatchPlan, Engine

__all__ = ["Run", "convert_many"]

_STOPPED = 130


class Run(NamedTuple):
    """How a batch is run: `jobs` files at once (0: as many as there are processors), on which engine."""

    jobs: int
    engine: str
    address: str
    force: bool


def convert_many(sources: Sequence[str], folder: Path, order: BatchOrder, run: Run) -> None:
    """Converts the files and says what became of each; ends with status 2 where one failed, 130 where it was stopped."""
    if "-" in sources:
        raise typer.BadParameter(tell("标准输入不能与其他文件一起转换", "standard input is converted alone"))
    plan = goalconv.plan_batch(sources, folder)
    outcomes: list[BatchOutcome] = []
    start = time.monotonic()
    try:
        _collect(plan, folder, order, run, outcomes)
    except KeyboardInterrupt:
        say(tell("已停止; 再次运行会从这里继续", "stopped; run it again to go on from here"))
        raise typer.Exit(_STOPPED) from None
    finally:
        _report(plan, outcomes, time.monotonic() - start)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise typer.Exit(2)


def _collect(plan: BatchPlan, folder: Path, order: BatchOrder, run: Run, outcomes: list[BatchOutcome]) -> None:
    """Adds the outcomes as they come, and shows how far it is."""
    batch = goalconv.run_batch(plan.tasks, order, folder, _engine(run, order), force=run.force)
    with progress(len(plan.tasks)) as show, closing(batch):
        for outcome in batch:
            outcomes.append(outcome)
            show(outcome)


def _engine(run: Run, order: BatchOrder) -> Engine:
    budget = order.reading.limits.budget
    if run.engine == "dask":
        return goalconv.ClusterEngine(run.address, run.jobs, budget)
    if run.engine != "local":
        raise typer.BadParameter(f"--engine {run.engine} (local, dask)")
    return goalconv.LocalEngine(run.jobs, budget)


def _report(plan: BatchPlan, outcomes: Sequence[BatchOutcome], seconds: float) -> None:
    """The end of the output: files that are no tables, files that failed and why, and the counts."""
    for path in plan.strange:
        name = goalconv.printable(path)
        say(tell(f"没有读取 {name}: 后缀不是可读的格式", f"not read: {name}, whose suffix is of no format that can be read"))
    for outcome in outcomes:
        if outcome.finding is not None:
            say(finding_text(outcome.finding, outcome.entry.source))
    count = Counter(outcome.status for outcome in outcomes)
    doubts = sum((Counter(outcome.entry.findings) for outcome in outcomes), Counter[str]())
    chinese = f"共 {len(plan.tasks)} 个文件: 完成 {count['done']}, 跳过 {count['skipped']}, 失败 {count['failed']}"
    english = f"{len(plan.tasks)} files: {count['done']} done, {count['skipped']} skipped, {count['failed']} failed"
    note(
        tell(
            f"{chinese}; 错误 {doubts['error']}, 警告 {doubts['warning']}, 提示 {doubts['note']}; {seconds:.1f} 秒",
            f"{english}; {doubts['error']} errors, {doubts['warning']} warnings, {doubts['note']} notes; {seconds:.1f} s",
        )
    )
