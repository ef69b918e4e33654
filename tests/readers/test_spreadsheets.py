"""Old and binary workbooks (.xls, .et, .xlsb) and OpenDocument spreadsheets (.ods)."""

from __future__ import annotations

import io
import struct
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

import goalconv
from goalconv.converters import formats
from goalconv.converters.errors import UnreadableError
from goalconv.converters.interface import ReadOptions, Source
from goalconv.converters.limits import Limits
from goalconv.converters.readers import ods, xls
from goalconv.converters.readers import xlsb as xlsb_reader
from goalconv.converters.sheets import Range, Sheet, surface
from programs import NEEDS_LIBREOFFICE

CASES = Path(__file__).parent.parent / "cases" / "spreadsheets"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def shown(source: Source) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.colspan, cell.rowspan) for cell in row.cells] for grid in source.grids for row in grid.rows]


def codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


def refusal(data: bytes, suffix: str = "") -> str:
    with pytest.raises(UnreadableError) as caught:
        goalconv.read_bytes(data, suffix=suffix)
    return caught.value.finding.code


# The example and one of each kind of value


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_the_example_is_read_from_what_libreoffice_made_of_it(form: str, seed: goalconv.Reading) -> None:
    reading = goalconv.read(CASES / f"liwan-2025.{form}")
    assert reading.table == seed.table
    assert reading.account.unexplained == 0


def test_ods_shows_what_the_spreadsheet_showed_and_leaves_out_what_it_hid() -> None:
    source = ods.read((CASES / "kinds.ods").read_bytes(), ReadOptions())
    assert shown(source) == [
        [("名称", 1, 1), ("值", 1, 1)], [("甲", 1, 1), ("100%", 1, 1)], [("乙", 1, 1), ("12.5%", 1, 1)], [("丙", 1, 1), ("3,078.00", 1, 1)],
        [("日", 1, 1), ("2026-01-01", 1, 1)], [("时", 1, 1), ("2026-01-01 8:30:00", 1, 1)], [("TRUE", 1, 1)], [("#DIV/0!", 1, 1)],
        [("1.23456789012346E+017", 1, 1), ("甲x", 1, 1)], [("并", 1, 3), ("1", 1, 1)], [("2", 1, 1)], [("3", 1, 1)],
        [("a\nb", 1, 1)], [("8:30:00", 1, 1)], [("30:00:00", 1, 1)], [("0.3", 1, 1)], [("00123", 1, 1)],
    ]  # fmt: skip
    assert [(finding.code, str(finding.place)) for finding in source.findings] == [("GC209", "表!A10"), ("GC209", "隐!A1")]
    whole = ods.read((CASES / "kinds.ods").read_bytes(), ReadOptions(include_hidden=True))
    assert {"hid", "秘密"} <= {cell.text for grid in whole.grids for row in grid.rows for cell in row.cells}
    assert whole.findings == ()


def test_xls_shows_what_excel_shows_and_leaves_out_what_it_hides() -> None:
    source = xls.read((CASES / "kinds.xls").read_bytes(), ReadOptions())
    assert shown(source) == [
        [("名称", 1, 1), ("值", 1, 1)], [("甲", 1, 1), ("100%", 1, 1)], [("乙", 1, 1), ("12.5%", 1, 1)], [("丙", 1, 1), ("3,078.00", 1, 1)],
        [("日", 1, 1), ("2026-01-01", 1, 1)], [("时", 1, 1), ("2026-01-01 8:30:00", 1, 1)], [("TRUE", 1, 1)], [("#DIV/0!", 1, 1)],
        [("123456789012346000", 1, 1), ("甲x", 1, 1)], [("并", 1, 3), ("1", 1, 1)], [("2", 1, 1)], [("3", 1, 1)],
        [("a\nb", 1, 1)], [("8:30:00", 1, 1)], [("30:00:00", 1, 1)], [("0.3", 1, 1)], [("00123", 1, 1)],
    ]  # fmt: skip
    assert [(finding.code, str(finding.place)) for finding in source.findings] == [
        ("GC220", "表!A9"), ("GC209", "表!A10"), ("GC209", "隐!A1"),
    ]  # fmt: skip


