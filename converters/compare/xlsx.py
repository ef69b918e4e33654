"""A comparison as a workbook: a row for each change, to filter and to sort, with what changed marked in the text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from ..display import wrap
from ..language import Language
from ..stamp import stamp
from .changes import Change, Changes, FieldChange
from .words import JUDGEMENTS, LEVELS, PAGE, heading, kind_of, summary

__all__ = ["render"]

_COLUMNS: Final = (
    (PAGE["kind"], 8), (PAGE["level"], 6), (LEVELS["unit"], 15), (LEVELS["project"], 17), (LEVELS["indicator"], 16), (PAGE["field"], 11),
    (PAGE["old"], 34), (PAGE["new"], 34), (PAGE["amount"], 12), (PAGE["judgement"], 9), (PAGE["note"], 16),
)  # fmt: skip
"""The columns: heading, width in characters."""
_HEAD: Final = 3
_TEXT_LIMIT: Final = 32_767
_FILLS: Final = {"added": "E2F3E5", "removed": "FBE3E3", "changed": "FFFFFF"}
_EXACT: Final = 15
_LINE, _HIGHEST = 14.5, 409.0
"""Points: the height of a line, and Excel's limit for a row."""
"""Digits that a number keeps in a workbook."""


def render(changes: Changes, old: str, new: str, language: Language = "zh") -> bytes:
    """The workbook; `old` and `new` are what the two tables are called. Equal comparisons give equal bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": PAGE["title"].within(language), "created": datetime(*stamp())})
    sheet = _Sheet(book, language)
    sheet.head(changes, old, new)
    for change in changes.changes:
        sheet.item(change)
    sheet.finish()
    book.close()
    return buffer.getvalue()


class _Sheet:
    """The sheet while it is written."""

    def __init__(self, book: Any, language: Language) -> None:
        face = {"font_name": "宋体", "font_size": 10, "font_charset": 134}
        cell = {**face, "border": 1, "border_color": "#999999", "text_wrap": True, "valign": "top"}
        self._sheet = book.add_worksheet(PAGE["name"].within(language))
        self._title = book.add_format({**face, "bold": True, "font_size": 14})
        self._line = book.add_format(face)
        self._header = book.add_format({**cell, "bold": True, "bg_color": "#DDE3E8", "valign": "vcenter"})
        self._cells = {kind: book.add_format({**cell, "bg_color": f"#{fill}"}) for kind, fill in _FILLS.items()}
        self._numbers: dict[tuple[str, int], Any] = {}
        self._book, self._cell, self._language = book, cell, language
        self._marks = {
            "removed": book.add_format({**face, "font_color": "#B00020", "font_strikeout": True}),
            "added": book.add_format({**face, "font_color": "#0B6B2B", "underline": 1}),
            "same": book.add_format(face),
        }
        self._row = _HEAD + 1

    def head(self, changes: Changes, old: str, new: str) -> None:
        """Title, files, what was counted, how it was compared, and the header."""
        spoken = self._language
        lines = [summary(changes, spoken), PAGE["currency"].of(unit=changes.new_unit).within(spoken)]
        lines += [finding.message_in(spoken) for finding in changes.findings]
        files = f"{PAGE['old'].within(spoken)}：{old}　{PAGE['new'].within(spoken)}：{new}"
        self._sheet.write_string(0, 0, PAGE["title"].within(spoken), self._title)
        self._sheet.write_string(1, 0, files, self._line)
        self._sheet.write_string(2, 0, "　".join(lines), self._line)
        for column, (label, width) in enumerate(_COLUMNS):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(_HEAD, column, label.within(spoken), self._header)

    def item(self, change: Change) -> None:
        """The rows of one item: one for each field, or one where nothing but its place changed."""
        for field in change.fields or (None,):
            path = (*change.path, "", "", "")[:3]
            spoken = self._language
            texts = (kind_of(change, spoken), LEVELS[change.level].within(spoken), *path, field.label if field else "")
            for column, text in enumerate(texts):
                self._text(column, text, change.kind)
            self._sides(field, change.kind)
            self._text(10, heading(change, self._language), change.kind)
            old, new = (field.old or "", field.new or "") if field else ("", "")
            self._sheet.set_row(self._row, _height((*texts, old, new, "", "", heading(change, self._language))))
            self._row += 1

    def finish(self) -> None:
        """The filter, the fixed header, and the page."""
        self._sheet.autofilter(_HEAD, 0, max(self._row - 1, _HEAD), len(_COLUMNS) - 1)
        self._sheet.freeze_panes(_HEAD + 1, 0)
        self._sheet.repeat_rows(_HEAD)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._row + 1}"})

    def _sides(self, field: FieldChange | None, kind: str) -> None:
        """Old and new text, the difference and the judgement."""
        for column, side in ((6, "removed"), (7, "added")):
            pieces = [piece for piece in self._pieces(field, side) if piece[1]]
            text = "".join(piece for _, piece in pieces)
            if len(pieces) > 1 and len(text) <= _TEXT_LIMIT:
                flat = [part for name, piece in pieces for part in (self._marks[name], piece)]
                self._sheet.write_rich_string(self._row, column, *flat, self._cells[kind])
            else:
                self._text(column, text, kind)
        self._difference(field.difference if field else None, kind)
        self._text(9, JUDGEMENTS[field.judgement].within(self._language) if field and field.judgement else "", kind)

    def _pieces(self, field: FieldChange | None, side: str) -> Iterator[tuple[str, str]]:
        if field is None:
            return
        if field.marks:
            yield from ((fragment.kind, fragment.text) for fragment in field.marks if fragment.kind in ("same", side))
        else:
            yield "same", (field.old if side == "removed" else field.new) or ""

    def _difference(self, amount: Decimal | None, kind: str) -> None:
        """A number where a workbook's number is exactly the amount, else its text."""
        if amount is None or len(amount.as_tuple().digits) > _EXACT:
            self._text(8, "" if amount is None else f"{amount:,f}", kind)
            return
        decimals = max(-int(amount.as_tuple().exponent), 0)
        self._sheet.write_number(self._row, 8, float(amount), self._number(kind, decimals))

    def _number(self, kind: str, decimals: int) -> Any:
        if (kind, decimals) not in self._numbers:
            form = "+#,##0{0};-#,##0{0};0".format("." + "0" * decimals if decimals else "")
            properties = {**self._cell, "bg_color": f"#{_FILLS[kind]}", "num_format": form, "text_wrap": False}
            self._numbers[kind, decimals] = self._book.add_format(properties)
        return self._numbers[kind, decimals]

    def _text(self, column: int, text: str, kind: str) -> None:
        if text:
            self._sheet.write_string(self._row, column, text[:_TEXT_LIMIT], self._cells[kind])
        else:
            self._sheet.write_blank(self._row, column, None, self._cells[kind])


def _height(texts: Sequence[str]) -> float:
    """The height of a row in points, so that no line of its texts is cut."""
    lines = max(len(wrap(text, width - 1)) for text, (_, width) in zip(texts, _COLUMNS, strict=True))
    return min(lines * _LINE + 2, _HIGHEST)
