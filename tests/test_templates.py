"""Templates: one key changed changes every format alike; what cannot be is refused with file, key and advice."""

from __future__ import annotations

import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pdfplumber
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

import goalconv
from goalconv.converters.layouts import LAYOUTS
from goalconv.templates import load, tree

FORMATS = ("xlsx", "docx", "pdf", "html")
ALL = frozenset(FORMATS)
NAMES = [layout.name for layout in LAYOUTS]
LONG = "、".join(f"{number}类对象的补助" for number in range(1, 120))


def table() -> goalconv.GoalTable:
    """A table with every role, in which every style and column shows."""
    indicators = tuple(
        goalconv.Indicator(
            number=number,
            level1=goalconv.Coded("1", "产出指标"),
            level2=goalconv.Coded("11", "数量指标"),
            name=f"第{number}项补助覆盖率和按时发放率",
            annual_value=goalconv.Value(text="≥90%", kind="quantity"),
            weight=Decimal(number),
            explanation="按月统计",
        )
        for number in range(1, 5)
    )
    money = goalconv.Funding(Decimal("10.00"), {"fiscal_appropriation": Decimal("10.00")})
    project = goalconv.Project(
        name="甲项目", funding=money, goal="保障基本生活。", indicators=indicators, extensions={"备注": LONG[:60]}
    )
    long = goalconv.Project(name="乙项目", funding=money, goal=LONG, indicators=indicators)
    unit = goalconv.Unit(name="某单位", funding=money, projects=(project, long))
    return goalconv.GoalTable(
        title="某局2025年项目支出绩效目标表", fiscal_year=2024, department=goalconv.Coded("101", "某局"), currency_unit="万元", funding=money,
        units=(unit,), notes=("注：无。",),
    )  # fmt: skip


def form() -> goalconv.GoalTable:
    """A table that one form prints, with a value and money for the whole period."""
    source = table().units[0].projects[0]
    value = goalconv.Value(text="≥95%", kind="quantity")
    indicators = tuple(
        goalconv.Indicator(
            number=item.number,
            level1=item.level1,
            level2=item.level2,
            name=item.name,
            annual_value=item.annual_value,
            period_value=value,
        )
        for item in source.indicators
    )
    project = goalconv.Project(
        code="7", name="甲", category="乙", nature="丙", start="丁", end="戊", goal="己", period_goal="庚", funding=source.funding,
        period_funding=source.funding, indicators=indicators,
    )  # fmt: skip
    return goalconv.GoalTable(
        title="某局项目支出绩效目标申报表", fiscal_year=2024, currency_unit="元", units=(goalconv.Unit(projects=(project,)),)
    )


def written(text: str, layout: str, format: str, tmp_path: Path, source: goalconv.GoalTable | None = None) -> bytes:
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    options = goalconv.WriteOptions(layout=layout, template=str(path))
    return goalconv.write_bytes(source or table(), format, options=options).data