def test_xls_names_hidden_columns_notes_masked_cells_and_blank_results() -> None:
    source = xls.read((CASES / "hidden.xls").read_bytes(), ReadOptions())
    assert [[text for text, *_ in row] for row in shown(source)] == [
        ["名称", "值", "批"], ["甲", "95.5%", "见批注"], ["乙", "12元"], ["丙", "-1,234.50"], ["丁"], ["#DIV/0!"], ["=1+1"], ["并"],
    ]  # fmt: skip
    assert [(finding.code, str(finding.place)) for finding in source.findings] == [
        ("GC209", "表!B5"), ("GC243", "表!B8"), ("GC210", "表!D2"), ("GC209", "表!A9"), ("GC209", "表!C1"), ("GC209", "极隐!A1"),
    ]  # fmt: skip
    whole = xls.read((CASES / "hidden.xls").read_bytes(), ReadOptions(include_hidden=True))
    assert {"5", "x", "暗行", "秘密"} <= {text for row in shown(whole) for text, *_ in row}
    assert codes(whole) == ["GC243", "GC210"]


def test_xls_names_text_boxes_at_their_cells() -> None:
    source = xls.read((CASES / "text-box.xls").read_bytes(), ReadOptions())
    told = [(str(finding.place), finding.message.partition("的")[2]) for finding in source.findings]
    assert told == [("表!B3", "批注“批注里的字” (5 字)没有读取"), ("表!C4", "文本框文字“文本框里的字 second” (12 字)没有读取")]


def test_xls_that_is_longer_than_its_file_is_refused_at_once() -> None:
    data = bytearray((CASES / "kinds.xls").read_bytes())
    entry = data.find("Workbook\0".encode("utf-16-le"))
    data[entry + 120 : entry + 124] = b"\xff\xff\xff\x7f"
    assert refusal(bytes(data), ".xls") == "GC104"


def test_xls_counts_days_from_1904_where_the_workbook_says_so() -> None:
    assert shown(xls.read((CASES / "days-1904.xls").read_bytes(), ReadOptions())) == [[("2025年1月1日", 1, 1)]]


# xlsb, from records of our own ([MS-XLSB] 2.1.4)


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    cells: dict[tuple[int, int], str | float | None],
    more: dict[str, bytes | str] | None = None,
    hidden_rows: tuple[int, ...] = (),
    columns: bytes = b"",
    merges: bytes = b"",
) -> bytes:
    """A workbook with one sheet; rows and columns from 0, rows ascending; a cell with None shows #DIV/0!."""
    book = (
        record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("表")) + record(144) + record(132)
    )
    last_row, last_column = max(row for row, _ in cells), max(column for _, column in cells)
    sheet = record(129) + record(148, struct.pack("<IIII", 0, last_row, 0, last_column)) + columns + record(145)
    last = -1
    for (number, column), value in cells.items():
        if number != last:
            last = number
            sheet += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if number in hidden_rows else 0, 0, 0))
        start = struct.pack("<II", column, 0)
        if value is None:
            sheet += record(3, start + b"\x07")
        else:
            sheet += record(6, start + wide(value)) if isinstance(value, str) else record(5, start + struct.pack("<d", value))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{office}/%s" Target="%s"/></Relationships>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    binary, sheet_type = "application/vnd.ms-excel.sheet.binary.macroEnabled.main", "application/vnd.ms-excel.worksheet"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" ContentType="{relations}"/><Override PartName="/xl/workbook.bin" '
        f'ContentType="{binary}"/><Override PartName="/xl/worksheets/sheet1.bin" ContentType="{sheet_type}"/></Types>',
        "_rels/.rels": relation % ("officeDocument", "xl/workbook.bin"),
        "xl/_rels/workbook.bin.rels": relation % ("worksheet", "worksheets/sheet1.bin"),
        "xl/workbook.bin": book,
        "xl/worksheets/sheet1.bin": sheet + record(146) + merges + record(130),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in {**parts, **(more or {})}.items():
            archive.writestr(name, part)
    return stream.getvalue()


