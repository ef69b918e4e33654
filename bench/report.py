"""Writes docs/bench.md, between its two marks, and the pictures of growth beside it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from .curves import Curve, Panel, draw
from .jobs import JOBS
from .reasons import REASONS
from .running import ROOT, Result
from .suite import SIZES, Outcome, engines_of
from .targets import Target, targets

__all__ = ["write_page"]

_PAGE: Final = ROOT / "docs" / "bench.md"
_PICTURES: Final = ROOT / "docs" / "pictures"
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_PACKAGES: Final = (
    "goalconv", "msgspec", "lxml", "openpyxl", "XlsxWriter", "python-calamine", "python-docx", "docxtpl", "reportlab", "typst",
    "pypandoc-binary", "pypdfium2", "pdfplumber", "pymupdf",
)  # fmt: skip
_TITLES: Final = {
    "text_read": "文本 → 文档 text → document",
    "json_decode": "JSON → 文档 JSON → document",
    "json_encode": "文档 → JSON document → JSON",
    "xlsx_write": "文档 → xlsx document → xlsx",
    "xlsx_read": "xlsx → 文档 xlsx → document",
    "docx_write": "文档 → docx document → docx",
    "docx_read": "docx → 文档 docx → document",
    "pdf_write": "文档 → pdf document → pdf",
    "pdf_read": "pdf → 文档 pdf → document",
    "compare": "比较 comparing",
}
_GROWN: Final = (47, 500, 5_000, 50_000)
_MEGABYTE: Final = 1 << 20


def write_page(outcome: Outcome) -> None:
    """The page anew with these results, and its pictures; what stands outside the marks is left as it is."""
    before, _, rest = _PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    made = "\n\n".join(filter(None, _parts(outcome)))
    _PAGE.write_text(f"{before}{_BEGIN}\n\n{made}\n\n{_END}{after}", encoding="utf-8")
    (_PICTURES / "bench.svg").write_text(draw(list(_panels(outcome))), encoding="utf-8")


def _parts(outcome: Outcome) -> Iterator[str]:
    """The parts of the page, from machine to growth."""
    yield _machine(outcome)
    yield "## 目标 · Targets"
    yield _table(("目标 target", "界限 bound", "实测 measured", "达到 met"), map(_target, targets(outcome)))
    yield from _reasons(outcome)
    yield "## 启动 · Start"
    yield _table(("整个进程 whole process", "处理器 ms", "时钟 ms", "内存 MB"), _starts(outcome))
    yield "## 增长 · Growth"
    yield "![各项工作的时间随项目数的增长 · how time grows with projects](pictures/bench.svg)"
    for job in JOBS:
        yield f"### {_TITLES[job]}"
        yield _table(("", *(f"{size:,}" for size in SIZES)), _job(job, outcome))
    yield "### 各版式与格式 · Layouts and formats"
    yield "文本 → 文件，整个命令。 *A whole `goalconv convert`, from text.*"
    yield _table(("", *(f"{size:,}" for size in _GROWN)), _grown(outcome))


def _machine(outcome: Outcome) -> str:
    versions = ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)
    return f"{outcome.date} · {_processor()}, {os.cpu_count()} × · {platform.system()} · CPython {platform.python_version()} · {versions}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


def _processor() -> str:
    """The processor's name as Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _target(target: Target) -> tuple[str, ...]:
    sign = "≥" if target.least else "≤"
    figure = "–" if target.figure is None else f"{target.figure:.{2 if target.figure < 20 else 0}f} {target.unit}"
    return target.title, f"{sign} {target.bound:g} {target.unit}", figure, {True: "✓", False: "✗", None: "–"}[target.met]


def _reasons(outcome: Outcome) -> Iterator[str]:
    """Why targets are missed, of those that are."""
    missed = [target.title for target in targets(outcome) if target.met is False]
    for start, reason in REASONS.items():
        if any(title.startswith(start) for title in missed):
            yield f"- **{start}** {reason}"


def _starts(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for (job, name, size), result in outcome.results.items():
        if job == "start" and size and result.runs:
            yield name, f"{result.used * 1000:.0f}", f"{result.clock * 1000:.0f}", f"{result.memory / _MEGABYTE:.0f}"


def _job(job: str, outcome: Outcome) -> Iterator[tuple[str, ...]]:
    """A row an engine: processor time, memory, and the time as a multiple of goalconv's."""
    ours = engines_of(job)[0].name
    for engine in engines_of(job):
        name = f"**{engine.name}**" if engine.kind == "goalconv" else engine.name
        yield name, *(_cell(outcome, (job, engine.name, size), (job, ours, size)) for size in SIZES)


def _cell(outcome: Outcome, key: tuple[str, str, int], ours: tuple[str, str, int]) -> str:
    result = outcome.results.get(key)
    if result is None or not result.runs:
        return result.fault if result else "–"
    base = outcome.used(*ours)
    ratio = f" · {result.used / base:.2f}×" if base and key != ours else ""
    return f"{_seconds(result)} · {result.memory / _MEGABYTE:.0f} MB{ratio}"


def _seconds(result: Result) -> str:
    return f"{result.used * 1000:.0f} ms" if result.used < 1 else f"{result.used:.1f} s"


def _grown(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for name in dict.fromkeys(name for job, name, _ in outcome.results if job == "growth"):
        yield name, *(_cell(outcome, ("growth", name, size), ("growth", name, size)) for size in _GROWN)


def _panels(outcome: Outcome) -> Iterator[Panel]:
    for job in JOBS:
        curves = [
            Curve(engine.name, engine.kind, [(size, used) for size in SIZES if (used := outcome.used(job, engine.name, size))])
            for engine in engines_of(job)
        ]
        yield Panel(_TITLES[job], curves)