def leaves(branch: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in branch.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def changed(path: tuple[str, ...], value: Any) -> Any:
    """Another value that the key may have."""
    others = {
        "align": "right" if value != "right" else "left", "valign": "bottom", "face": "heading" if value != "heading" else "body",
        "fill": "FFEE00", "color": "C00000", "leading": 2.2, "hang": 3, "file": "NotoSerifSC-Regular.ttf" if "Sans" in str(value) else "NotoSansSC-Bold.ttf", "office": "楷体", "latin": "Arial",
    }  # fmt: skip
    if path[0] == "stand_ins":
        return ["Some Face"]
    if path[-1] == "choices":
        return ["另"]
    if path[-1] in others:
        return others[path[-1]]
    if isinstance(value, bool):
        return not value
    return value + "另" if isinstance(value, str) else value + 3


def layout_of(path: tuple[str, ...]) -> str:
    """A layout in which a key shows."""
    return {("cells", "label"): "declaration", ("cells", "level"): "indicators", ("cells", "value"): "indicators"}.get(
        path[:2], "disclosure"
    )


def toml(path: tuple[str, ...], value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    table = f"[{'.'.join(path[:-1])}]\n" if path[:-1] else ""
    key = path[-1] if path[-1].isidentifier() and path[-1].isascii() else f'"{path[-1]}"'
    return f"{table}{key} = {text}\n".replace("'", '"')


def speaks_to(path: tuple[str, ...]) -> frozenset[str]:
    """The formats that a key can show in: a face has a name in some and a file in others; a sheet alone has a name."""
    ends = {
        "file": {"pdf"}, "office": {"xlsx", "docx", "html"},
        "latin": {"docx", "html"}, "hang": {"docx", "pdf", "html"}, "bold": {"xlsx", "docx", "html"},
    }  # fmt: skip
    whole = {("name",): {"xlsx"}, ("continued",): {"pdf"}}
    if path[0] == "stand_ins":
        return frozenset({"html"})
    return frozenset(whole.get(path, ends.get(path[-1], ALL)))


SHARED = [
    path
    for path, _ in leaves(tree("disclosure"))
    if path[0] not in ("columns", "labels", "words")
    and path not in {("rows", "header", "hang"), ("page", "width"), ("page", "height")}
]


@cache
def plain(layout: str, head: str) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        return {format: written(head, layout, format, Path(folder)) for format in FORMATS}


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_words_of_ones_own_are_kept_whole(format: str, tmp_path: Path) -> None:
    source = replace(table(), title="甲乙丙丁" * 12 + "绩效目标表")
    texts = [f'words = ["{word}"]\n' for word in ("甲乙丙丁", "丁甲乙丙")]
    one, other = (written(text, "disclosure", format, tmp_path, source) for text in texts)
    assert one != other


@pytest.mark.parametrize("path", SHARED, ids=".".join)
def test_a_key_changed_changes_every_format_it_can_show_in(path: tuple[str, ...], tmp_path: Path) -> None:
    layout = layout_of(path)
    text = toml(path, changed(path, dict(leaves(tree(layout)))[path]))
    head = '[header]\ntext = "附件"\n' if path[0] == "header" and path[-1] != "text" else ""
    text = head + text.partition("\n")[2] if head else text
    after = {format: written(text, layout, format, tmp_path) for format in FORMATS}
    assert {format for format in FORMATS if after[format] != plain(layout, head)[format]} == speaks_to(path)


def test_another_paper_is_used_by_every_format(tmp_path: Path) -> None:
    text = "[page]\nwidth = 420\nheight = 297\n"
    assert all(written(text, "disclosure", format, tmp_path) != plain("disclosure", "")[format] for format in FORMATS)


@pytest.mark.parametrize("layout", NAMES)
def test_every_label_and_width_shows_in_every_format(layout: str, tmp_path: Path) -> None:
    sources = (table(), form()) if layout == "declaration" else (table(),)
    before = {
        (at, format): written("", layout, format, tmp_path, source) for at, source in enumerate(sources) for format in FORMATS
    }
    shown = set()
    for path, value in leaves(tree(layout)):
        if path[0] not in ("columns", "labels"):
            continue
        text = toml(path, changed(path, value))
        for at, source in enumerate(sources):
            after = {format for format in FORMATS if written(text, layout, format, tmp_path, source) != before[at, format]}
            assert after in (set(), {"xlsx"} if path[-1] == "choices" else set(FORMATS)), path
            shown |= {path} if after else set()
    used = {"disclosure": ("name", "goal", "indicators", "total"), "declaration": ("block", "level1", "name", "period_name"),
            "indicators": ("name", "goal", "level1", "level3", "weight")}[layout]  # fmt: skip
    assert {("columns", key, "label") for key in used} <= shown
    if layout == "declaration":
        assert {path for path, _ in leaves(tree(layout)) if path[0] == "labels"} <= shown | {
            ("labels", name) for name in ("department", "department_code")
        }


LOOK = """\
extends = "公开表"
[page]
width = 210
height = 297
left = 31
[footer]
text = "— {page} —"
align = "outside"
size = 14
[border]
width = 1.5
color = "0000FF"
[faces.body]
office = "宋体"
[rows.title]
size = 22
color = "C00000"
align = "left"
[rows.total]
fill = "FFEE00"
[columns.goal]
label = "年度绩效目标"
"""


def test_excel_shows_the_look(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(LOOK, "", "xlsx", tmp_path))).active
    title, total = sheet["A1"], sheet["A6"]
    assert (title.font.sz, title.font.color.rgb, title.alignment.horizontal) == (22, "FFC00000", "left")
    assert (total.value, total.fill.fgColor.rgb, total.border.left.style, total.border.left.color.rgb) == (
        "合计", "FFFFEE00", "medium", "FF0000FF",
    )  # fmt: skip
    assert "年度绩效目标" in [cell.value for cell in sheet[5]]
    assert sheet["A8"].font.name == "宋体"
    assert (sheet.page_setup.orientation, round(sheet.page_margins.left * 25.4)) == ("portrait", 31)
    assert (sheet.oddFooter.right.text, sheet.evenFooter.left.text) == ("— &P —", "— &P —")
    assert (sheet.oddFooter.right.size, sheet.oddFooter.right.font) == (14, "宋体,Regular")


def test_word_shows_the_look(tmp_path: Path) -> None:
    data = written(LOOK, "", "docx", tmp_path)
    document = docx.Document(io.BytesIO(data))
    title = document.styles["Title"]
    assert (title.font.size.pt, str(title.font.color.rgb), title.paragraph_format.alignment) == (22, "C00000", 0)
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 31)
    assert document.settings.odd_and_even_pages_header_footer
    feet = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [(foot.alignment, "".join(text.text for text in foot._p.iter(qn("w:t")))) for foot in feet] == [
        (2, "— 1 —"),
        (0, "— 1 —"),
    ]
    rules = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml")).iter()
    assert {rule.attrib.get(rule.tag.partition("}")[0] + "}color") for rule in rules if rule.tag.endswith("}insideH")} == {
        "0000FF", "000000",
    }  # fmt: skip
    texts = [cell.text for cell in document.tables[1].rows[0].cells]
    assert "年度绩效目标" in texts


