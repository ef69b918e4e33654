"""What goalconv means to reach, each as a figure of one run with its bound, and why it is missed where it is known to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from .suite import SIZES, Outcome

__all__ = ["Target", "targets"]

_SMALL, _MIDDLE, _LARGE = SIZES
_LINEAR: Final = 11  # times the time for ten times the projects
_MEGABYTE: Final = 1 << 20
_STARTS: Final = {"--help": 70, "xlsx": 120, "docx": 120, "pdf": 180, "json": 90}


class Target(NamedTuple):
    """A figure and its bound; `least` where it must not be below. None where the run gives no figure."""

    title: str
    bound: float
    unit: str
    figure: float | None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps to its bound; None where there is none."""
        if self.figure is None:
            return None
        return self.figure >= self.bound if self.least else self.figure <= self.bound


def targets(outcome: Outcome) -> Iterator[Target]:
    """All targets, with what was measured."""
    yield from _starts(outcome)
    yield from _limits(outcome)
    yield from _peers(outcome)
    yield from _sums(outcome)
    yield from _growth(outcome)


def _starts(outcome: Outcome) -> Iterator[Target]:
    for name, bound in _STARTS.items():
        title = f"启动 start `{name}`" if name.startswith("-") else f"启动 start 47 → {name}"
        yield Target(title, bound, "ms", _scaled(outcome.used("start", name, _SMALL), 1_000))


def _limits(outcome: Outcome) -> Iterator[Target]:
    """Against the least that a job can take."""
    whole, cells = "goalconv", "goalconv, cells only"
    for job, ours, limit, bound in (
        ("xlsx_write", whole, "XML by hand", 1.5), ("docx_write", whole, "XML as strings", 1.5), ("xlsx_read", cells, "expat, by hand", 2),
        ("docx_read", cells, "lxml iterparse", 1.5), ("json_decode", "goalconv, no checks", "msgspec", 1.2), ("json_encode", whole, "msgspec", 1.2),
    ):  # fmt: skip
        for size in SIZES:
            ratio = _ratio(outcome.used(job, ours, size), outcome.used(job, limit, size))
            yield Target(f"{job} {size:,} / {limit}", bound, "×", ratio)


def _peers(outcome: Outcome) -> Iterator[Target]:
    for job, peer, size, bound in (
        ("xlsx_write", "openpyxl", _SMALL, 4), ("xlsx_write", "openpyxl", _MIDDLE, 4), ("docx_write", "python-docx", _MIDDLE, 20)
    ):  # fmt: skip
        ratio = _ratio(outcome.used(job, peer, size), outcome.used(job, "goalconv", size))
        yield Target(f"{peer} / {job} {size:,}", bound, "×", ratio, least=True)
    for size, bound in ((_SMALL, 1.2), (_MIDDLE, 1.0)):
        ratio = _ratio(outcome.used("pdf_write", "goalconv", size), outcome.used("pdf_write", "typst", size))
        yield Target(f"pdf_write {size:,} / typst", bound, "×", ratio)


def _sums(outcome: Outcome) -> Iterator[Target]:
    memory = outcome.memory("pdf_write", "goalconv", _MIDDLE)
    yield Target(f"pdf_write {_MIDDLE:,}, 内存 memory", 200, "MB", _scaled(memory, 1 / _MEGABYTE))
    reading, pages = outcome.used("pdf_read", "goalconv", _MIDDLE), outcome.pages.get(_MIDDLE, 1)
    yield Target(f"pdf_read {_MIDDLE:,}, 每页 a page", 15, "ms", _scaled(reading, 1_000 / pages))
    yield Target(f"text_read {_LARGE:,}", 2, "s", outcome.used("text_read", "goalconv", _LARGE))


def _growth(outcome: Outcome) -> Iterator[Target]:
    """Of all formats and layouts the worst: time from 5,000 to 50,000 projects, and memory."""
    keys = [key for key in outcome.results if key[0] == "growth"]
    names = dict.fromkeys(name for _, name, _ in keys)
    for small, large in ((500, _MIDDLE), (_MIDDLE, _LARGE)):
        times = [_ratio(outcome.used("growth", name, large), outcome.used("growth", name, small)) for name in names]
        yield Target(f"growth, 时间 time {small:,} → {large:,}", _LINEAR, "×", max(filter(None, times), default=None))
    for size, bound in ((_MIDDLE, 200), (_LARGE, 500)):
        most = max(filter(None, (outcome.memory("growth", name, size) for name in names)), default=None)
        yield Target(f"growth {size:,}, 内存 memory", bound, "MB", _scaled(most, 1 / _MEGABYTE))


def _ratio(figure: float | None, other: float | None) -> float | None:
    return figure / other if figure is not None and other else None


def _scaled(figure: float | None, factor: float) -> float | None:
    return None if figure is None else figure * factor
