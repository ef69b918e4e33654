"""Many files at once: what `goalconv convert` does with several inputs, a folder, or storage by URL."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import typer

import goalconv
from goalconv.commands import log
from goalconv.commands.console import finding_text, note, say, tell
from goalconv.commands.progress import progress

if TYPE_CHECKING:
    from goalconv import BatchOrder, BatchOutcome, BatchPlan, Engine

__all__ = ["Run", "convert_many"]

_FAILED, _STOPPED = 2, 130


class Run(NamedTuple):
    """How a batch is run: `jobs` files at once (0: as many as there are processors), on which engine."""

    jobs: int
    engine: str
    address: str
    force: bool


def convert_many(sources: Sequence[str], folder: str, order: BatchOrder, run: Run) -> None:
    """Converts the files and says what became of each; ends with status 2 where one failed, 130 where it was stopped."""
    if "-" in sources:
        raise typer.BadParameter(tell("标准输入不能与其他文件一起转换", "standard input is converted alone"))
    plan = goalconv.plan_batch(sources, folder)
    account = _Account(len(plan.tasks))
    status = _convert(plan, folder, order, run, account)
    for path in plan.strange:
        name = goalconv.printable(path)
        say(tell(f"没有读取 {name}: 后缀不是可读的格式", f"not read: {name}, whose suffix is of no format that can be read"))
    account.report()
    if status:
        raise SystemExit(status)


def _convert(plan: BatchPlan, folder: str, order: BatchOrder, run: Run, account: _Account) -> int:
    """Converts the files; what stops the batch is said. Gives the exit status."""
    try:
        batch = goalconv.run_batch(plan.tasks, order, folder, _engine(run, order), force=run.force)
        with progress(len(plan.tasks)) as show, closing(batch):
            for outcome in batch:
                account.add(outcome)
                show(outcome)
                log.outcome(outcome)
    except KeyboardInterrupt:
        say(tell("已停止; 再次运行会从这里继续", "stopped; run it again to go on from here"))
        return _STOPPED
    except goalconv.GoalconvError as error:
        say(finding_text(error.finding))
        return _FAILED
    return _FAILED if account.failed else 0


def _engine(run: Run, order: BatchOrder) -> Engine:
    budget = order.reading.limits.budget
    if run.engine == "dask":
        engine = goalconv.ClusterEngine(run.address, run.jobs, budget)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it logs of lost connections, we say
        return engine
    if run.engine != "local":
        raise typer.BadParameter(f"--engine {run.engine} (local, dask)")
    return goalconv.LocalEngine(run.jobs, budget)


class _Account:
    """What became of the files: counts, and those that failed; of a file that is done nothing is kept."""

    def __init__(self, total: int) -> None:
        self.failed: list[BatchOutcome] = []
        self._total = total
        self._counts: Counter[str] = Counter()
        self._doubts: Counter[str] = Counter()
        self._start = time.monotonic()

    def add(self, outcome: BatchOutcome) -> None:
        """Counts an outcome."""
        self._counts[outcome.status] += 1
        self._doubts.update(outcome.entry.findings)
        if outcome.finding is not None:
            self.failed.append(outcome)

    def report(self) -> None:
        """The end of the output: files that failed and why, and the counts."""
        for outcome in self.failed:
            if outcome.finding is not None:
                say(finding_text(outcome.finding, outcome.entry.source))
        count, doubts, seconds = self._counts, self._doubts, time.monotonic() - self._start
        chinese = f"共 {self._total} 个文件: 完成 {count['done']}, 跳过 {count['skipped']}, 失败 {count['failed']}"
        english = f"{self._total} files: {count['done']} done, {count['skipped']} skipped, {count['failed']} failed"
        note(
            tell(
                f"{chinese}; 错误 {doubts['error']}, 警告 {doubts['warning']}, 提示 {doubts['note']}; {seconds:.1f} 秒",
                f"{english}; {doubts['error']} errors, {doubts['warning']} warnings, {doubts['note']} notes; {seconds:.1f} s",
            )
        )