def test_xlsb_names_comments_and_text_boxes_at_their_cells() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(
        f'<Relationship Id="{kind}" Type="{office}/{kind}" Target="{target}"/>'
        for kind, target in (("comments", "../comments1.bin"), ("drawing", "../drawings/drawing1.xml"))
    )
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    more: dict[str, bytes | str] = {
        "xl/worksheets/_rels/sheet1.bin.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>',
        "xl/comments1.bin": record(628)
        + record(635, struct.pack("<IIIII", 0, 1, 1, 2, 2) + bytes(16))
        + record(637, b"\1" + wide("请核对") + struct.pack("<IHH", 1, 0, 0))
        + record(636),
        "xl/drawings/drawing1.xml": f'<wsDr xmlns="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main"><oneCellAnchor><from><col>0</col><row>4</row></from>'
        "<sp><txBody><a:p><a:r><a:t>框里的字</a:t></a:r></a:p></txBody></sp></oneCellAnchor></wsDr>",
    }
    source = xlsb_reader.read(xlsb({(0, 0): "甲"}, more), ReadOptions())
    told = {str(finding.place): finding.message.partition("的")[2] for finding in source.findings}
    assert told["表!C2"] == "批注“请核对” (3 字)没有读取"
    assert told["表!A5"] == "文本框文字“框里的字” (4 字)没有读取"


def test_xlsb_names_the_errors_that_it_shows() -> None:
    source = xlsb_reader.read(xlsb({(0, 0): "甲", (2, 1): None, (3, 0): None}), ReadOptions())
    (told,) = [finding for finding in source.findings if "错误值" in finding.message]
    assert (str(told.place), "2 个" in told.message) == ("表!B3", True)


SEEN: dict[tuple[int, int], str | float | None] = {
    (0, 0): "标题", (1, 0): "甲", (1, 1): "密列", (1, 2): "乙", (2, 0): "密行", (3, 0): "丙", (3, 1): "密列", (3, 2): "丁",
}  # fmt: skip


def seen() -> bytes:
    """A workbook with a hidden row and a hidden column ([MS-XLSB] 2.4.725, 2.4.323), and its first row merged (2.4.673)."""
    columns = record(390) + record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 0x0001)) + record(391)
    merges = record(177, struct.pack("<I", 1)) + record(176, struct.pack("<IIII", 0, 0, 0, 2)) + record(178)
    return xlsb(SEEN, hidden_rows=(2,), columns=columns, merges=merges)


def test_xlsb_leaves_out_hidden_rows_and_columns_and_knows_what_is_merged() -> None:
    source = xlsb_reader.read(seen(), ReadOptions())
    assert [[(cell.text, cell.colspan) for cell in row.cells] for row in source.grids[0].rows] == [
        [("标题", 2)], [("甲", 1), ("乙", 1)], [("丙", 1), ("丁", 1)],
    ]  # fmt: skip
    assert [(finding.code, str(finding.place)) for finding in source.findings] == [("GC209", "表!A3"), ("GC209", "表!B2")]
    whole = xlsb_reader.read(seen(), ReadOptions(include_hidden=True))
    assert [cell.text for row in whole.grids[0].rows for cell in row.cells] == list(SEEN.values())
    assert whole.findings == ()


@NEEDS_LIBREOFFICE
def test_another_program_sees_the_same_of_an_xlsb(tmp_path: Path) -> None:
    (tmp_path / "a.xlsb").write_bytes(seen())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "a.xlsb"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [row for row, of in sheet.row_dimensions.items() if of.hidden] == [3]
    assert [column for column, of in sheet.column_dimensions.items() if of.hidden] == ["B"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]


