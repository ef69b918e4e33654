"""How far a batch is: a bar with rate and time left on a terminal, a line for each file elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

import goalconv
from goalconv.commands.console import note, quiet, tell

if TYPE_CHECKING:
    from goalconv import BatchOutcome

__all__ = ["progress"]

Show: TypeAlias = "Callable[[BatchOutcome], None]"
_WORDS = {"done": ("完成", "done"), "skipped": ("跳过", "skipped"), "failed": ("失败", "failed")}


@contextmanager
def progress(total: int) -> Iterator[Show]:
    """Gives what shows that one more of `total` files has its outcome."""
    if quiet() or not sys.stderr.isatty():
        numbers = count(1)
        yield lambda outcome: _line(next(numbers), total, outcome)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    rate = TextColumn(tell("{task.fields[rate]} 个/秒", "{task.fields[rate]}/s"))
    left = TextColumn(tell("剩余", "left"))
    columns = (BarColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn(), left, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, rate="-")

        def show(outcome: BatchOutcome) -> None:
            if outcome.status == "failed":
                bar.console.print(_text(outcome), markup=False, highlight=False, soft_wrap=True)
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            bar.update(task, advance=1, rate=f"{speed:.1f}" if speed else "-")

        yield show


def _line(number: int, total: int, outcome: BatchOutcome) -> None:
    note(f"[{number}/{total}] {_text(outcome)}")


def _text(outcome: BatchOutcome) -> str:
    code = f" {outcome.entry.code}" if outcome.status == "failed" else ""
    return goalconv.printable(f"{tell(*_WORDS[outcome.status])}{code} {outcome.entry.source}")
