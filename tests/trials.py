"""Reading a damaged file: a table or our own error must come of it, and soon."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import goalconv

__all__ = ["HungError", "calls", "trial", "within"]


class HungError(BaseException):
    """Reading did not come to its end in time. No reader may take it for an error of its engine."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises `HungError` where what is done takes this process more than so many seconds of work, however busy the machine is."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise HungError(f"more than {seconds} s of work")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def calls(run: Callable[[], object]) -> int:
    """How many functions of Python are called."""
    count = 0

    def tell(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tell)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


def trial(data: bytes, form: str, marked: bytes = b"") -> str:
    """The code of our error, or "" where there is a table, which can then be written, reported and shown; any other error comes through.

    A damaged form is filled, read back from `marked`, its whole twin, and blanked.
    """
    try:
        if form == "form":
            _as_form(data, marked)
        else:
            _as_table(data, form)
    except goalconv.GoalconvError as error:
        return _said(error.finding)
    return ""


def _said(finding: goalconv.Finding) -> str:
    """The code, when there are words for it in both languages."""
    assert finding.message
    assert finding.message_in("en")
    return finding.code


def _as_table(data: bytes, form: str) -> None:
    for reading in goalconv.read_bytes(data, format=form):
        checked = goalconv.CheckedFile("a", (reading,))
        for name in ("full", "sarif"):
            goalconv.report([checked], name, "zh")
        goalconv.write_bytes(reading.table, "json")


def _as_form(data: bytes, marked: bytes) -> None:
    from documents import table
    from goalconv.converters.forms import form as forms

    forms.read(marked, data)
    forms.blank(marked, data, 1)
    forms.fill(data, table())
