"""What a run leaves in the log that --log names, and says with --verbose: files, findings, seconds; no text of any document."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import goalconv
from goalconv.commands.console import at_end, detail, tell

if TYPE_CHECKING:
    from goalconv import BatchOutcome, Finding, Reading, RunLog

__all__ = ["end", "failed", "found", "given", "open_log", "outcome", "written"]

_logs: list[RunLog] = []
_begun = time.monotonic()


def open_log(path: str) -> None:
    """Adds what happens from now on to the log in the file `path`."""
    _logs[:] = [goalconv.RunLog(Path(path))]


def given(source: str, readings: Sequence[Reading], seconds: float) -> None:
    """A file was read."""
    detail(
        tell(
            f"已读取 {source}: {len(readings)} 张表, {seconds:.2f} 秒", f"read {source}: {len(readings)} tables, {seconds:.2f} s"
        )
    )
    _add("read", {"path": source, "tables": len(readings), "seconds": round(seconds, 3)})
    for reading in readings:
        found(source, reading.findings)


def found(source: str, findings: Iterable[Finding]) -> None:
    """Something is doubtful about a file: the code and the place, not the words, which may quote the document."""
    for finding in findings if _logs else ():
        members = {"code": finding.code, "severity": finding.severity, "pointer": finding.pointer}
        _add("finding", {"path": source, **members, "place": goalconv.spot(finding.place)})


def failed(source: str, finding: Finding) -> None:
    """A file could not be read or written."""
    _add("failed", {"path": source, "code": finding.code})


def outcome(outcome: BatchOutcome) -> None:
    """A file of a batch was worked on."""
    entry = outcome.entry
    members = {"path": entry.source, "status": outcome.status, "code": entry.code, "findings": entry.findings}
    outputs = [output.path for output in entry.outputs]
    _add("file", {**members, "outputs": outputs, "seconds": round(entry.seconds, 3)})


def written(path: str, size: int) -> None:
    """A file was written."""
    detail(tell(f"已写出 {path}: {size:,} 字节", f"written {path}: {size:,} bytes"))
    _add("written", {"path": path, "bytes": size})


def end(command: str, status: object) -> None:
    """The run is over."""
    seconds = time.monotonic() - _begun
    detail(tell(f"用时 {seconds:.2f} 秒", f"took {seconds:.2f} s"))
    members = {"command": command, "version": goalconv.__version__, "status": status or 0, "seconds": round(seconds, 3)}
    _add("end", members)


at_end.append(end)


def _add(event: str, members: Mapping[str, object]) -> None:
    for log in _logs:
        log.add(event, members)