def test_pdf_shows_the_look(tmp_path: Path) -> None:
    with pdfplumber.open(io.BytesIO(written(LOOK, "", "pdf", tmp_path))) as pdf:
        first, second = pdf.pages[:2]
        assert (round(first.width / 72 * 25.4), round(min(char["x0"] for char in first.chars[:5]) / 72 * 25.4)) == (210, 31)
        title = first.chars[0]
        assert round(title["size"]) == 22
        assert tuple(round(part, 2) for part in title["non_stroking_color"]) == (0.75, 0, 0)
        assert {line["linewidth"] for line in first.lines} == {1.5}
        assert {tuple(line["stroking_color"]) for line in first.lines} == {(0, 0, 1)}
        feet = [[char for char in page.chars if char["text"] == "—"] for page in (first, second)]
        assert feet[0][-1]["x1"] == pytest.approx((210 - 13) / 25.4 * 72, abs=0.5)
        assert feet[1][0]["x0"] == pytest.approx(31 / 25.4 * 72, abs=0.5)
        assert "年度绩效目标" in re.sub(r"\s", "", first.extract_text())


def test_a_web_page_shows_the_look(tmp_path: Path) -> None:
    html = written(LOOK, "", "html", tmp_path).decode()
    assert "@page{size:210mm 297mm;margin:17mm 13mm 16mm 31mm}" in html
    assert '@page:right{@bottom-right{content:"— " counter(page) " —"' in html
    assert '@page:left{@bottom-left{content:"— " counter(page) " —"' in html
    assert "border:1.5pt solid #0000FF" in html
    title = re.search(r"\.title \.text[^{]*\{([^}]*)\}", html)
    assert title
    assert "22pt" in title[1]
    assert "color:#C00000" in title[1]
    assert "text-align:left" in title[1]
    assert '"宋体"' in html


