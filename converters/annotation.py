"""Annotating a file of any format: itself where it is a workbook or a Word document, else a web page of what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from . import catalogue as kinds
from .annotate import annotate as annotate_in
from .convert import read_given
from .errors import UnwritableError
from .findings import Finding
from .formats import by_name, detect
from .interface import ReadOptions, Source
from .language import Language, Words

__all__ = ["annotate"]

_IN_PLACE: Final = ("xlsx", "docx")


def annotate(
    data: bytes,
    findings: Sequence[Finding],
    to: str,
    *,
    format: str | None = None,
    suffix: str = "",
    options: ReadOptions = ReadOptions(),
    name: str = "",
    language: Language = "zh",
) -> bytes:
    """The annotated copy of a file: `to` is "html", or for a workbook or a Word document its own format.

    `format`, `suffix` and `options` are those with which the file was read, `name` is what the page calls it.
    Raises `UnwritableError` where the file cannot be annotated so.
    """
    form = by_name(format) if format else detect(data, suffix)
    if to != "html" and (to != form.name or to not in _IN_PLACE):
        known = [form.name, "html"] if form.name in _IN_PLACE else ["html"]
        raise UnwritableError(kinds.ANNOTATE_FORM, format=form.name, known=Words("、".join(known), ", ".join(known)), wanted=to)
    given = read_given(form, data, options) if to == "html" else None
    grids = given.grids if isinstance(given, Source) else ()
    return annotate_in(data, to, findings, grids, name=name, language=language)