def test_xlsb_is_told_by_its_content_and_read() -> None:
    data = xlsb({(0, 0): "项目名称", (0, 1): "总计", (0, 2): "绩效目标", (1, 0): "甲", (1, 1): 34545.040000000001, (1, 2): "乙"})
    assert formats.detect(data, ".xlsx").name == "xlsb"
    (reading,) = goalconv.read_bytes(data)
    (project,) = reading.table.units[0].projects
    assert project.funding is not None
    assert (project.name, str(project.funding.total), project.goal) == ("甲", "34545.04", "乙")
    assert "GC242" in {finding.code for finding in reading.findings}


def test_a_cell_far_off_ends_another_process_and_not_this_one() -> None:
    data = xlsb({(0, 0): "a", (1_048_575, 16_383): "b"})
    assert len(data) < 5_000
    assert refusal(data, ".xlsb") in ("GC142", "GC143")


def test_xls_is_read_in_a_child_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(data: bytes, options: ReadOptions) -> Source:
        raise AssertionError("the reader ran in this process")

    monkeypatch.setattr(xls, "read", fill)
    assert goalconv.read(CASES / "liwan-2025.xls").account.unexplained == 0


# What is something else


def ole(*streams: str) -> bytes:
    entries = (f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE.ljust(512, b"\0") + b"".join(entries)


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (ole("EncryptedPackage"), ".xlsx", "GC121"), (ole("WordDocument"), ".doc", "GC103"), (ole("PowerPoint Document"), ".xls", "GC103"),
        (ole("Workbook"), ".xls", "GC104"), (OLE, ".et", "GC103"), (ole("Drawing"), ".xlsx", "GC103"), (b"", ".xls", "GC101"), (b"%PDF-1.7", ".xls", "GC103"),
        ("项目\t目标".encode(), ".xls", "GC103"), (b"", ".ods", "GC101"), (b"x", ".ods", "GC103"), (b"PK\x03\x04", ".xlsb", "GC104"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_told(data: bytes, suffix: str, code: str) -> None:
    assert refusal(data, suffix) == code


@pytest.mark.parametrize("name", ["kinds.xls", "kinds.ods"])
def test_a_broken_file_is_an_error_with_a_code(name: str) -> None:
    data = (CASES / name).read_bytes()
    for broken in (data[: len(data) // 2], data[:700], data[:100] + bytes(300) + data[400:]):
        assert refusal(broken, Path(name).suffix).startswith("GC1")


# ods


def workbook(
    rows: str, *, columns: str = "", manifest: str = "", mimetype: str = "application/vnd.oasis.opendocument.spreadsheet"
) -> bytes:
    spaces = {"o": "office", "t": "table", "x": "text", "d": "drawing"}
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"' for name, space in spaces.items())
    content = f'<o:document-content {names}><o:body><o:spreadsheet><t:table t:name="表">{columns}{rows}</t:table></o:spreadsheet></o:body></o:document-content>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def cell(text: str, **attributes: str) -> str:
    stated = " ".join(f't:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<t:table-cell {stated}>{text and f'<x:p>{text}</x:p>'}</t:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    return f'<t:table-row t:number-rows-repeated="{repeated}">{"".join(cells)}</t:table-row>'


def test_ods_white_space_is_that_of_its_elements() -> None:
    text = " a \n <x:s x:c='2'/>b<x:span> c</x:span><x:tab/>d<x:line-break/>e</x:p><x:p/><x:p>f"
    assert shown(ods.read(workbook(row(cell(text))), ReadOptions())) == [[("a   b c\td\ne\n\nf", 1, 1)]]


def test_ods_repeats_and_spans_are_counted_and_not_laid_out() -> None:
    rows = [
        row(cell("a", number_columns_repeated="2")),
        row(cell("", number_columns_repeated="16384"), repeated=1_000_000),
        row(
            cell("b", number_columns_spanned="16384", number_rows_spanned="1000"),
            "<t:covered-table-cell><x:p>c</x:p></t:covered-table-cell>",
        ),
    ]
    source = ods.read(workbook("".join(rows)), ReadOptions())
    assert shown(source) == [[("a", 1, 1), ("a", 1, 1)], [("b", 2, 1)]]
    assert [str(cell.place) for cell in source.grids[0].rows[1].cells] == ["表!A1000002"]
    assert [(finding.code, str(finding.place)) for finding in source.findings] == [("GC207", "表!B1000002")]


def test_ods_hidden_columns_and_what_stands_beside_the_cells_are_named() -> None:
    columns = '<t:table-column/><t:table-column t:visibility="collapse" t:number-columns-repeated="16383"/>'
    note = "<t:table-cell><o:annotation><x:p>批</x:p></o:annotation><x:p>a</x:p><d:frame><x:p>图</x:p></d:frame></t:table-cell>"
    source = ods.read(workbook(row(note, cell("b")), columns=columns), ReadOptions())
    assert shown(source) == [[("a", 1, 1)]]
    assert sorted((finding.code, str(finding.place), finding.message) for finding in source.findings) == [
        ("GC209", "表!B1", "隐藏的列 B (工作表“表”) (1 字)没有读取"),
        ("GC210", "表!A1", "工作表“表”的批注“批” (1 字)没有读取"),
        ("GC210", "表!A1", "工作表“表”的文本框文字“图” (1 字)没有读取"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (workbook(row(cell("a", number_columns_repeated="9"), repeated=1_000_000)), "GC105"),
        (workbook(row(cell("a", number_columns_repeated="-1"))), "GC104"),
        (workbook(row(cell("", formula="of:=1+1"))), "GC107"),
        (workbook("", manifest="<encryption-data/>"), "GC121"), (workbook("", mimetype="application/vnd.oasis.opendocument.text"), "GC103"),
        (workbook("<!DOCTYPE x>"), "GC106"), (workbook("<t:table-row>" + "<t:table-cell>" * 200), "GC105"),
        (workbook(row("<t:table-cell><t:table/></t:table-cell>")), "GC104"),
    ],
)  # fmt: skip
def test_ods_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        ods.read(data, ReadOptions())
    assert caught.value.finding.code == code


# Sheets


def sheet(texts: dict[tuple[int, int], str], *merges: Range) -> Sheet:
    made = Sheet("表", merges=list(merges))
    for (row, column), text in texts.items():
        made.rows.setdefault(row, {})[column] = text
    return made


def test_a_sheet_with_overlapping_ranges_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        surface(sheet({(1, 1): "a", (2, 2): "b"}, Range(1, 1, 2, 2), Range(2, 2, 3, 3)), False)
    assert caught.value.finding.code == "GC104"


@pytest.mark.parametrize("limits", [Limits(rows=2), Limits(columns=2), Limits(cells=2), Limits(merges=0)])
def test_a_sheet_over_a_limit_is_refused_and_one_at_it_is_not(limits: Limits) -> None:
    texts = {(1, 1): "a", (5, 5): "b"}
    assert surface(sheet(texts), False, limits)[0] is not None
    with pytest.raises(UnreadableError):
        surface(sheet(texts | {(9, 9): "c"}, Range(1, 1, 1, 2)), False, limits)


def test_a_range_over_the_whole_sheet_costs_nothing() -> None:
    texts = {(1, 1): "a", (5, 5): "a", (7, 7): "b"}
    grid, findings = surface(sheet(texts, Range(1, 1, 1_048_576, 16_384)), False)
    assert grid is not None
    assert [[(cell.text, cell.colspan) for cell in row.cells] for row in grid.rows] == [[("a", 1)]]
    assert [(finding.code, str(finding.place)) for finding in findings] == [("GC207", "表!G7")]