REFUSED = [
    ("[page]\nwidht = 3\n", "GC821", "page.widht", "是否应为 width?"),
    ("colour = 3\n", "GC821", "colour", "可用的键"),
    ("[columns.goals]\nlabel = 'x'\n", "GC821", "columns.goals", "是否应为 goal?"),
    ("[cells.amout]\nsize = 9\n", "GC821", "cells.amout", "是否应为 amount?"),
    ("[labels]\ncurrency = 'x'\n", "GC821", "labels.currency", "是否应为 currency_unit?"),
    ("[page]\nwidth = '宽'\n", "GC822", 'page.width = "宽"', "50 到 2000 之间的数"),
    ("[page]\nwidth = nan\n", "GC822", "page.width = nan", "50 到 2000 之间的数"),
    ("[page]\nleft = 150\nright = 140\n", "GC822", "page.left = 150", "版心"),
    ("[rows.title]\nalign = 'centre'\n", "GC822", 'rows.title.align = "centre"', "left, center, right 之一"),
    ("[rows.total]\nfill = '#FFF'\n", "GC822", 'rows.total.fill = "#FFF"', "六位十六进制"),
    ("[rows.total]\nface = 'bold'\n", "GC822", 'rows.total.face = "bold"', "title, heading, body, strong"),
    ("[columns.unit]\nchoices = ['人,次']\n", "GC822", "columns.unit.choices", "不含半角逗号"),
    (f"[columns.unit]\nlabel = '单位'\nwidth = 9\nchoices = ['{'字' * 256}']\n", "GC822", "columns.unit.choices", "255"),
    ("[columns.goal]\nfixed = 1\n", "GC822", "columns.goal.fixed = 1", "true 或 false"),
    ("[faces.song]\noffice = '宋体'\n", "GC822", "faces.song.latin", "必须给出"),
    ("[faces.body]\nfile = 'simfang.ttf'\n", "GC822", 'faces.body.file = "simfang.ttf"', "存在的字体文件"),
    ("[footer]\ndistance = 20\n", "GC822", "footer.distance = 20", "印不到纸上"),
    ("page = 3\n", "GC822", "page = 3", "一组键值"),
    ("[stand_ins]\n'仿宋' = 3\n", "GC822", "stand_ins.仿宋 = 3", "一列文字"),
    ("extends = 'disclosur'\n", "GC907", "disclosur", "公开表"),
    ("extends = 'declaration'\n", "GC823", "申报表", "--layout"),
    ("[page\n", "GC820", "my.toml", "line 1"),
]


