"""The main part of a Word document: expat's events turned into rows of text.

Tracked changes are read as accepted, hidden text is left out unless asked for, and whatever is not
plain text of a paragraph or a cell (drawings, formulas, field codes, automatic numbers) is named in a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from .. import catalogue as kinds
from ..errors import UnreadableError
from ..findings import Finding, Kind
from ..grid import Cell, Row
from ..language import Words, quoted
from ..limits import Limits
from ..places import ParagraphPlace, Place
from .docx_captures import Capture, Unread
from .docx_looks import LOOKS, Looks, Style
from .docx_names import CAPTURED, CHARACTERS, FORMER, LOCAL, STRUCTURE, enabled, value
from .docx_notes import NOTES
from .docx_table import DraftCell, DraftRow, DraftTable

__all__ = ["Body"]

_Attributes: TypeAlias = dict[str, str]
_UNKNOWN: Final = ("", None)  # what is known of an element that has no name here


class Body:
    """Collects `rows`, `findings` and the `references` to notes from the events of the part `part`."""

    def __init__(self, part: str, include_hidden: bool, limits: Limits, styles: Mapping[str, Style]) -> None:
        """Nothing read yet."""
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self.references: dict[tuple[str, str], Place] = {}
        self.part = part
        self._include_hidden = include_hidden
        self._limits, self._deepest = limits, limits.xml_depth
        self._path: list[str] = []
        self._skipping = 0  # the depth of the element that is passed over, 0 outside
        self._capture: Capture | None = None
        self._choices: list[bool] = []  # for each AlternateContent: whether one of its readings was taken
        self._fields: list[bool] = []  # for each open field: whether its result has begun
        self._sink: list[str] | None = None
        self._text: list[str] = []
        self._looks = Looks(styles)
        self._unread = Unread()
        self._hint = 0  # the depth of the content control that shows what to fill in, 0 outside
        self._pending = False  # a paragraph has begun whose text is not given out yet
        self._hidden = self._numbered = self._mark_deleted = self._tracked = False
        self._paragraphs = self._table_count = self._cells = 0
        self._tables: list[DraftTable] = []
        starts = self._start_handlers()
        self._starts = {name: (local, starts.get(local)) for name, local in LOCAL.items()}
        self._ends = self._end_handlers()

    def _start_handlers(self) -> dict[str, Callable[[_Attributes], None]]:
        """What is done where an element begins, by its local name."""
        return {
            "p": self._start_paragraph,
            "r": self._start_run,
            "t": self._start_text,
            "tbl": self._start_table,
            "tr": self._start_row,
            "tc": self._start_cell,
            "gridSpan": self._grid_span,
            "gridBefore": self._grid_before,
            "vMerge": self._vertical,
            "hMerge": self._horizontal,
            "hidden": self._hidden_row,
            "vanish": self._vanish,
            "numId": self._number,
            "fldChar": self._field,
            "sym": self._symbol,
            "showingPlcHdr": self._start_hint,
            "cellDel": self._cell_deleted,
            "AlternateContent": self._alternatives,
            **dict.fromkeys(("ins", "moveTo"), self._inserted),
            **dict.fromkeys(("del", "moveFrom"), self._deleted),
            **dict.fromkeys(("Choice", "Fallback"), self._choice),
            **dict.fromkeys(CHARACTERS, self._character),
            **dict.fromkeys(CAPTURED, self._start_capture),
            **dict.fromkeys(FORMER, self._skip),
            **dict.fromkeys(LOOKS, self._look),
            **dict.fromkeys((f"{name}Reference" for name in NOTES), self._refer),
        }

    def _end_handlers(self) -> dict[str, Callable[[], None]]:
        """What is done where an element ends, by its local name."""
        return {
            "p": self._end_paragraph,
            "r": self._end_run,
            "t": self._end_text,
            "tbl": self._end_table,
            "tr": self._end_row,
            "tc": self._end_cell,
            "AlternateContent": self._end_alternatives,
            "sdt": self._end_control,
            **dict.fromkeys(CAPTURED, self._end_capture),
        }

    def start(self, name: str, attributes: _Attributes) -> None:
        """An element begins."""
        local, handler = self._starts.get(name, _UNKNOWN)
        self._path.append(local)
        depth = len(self._path)
        if depth == 1 and local != "document":
            found = Words("其他文件 ({name})", "another file ({name})").of(name=name.rpartition(" ")[2][:40])
            raise UnreadableError(kinds.NOT_A_PACKAGE, format="docx", found=found)
        if depth > self._deepest:
            self._limits.hold("xml_depth", depth, self.part)
        if handler is not None and not self._skipping and (self._capture is None or local not in STRUCTURE):
            handler(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        local = self._path[-1]
        if self._skipping:
            if len(self._path) == self._skipping:
                self._skipping = 0
        elif (handler := self._ends.get(local)) is not None:
            if self._capture is None or local not in STRUCTURE:
                handler()
            elif local == "p":
                self._capture.pieces.append("\n")
        self._path.pop()

    def text(self, data: str) -> None:
        """A piece of character data."""
        if self._sink is not None and not self._skipping:
            self._sink.append(data)

    def finish(self) -> None:
        """The part has ended: text that a deleted paragraph mark held back is given out."""
        if self._pending or self._text:
            self._flush()

    # --- where things are

    def _place(self) -> Place:
        return self._tables[0].place if self._tables else ParagraphPlace(max(1, self._paragraphs))

    @property
    def _row(self) -> DraftRow | None:
        return self._tables[-1].row if self._tables else None

    @property
    def _cell(self) -> DraftCell | None:
        return self._tables[-1].cell if self._tables else None

    def _broken(self, reason: Words) -> UnreadableError:
        return UnreadableError(kinds.BROKEN_PACKAGE, self._place(), part=self.part, reason=reason)

    def _find(self, kind: Kind, **parameters: object) -> None:
        self.findings.append(kind.at(self._place(), "", **parameters))

    def _inside(self, *parents: str) -> bool:
        """Whether the element stands in `parents`, the innermost last."""
        return tuple(self._path[-1 - len(parents) : -1]) == parents

    def _destination(self) -> list[str]:
        """Where text belongs at this point."""
        if self._capture is not None:
            return self._capture.pieces
        if self._hidden and not self._include_hidden:
            return self._unread.hidden
        if self._looks.unseen and not self._include_hidden:
            return self._unread.white
        if self._hint:
            return self._unread.prompts
        return self._unread.codes if False in self._fields else self._text

    def _skip(self, attributes: _Attributes) -> None:
        self._skipping = len(self._path)

    # --- text

    def _start_text(self, attributes: _Attributes) -> None:
        self._sink = self._destination()

    def _end_text(self) -> None:
        self._sink = None

    def _character(self, attributes: _Attributes) -> None:
        if self._path[-2] == "r":  # a tab stop in the properties of a paragraph has the same name
            self._destination().append(CHARACTERS[self._path[-1]])

    def _symbol(self, attributes: _Attributes) -> None:
        """A character of a symbol font: its code is all that is known of it."""
        code, font = value(attributes, "char"), value(attributes, "font")
        try:
            character = chr(int(code, 16))
            character.encode()
        except (ValueError, OverflowError):
            character = "\ufffd"
        self._destination().append(character)
        self._find(kinds.SYMBOL_KEPT, font=font[:40], code=code[:10])

    def _start_hint(self, attributes: _Attributes) -> None:
        """The text of this content control is not the user's: it asks for one."""
        if self._inside("sdt", "sdtPr") and enabled(attributes) and not self._hint:
            self._hint = len(self._path) - 2

    def _end_control(self) -> None:
        if len(self._path) == self._hint:
            self._hint = 0

    def _start_run(self, attributes: _Attributes) -> None:
        self._hidden = False
        self._looks.begin_run()

    def _end_run(self) -> None:
        self._hidden = False

    def _vanish(self, attributes: _Attributes) -> None:
        if self._inside("r", "rPr"):
            self._hidden = enabled(attributes)

    def _look(self, attributes: _Attributes) -> None:
        if self._capture is None and len(self._path) > 2:
            self._looks.take(self._path[-1], self._path[-3], attributes)

    def _refer(self, attributes: _Attributes) -> None:
        self.references[self._path[-1].removesuffix("Reference"), value(attributes, "id")] = self._place()

    def _field(self, attributes: _Attributes) -> None:
        kind = value(attributes, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    # --- paragraphs

    def _start_paragraph(self, attributes: _Attributes) -> None:
        if not self._tables:
            self._paragraphs += 1
        self._pending = True
        self._looks.begin_paragraph()

    def _end_paragraph(self) -> None:
        if self._mark_deleted:
            self._mark_deleted = False
        else:
            self._flush()

    def _flush(self) -> None:
        """Gives the text of a paragraph to the open cell, or makes it a row of its own."""
        text = "".join(self._text)
        if self._unread or self._numbered:
            self._report_left_out(bool(text))
        self._text.clear()
        self._pending = False
        if self._tables:
            self._add_to_cell(text)
        elif text.strip():
            self.rows.append(Row((Cell(text, place=self._place()),), "line"))

    def _report_left_out(self, has_text: bool) -> None:
        self.findings += self._unread.findings(self._place())
        if self._numbered and has_text:
            self._find(kinds.BOOK_PART_LEFT_OUT, what=Words("段落的自动编号", "the automatic numbers of paragraphs"))
        self._numbered = False

    def _add_to_cell(self, text: str) -> None:
        cell = self._tables[-1].cell
        if cell is None:
            raise self._broken(Words("表格的文字不在单元格里", "text of a table stands in no cell"))
        if text or not cell.after_table:  # Word demands a paragraph after a table in a cell
            cell.paragraphs.append(text)
        cell.after_table = False

    def _number(self, attributes: _Attributes) -> None:
        if self._inside("pPr", "numPr"):
            self._numbered = value(attributes) not in {"", "0"}

    # --- tables

    def _start_table(self, attributes: _Attributes) -> None:
        if self._pending:
            self._flush()
        within = self._tables[0].place if self._tables else None
        if within:
            self._find(kinds.NESTED_TABLE)
        else:
            self._table_count += 1
        self._looks.begin_area()
        self._tables.append(DraftTable(self._table_count, self.part, self._limits, within))

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._looks.end_area()
        self.findings += table.findings
        if not self._tables:
            self.rows += table.rows()
            return
        self._add_to_cell(table.text())
        if self._cell:
            self._cell.after_table = True

    def _start_row(self, attributes: _Attributes) -> None:
        if not self._tables or self._row:
            raise self._broken(Words("表格行不在表格里", "a row stands in no table"))
        self._tables[-1].start_row()

    def _end_row(self) -> None:
        self._tables[-1].end_row()

    def _start_cell(self, attributes: _Attributes) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None or table.row is None or table.row.cell is not None:
            raise self._broken(Words("单元格不在表格行里", "a cell stands in no row"))
        self._cells += 1
        if self._cells > self._limits.cells:
            self._limits.hold("cells", self._cells, place=self._place())
        self._looks.begin_area()
        table.start_cell()

    def _end_cell(self) -> None:
        if self._pending:
            self._flush()
        self._looks.end_area()
        self._tables[-1].end_cell()

    def _grid_span(self, attributes: _Attributes) -> None:
        if self._cell and self._inside("tc", "tcPr"):
            self._tables[-1].span(value(attributes))

    def _grid_before(self, attributes: _Attributes) -> None:
        if self._row and self._inside("tr", "trPr"):
            self._tables[-1].skip_columns(value(attributes))

    def _vertical(self, attributes: _Attributes) -> None:
        if self._cell:
            self._cell.vertical = value(attributes) or "continue"

    def _horizontal(self, attributes: _Attributes) -> None:
        if self._cell:
            self._cell.horizontal = value(attributes) or "continue"

    def _hidden_row(self, attributes: _Attributes) -> None:
        if self._row and self._inside("tr", "trPr") and enabled(attributes) and not self._include_hidden:
            self._row.left_out = self._row.hidden = True

    # --- tracked changes

    def _inserted(self, attributes: _Attributes) -> None:
        if not self._tracked:
            self._tracked = True
            self._find(kinds.TRACKED_CHANGES)

    def _deleted(self, attributes: _Attributes) -> None:
        """Deleted text is passed over; in properties the mark says that a paragraph's end or a row is deleted."""
        self._inserted(attributes)
        if self._path[-2] not in {"trPr", "rPr"}:
            self._skip(attributes)
        elif self._capture is not None:
            return
        elif self._row and self._path[-2] == "trPr":
            self._row.left_out = True
        elif self._inside("p", "pPr", "rPr"):
            self._mark_deleted = True

    def _cell_deleted(self, attributes: _Attributes) -> None:
        self._inserted(attributes)
        if self._cell:
            self._cell.deleted = True

    # --- what is not plain text

    def _alternatives(self, attributes: _Attributes) -> None:
        self._choices.append(False)

    def _end_alternatives(self) -> None:
        self._choices.pop()

    def _choice(self, attributes: _Attributes) -> None:
        """The same thing said in several ways: the first is read, the others would double its text."""
        if self._choices and self._choices[-1]:
            self._skip(attributes)
        elif self._choices:
            self._choices[-1] = True

    def _start_capture(self, attributes: _Attributes) -> None:
        if self._capture is None:
            self._capture = Capture(CAPTURED[self._path[-1]], len(self._path))

    def _end_capture(self) -> None:
        if self._capture is None or len(self._path) != self._capture.depth:
            return
        label, text = self._capture.label, "".join(self._capture.pieces).strip()
        self._capture = None
        self._find(
            kinds.BOOK_PART_LEFT_OUT, what=quoted(CAPTURED["txbxContent"] if text and label == CAPTURED["pict"] else label, text)
        )
