"""The PDF writer, read back by pdfium, poppler and pypdf: nothing is lost, rows are split and repeated rightly."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.errors import UnwritableError
from goalconv.converters.grid import Cell, Grid, Row, RowRole
from goalconv.converters.interface import WriteOptions
from goalconv.converters.widths import fit_columns
from goalconv.converters.writers.pdf import write
from goalconv.converters.writers.pdf_flows import MILLIMETRE, Piece, Setter
from goalconv.converters.writers.pdf_fonts import Faces
from goalconv.converters.writers.pdf_pages import Paginator
from goalconv.templates import load
from strategies import examples

TEMPLATE = load("disclosure")
FONTS = Path(__file__).parents[2] / "templates" / "fonts"
SEED = Path(__file__).parents[2] / "examples" / "liwan-2025.txt"
LABELS = ("项目名称（资金使用单位）", "总计", "绩效目标", "绩效指标")
COLUMNS = ("name", "total", "goal", "indicators")
CLOSING = "，。、：；！？》）」』”’】％%‰℃·…"


def header() -> Row:
    return Row(tuple(Cell(label, index, role="label") for index, label in enumerate(LABELS)), "header")


def project(name: str, amount: str = "12.00", goal: str = "目标。", indicators: str = "1、指标。") -> Row:
    breaks = tuple(match.start() + 1 for match in re.finditer(r"。(?=\d+、)", indicators))
    listed = Cell(indicators, 3, role="list", breaks=breaks)
    return Row((Cell(name, 0, role="name"), Cell(amount, 1, role="amount"), Cell(goal, 2), listed))


def table(*rows: Row, title: str = "2025年项目支出绩效目标表") -> Grid:
    first = (Row((Cell(title, colspan=4),), "title"), Row((Cell("单位：万元", colspan=4),), "unit_line"), header())
    return Grid((*first, *rows), COLUMNS)


def seed() -> Grid:
    """The example file as a grid; what its columns mean is not the writer's business."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    before: dict[int, RowRole] = {2: "title", 4: "line", 6: "unit_line"}
    rows = [Row((Cell(lines[number], colspan=7),), role) for number, role in before.items()]
    for number, line in enumerate(lines[8:]):
        texts = line.split("\t")
        if len(texts) == 7:
            cells = (Cell(text, index, role="amount" if 0 < index < 5 else "text") for index, text in enumerate(texts))
            rows.append(Row(tuple(cells), "body" if number else "header"))
    return Grid(tuple(rows), ("name", "total", "fiscal_appropriation", "special_account", "other", "goal", "indicators"))