@pytest.mark.parametrize(("text", "code", "what", "advice"), REFUSED, ids=[what for _, _, what, _ in REFUSED])
def test_what_cannot_be_is_refused_with_key_and_advice(text: str, code: str, what: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(goalconv.UsageError) as caught:
        written(text, "disclosure", "html", tmp_path)
    finding = caught.value.finding
    assert finding.code == code
    assert what in finding.message
    assert advice in finding.message + finding.hint
    assert finding.message_in("en")
    assert code == "GC907" or not re.search("[\u4e00-\u9fff]", finding.hint_in("en"))


def test_a_template_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(goalconv.UnreadableError) as caught:
        goalconv.write_bytes(table(), "html", options=goalconv.WriteOptions(template=str(tmp_path / "no.toml")))
    assert caught.value.finding.code == "GC905"


@pytest.mark.parametrize("name", [*NAMES, "公开表", "申报表", "明细表"])
def test_the_printed_template_is_the_built_in_one(name: str, tmp_path: Path) -> None:
    text = goalconv.template_text(name)
    parsed = tomllib.loads(text)
    layout = parsed.pop("extends")
    assert parsed == tree(layout)
    options = goalconv.WriteOptions(layout=name)
    for format in FORMATS:
        assert written(text, "", format, tmp_path) == goalconv.write_bytes(table(), format, options=options).data


def test_a_label_that_could_not_be_read_back_is_a_note(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text("[columns.goal]\nlabel = '今年要做的事'\n[columns.total]\nlabel = '资金总额'\n", encoding="utf-8")
    found = goalconv.write_bytes(table(), "html", options=goalconv.WriteOptions(template=str(path))).findings
    assert [(finding.code, finding.parameters["key"]) for finding in found] == [("GC824", "columns.goal.label")]


def test_a_face_of_the_users_own_is_embedded(tmp_path: Path, root: Path) -> None:
    (tmp_path / "own.ttf").write_bytes((root / "templates" / "fonts" / "NotoSansSC-Bold.ttf").read_bytes())
    data = written("[faces.body]\nfile = 'own.ttf'\n", "disclosure", "pdf", tmp_path)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        body = next(char for char in pdf.pages[0].chars if char["text"] == "甲")
        assert "NotoSansSC" in body["fontname"]


@pytest.mark.parametrize("bad", [b"no font", b""])
def test_a_file_that_is_no_font_is_refused(bad: bytes, tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(bad)
    with pytest.raises(goalconv.UnwritableError) as caught:
        written("[faces.body]\nfile = 'own.ttf'\n", "disclosure", "pdf", tmp_path)
    assert caught.value.finding.code == "GC808"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_template_saved_by_notepad_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "模板.toml"
    path.write_bytes('extends = "申报表"\r\n[labels]\r\ntitle = "绩效表"\r\n'.encode(encoding))
    data = goalconv.write_bytes(table(), "html", options=goalconv.WriteOptions(template=str(path))).data
    assert "绩效表</h1>" in data.decode()


def test_the_examples_of_the_page_on_templates_are_templates(root: Path, tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes((root / "templates" / "fonts" / "NotoSerifSC-Regular.ttf").read_bytes())
    examples = re.findall(r"```toml\n(.*?)```", (root / "docs" / "templates.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        assert written(example, "", "pdf", tmp_path).startswith(b"%PDF")


def test_the_unit_of_account_stands_beside_a_short_line_in_every_format(tmp_path: Path) -> None:
    department = goalconv.Coded(None, "某局")
    source = goalconv.GoalTable(
        title="某局2025年项目支出绩效目标表", fiscal_year=2025, department=department, currency_unit="元", units=table().units
    )
    sheet = openpyxl.load_workbook(io.BytesIO(goalconv.write_bytes(source, "xlsx").data)).active
    assert [cell.value for cell in sheet[2] if cell.value] == ["部门名称：某局", "单位：元"]
    lines = docx.Document(io.BytesIO(goalconv.write_bytes(source, "docx").data)).tables[0].rows[0].cells
    assert [cell.text for cell in lines] == ["部门名称：某局", "单位：元"]
    with pdfplumber.open(io.BytesIO(goalconv.write_bytes(source, "pdf").data)) as pdf:
        assert "部门名称：某局 单位：元" in pdf.pages[0].extract_text()
    assert 'class="unit_line text beside"' in goalconv.write_bytes(source, "html").data.decode()


def test_the_levels_that_workbooks_offer_are_those_of_the_code_list() -> None:
    levels = {name: json.loads((Path(goalconv.__file__).parent / "schemas/taxonomy.json").read_text("utf-8"))["generations"][name]["levels"] for name in ("2021", "2015")}  # fmt: skip
    known = {f"{child}指标" for generation in levels.values() for children in generation.values() for child in children}
    for layout, column in (("indicators", "level2"), ("declaration", "level2"), ("declaration", "period_level2")):
        offered = set(load(layout).columns[column].choices)
        assert {f"{child}指标" for children in levels["2021"].values() for child in children} <= offered <= known
    for layout in ("indicators", "declaration"):
        assert set(load(layout).columns["level1"].choices) == {f"{level}指标" for level in levels["2021"]}


@pytest.mark.parametrize(
    ("layout", "offered"),
    [
        ("indicators", {"一级指标": ("level1", 10), "二级指标": ("level2", 10), "计量单位": ("unit", 10)}),
        ("declaration", {"一级指标": ("level1", 4), "二级指标": ("level2", 4)}),
    ],
)
def test_a_workbook_offers_levels_where_the_indicators_stand(layout: str, offered: dict[str, tuple[str, int]]) -> None:
    source = table() if layout == "indicators" else form()
    data = goalconv.write_bytes(source, "xlsx", options=goalconv.WriteOptions(layout=layout)).data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    found = {}
    for rule in sheet.data_validations.dataValidation:
        [area] = rule.sqref.ranges
        found[sheet.cell(area.min_row - 1, area.min_col).value] = (rule.formula1, area.max_row - area.min_row + 1)
    columns = load(layout).columns
    assert {label: (f'"{",".join(columns[key].choices)}"', count) for label, (key, count) in offered.items()} | found == found
