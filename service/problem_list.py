"""The list of problems as a file to send on: CSV or a workbook. No cell of it can become a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

import goalconv
from goalconv import Finding, Language
from goalconv.converters.reports.wording import SEVERITIES
from goalconv.service.page_words import WORDS
from goalconv.service.work import File

__all__ = ["as_csv", "as_xlsx"]

_HEADS: Final = ("severity", "code", "place", "said", "hint")
_WIDTHS: Final = (8, 9, 24, 60, 60)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(findings: Sequence[Finding], language: Language) -> File:
    """The findings in CSV that Excel opens in the right encoding."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in _rows(findings, language)
    )
    return File(text.getvalue().encode("utf-8-sig"), "text/csv", ".csv")


def as_xlsx(findings: Sequence[Finding], language: Language) -> File:
    """The findings in a workbook, with a filter on the header."""
    import xlsxwriter  # type: ignore[import-untyped]  # only this needs it

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(WORDS["problems"].within(language))
        plain, head = (book.add_format({"text_wrap": True, "valign": "top", "bold": bold}) for bold in (False, True))
        rows = _rows(findings, language)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, plain if number else head)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(_HEADS) - 1)
    (form,) = (form for form in goalconv.all_formats() if form.name == "xlsx")
    return File(data.getvalue(), form.media_type, ".xlsx")


def _rows(findings: Sequence[Finding], language: Language) -> list[list[str]]:
    head = [WORDS[name].within(language) for name in _HEADS]
    return [head] + [
        [
            SEVERITIES[finding.severity].within(language), finding.code, finding.place.within(language) if finding.place else "",
            finding.message_in(language), finding.hint_in(language),
        ]
        for finding in findings
    ]  # fmt: skip