def pages_of(data: bytes) -> list[str]:
    """The text of each page, by pdfium."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    return texts


def bare(text: str) -> str:
    return "".join(text.split())


def poppler(data: bytes, tmp_path: Path, *command: str) -> str:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    path = tmp_path / "table.pdf"
    path.write_bytes(data)
    output = ["-"] if command[0] == "pdftotext" else []
    return subprocess.run([*command, str(path), *output], capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize(
    "text",
    [
        "𬱖䶮乡村教育",
        "<A级>景区 &nbsp; R&D [[x]]",
        "≥100%、1.6倍、25℃、㎡",
        "第一行\n第二行",
        "制表\t符",
        "零\u200b宽",
        "e\u0301 combining",
        "新增☑延续☒",
        "⼀⼄与一乙",
    ],
)
def test_text_comes_back(text: str, tmp_path: Path) -> None:
    data = write([table(project(text))], TEMPLATE).data
    assert bare(text) in bare(pages_of(data)[0])
    assert bare(text.replace("\u200b", "")) in bare(poppler(data, tmp_path, "pdftotext", "-raw")).replace("\u200b", "")


def test_the_example_comes_back_whole() -> None:
    grid = seed()
    pages = pages_of(write([grid], TEMPLATE).data)
    printed = bare("".join(pages))
    assert all(bare(cell.text) in printed for row in grid.rows for cell in row.cells)
    assert all("其他资金绩效目标绩效指标" in bare(page) for page in pages)
    assert all(f"第 {number} 页 共 {len(pages)} 页" in page for number, page in enumerate(pages, 1))
    starts = [line.lstrip()[0] for page in pages for line in page.split("\n") if line.strip()]
    assert not set(starts) & set(CLOSING)


def test_spaces_at_a_line_end_stay_in_the_text() -> None:
    text = "关于印发" + "甲 乙 " * 30
    page = pypdf.PdfReader(BytesIO(write([table(project(text))], TEMPLATE).data)).pages[0]
    assert text.strip() in page.extract_text().replace("\n", "")


def test_every_face_is_embedded_as_a_subset(tmp_path: Path) -> None:
    data = write([table(project("项目"))], TEMPLATE).data
    assert len(data) < 60_000
    fonts = pypdf.PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert re.fullmatch(r"/[A-Z]{6}\+Noto\w+SC-\w+", descendant["/BaseFont"])
        assert descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()[:4] == b"\0\1\0\0"
    rows = poppler(data, tmp_path, "pdffonts").splitlines()[2:]
    assert len(rows) == len(fonts) == 3
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_properties() -> None:
    reader = pypdf.PdfReader(BytesIO(write([table(project("项目"))], TEMPLATE).data))
    assert reader.metadata is not None
    assert reader.metadata.title == "2025年项目支出绩效目标表"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [round(float(size)) for size in reader.pages[0].mediabox[2:]] == [842, 595]


def test_a_row_of_ten_pages() -> None:
    item = "{0}、1-产出指标；11-数量指标；第{0}项补贴覆盖率；实施周期指标值：≥100%；年度指标值：≥100%。"
    items = [item.format(number) for number in range(1, 420)]
    rows = project("前"), project("特困人员供养", "3,078.00", "目标。", "".join(items)), project("后")
    pages = pages_of(write([table(*rows)], TEMPLATE).data)
    assert len(pages) >= 10
    assert all("绩效指标" in page and "总计" in page for page in pages)
    assert [bare(page).count("特困人员供养（续）") for page in pages] == [0] + [1] * (len(pages) - 1)
    assert "".join(pages).count("3,078.00") == 1
    for item in items:
        assert sum(bare(page).count(item) for page in pages) == 1


def test_a_row_that_fits_a_page_is_not_split() -> None:
    rows = [project(f"项目{number}", goal="目标" * 60) for number in range(40)]
    pages = pages_of(write([table(*rows)], TEMPLATE).data)
    assert len(pages) > 2
    assert "（续）" not in "".join(pages)


def test_a_unit_is_not_left_at_the_foot_of_a_page() -> None:
    unit = Row((Cell("某单位", 0, role="name"), Cell("1.00", 1, role="amount"), Cell("", 2), Cell("", 3)), "unit")
    for count in range(20, 34):
        rows = [project(f"项目{number}") for number in range(count)]
        for page in pages_of(write([table(*rows, unit, project("末", goal="目标" * 60))], TEMPLATE).data):
            assert ("某单位" in page) == ("末" in page)


def test_vertical_spans_are_repeated_over_pages() -> None:
    rows = [Row((Cell(f"第{number}项", 2), Cell(f"≥{number}%", 3))) for number in range(1, 90)]
    spans = Cell("跨页的项目", 0, rowspan=90, role="name"), Cell("5.00", 1, rowspan=90, role="amount")
    first = Row((*spans, Cell("第0项", 2), Cell("≥0%", 3)))
    pages = pages_of(write([table(first, *rows)], TEMPLATE).data)
    assert len(pages) > 2
    assert [bare(page).count("跨页的项目（续）") for page in pages] == [0] + [1] * (len(pages) - 1)
    assert re.findall(r"第(\d+)项", "".join(pages)) == [str(number) for number in range(90)]
    assert "".join(pages).count("5.00") == 1


def test_missing_characters_are_printed_as_codes() -> None:
    written = write([table(project("笑脸😀与😀頔"))], TEMPLATE)
    assert "笑脸[U+1F600]与[U+1F600][U+9814]" in bare(pages_of(written.data)[0])
    (finding,) = written.findings
    assert finding.code == "GC803"
    assert "2 个" in finding.message
    assert "頔(U+9814) 😀(U+1F600)" in finding.message
    assert write([table(project("䶮"))], TEMPLATE).findings == ()


def test_the_users_face_comes_first_for_the_body() -> None:
    data = write([table(project("独特字"))], TEMPLATE, WriteOptions(fonts=(str(FONTS / "NotoSansSC-Bold.ttf"),))).data
    fonts = pypdf.PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"].values()
    assert {font.get_object()["/BaseFont"][8:] for font in fonts} == {"NotoSansSC-Bold", "NotoSerifSC-Bold"}
    assert "独特字" in pages_of(data)[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, ""),
        (b"", "TrueType"),
        (b"plain text", "TrueType"),
        (b"OTTO" + bytes(100), "CFF"),
        (b"ttcf" + bytes(8), "损坏"),
        (b"\0\1\0\0\0\x09" + bytes(200), "损坏"),
    ],
)
def test_a_face_that_cannot_be_used(content: bytes | None, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "face.ttf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnwritableError) as caught:
        write([table(project("项目"))], TEMPLATE, WriteOptions(fonts=(str(path),)))
    assert caught.value.finding.code == "GC808"
    assert reason in str(caught.value)


def test_many_columns() -> None:
    rows = [Row(tuple(Cell(f"{number},234.00", number, role="amount") for number in range(30))) for _ in range(40)]
    printed = bare("".join(pages_of(write([Grid(tuple(rows))], TEMPLATE).data)))
    assert all(printed.count(f"{number},234.00") >= 40 for number in range(30))
    with pytest.raises(UnwritableError) as caught:
        write([Grid((Row(tuple(Cell("字", number) for number in range(120))),))], TEMPLATE)
    assert caught.value.finding.code == "GC807"


def test_each_grid_begins_a_page() -> None:
    pages = pages_of(write([table(project("甲项目")), table(project("乙项目"), title="第二张表")], TEMPLATE).data)
    assert "甲项目" in pages[0]
    assert "乙项目" not in pages[0]
    assert "第二张表" in pages[1]
    assert "第 2 页 共 2 页" in pages[1]


def test_odd_grids() -> None:
    assert len(pages_of(write([], TEMPLATE).data)) == 1
    assert len(pages_of(write([Grid(())], TEMPLATE).data)) == 1
    rows = Row(()), Row((Cell("", 0, rowspan=9),)), Row((Cell("越界", 1, colspan=50),)), header(), Row((Cell("注"),), "note")
    (page,) = pages_of(write([Grid(rows)], TEMPLATE).data)
    assert "越界" in page
    assert "注" in page


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables with vertical and horizontal spans, short and very long texts."""
    count = draw(st.integers(1, 14))
    below = [0, 0, 0, 0]
    rows = [header()] if draw(st.booleans()) else []
    for index in range(count):
        cells, column = [], 0
        while column < 4:
            if below[column]:
                column += 1
                continue
            free = next((other for other in range(column, 4) if below[other]), 4) - column
            colspan = draw(st.integers(1, free)) if draw(st.integers(0, 3)) == 0 else 1
            rowspan = draw(st.integers(1, min(5, count - index))) if draw(st.integers(0, 2)) == 0 else 1
            length = draw(st.sampled_from([0, 1, 3, 30, 200, 1500]))
            role = draw(st.sampled_from(["text", "name", "amount", "list"]))
            cells.append(Cell("目标，" * (length // 3) + "字" * (length % 3), column, colspan, rowspan, role))  # type: ignore[arg-type]
            below[column : column + colspan] = [rowspan] * colspan
            column += colspan
        below = [max(0, left - 1) for left in below]
        rows.append(Row(tuple(cells), draw(st.sampled_from(["body", "body", "unit", "total"]))))
    return Grid(tuple(rows), COLUMNS)


def overlap(one: Piece, other: Piece) -> bool:
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 0.01 and down > 0.01


@examples(100)
@given(grids())
def test_pages_are_tiled_and_nothing_is_lost(grid: Grid) -> None:
    pages = list(Paginator(grid, TEMPLATE, Setter(TEMPLATE, Faces(TEMPLATE, ()), fit_columns(grid, TEMPLATE).widths)).pages())
    foot = (TEMPLATE.page.height - TEMPLATE.page.bottom) * MILLIMETRE
    printed: dict[int, list[str]] = {}
    flows = {}
    for page in pages:
        assert not any(overlap(one, other) for one, other in combinations(page, 2))
        extent = max(piece.top + piece.height for piece in page) - TEMPLATE.page.top * MILLIMETRE
        assert extent <= foot - TEMPLATE.page.top * MILLIMETRE + 0.1
        area = sum(piece.width * piece.height for piece in page)
        assert area == pytest.approx(extent * TEMPLATE.page.text_width * MILLIMETRE, rel=1e-6)
        for piece in page:
            assert len(piece.lines) * piece.flow.pitch <= piece.height + 0.1
            printed.setdefault(id(piece.flow), []).extend(line.text for line in piece.lines)
            flows[id(piece.flow)] = piece.flow
    headers = {flow for flow in flows if flows[flow].style == TEMPLATE.style("header", "label")}
    for key in flows.keys() - headers:
        if not flows[key].repeated:
            assert "".join(printed[key]) == flows[key].cell.text
    texts = [flow.cell.text for key, flow in flows.items() if not flow.repeated and key not in headers and flow.cell.text]
    wanted = [cell.text for row in grid.rows if row.role != "header" for cell in row.cells if cell.text]
    assert sorted(texts) == sorted(wanted)


def test_amounts_shrink_rather_than_break() -> None:
    grid = table(project("项目", "123,456,789.00"))
    narrow = [TEMPLATE.page.text_width / 15] * 15
    (page,) = Paginator(grid, TEMPLATE, Setter(TEMPLATE, Faces(TEMPLATE, ()), narrow)).pages()
    (piece,) = (piece for piece in page if piece.flow.cell.role == "amount")
    assert [line.text for line in piece.lines] == ["123,456,789.00"]
    assert piece.flow.size < 9
