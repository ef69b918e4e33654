from __future__ import annotations

import contextlib
import io
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st
from trials import calls

from goalconv.converters.errors import UnreadableError
from goalconv.converters.findings import Finding
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, Source, WriteOptions
from goalconv.converters.language import Words
from goalconv.converters.places import ParagraphPlace, TablePlace
from goalconv.converters.readers.docx import read
from goalconv.converters.writers.docx import write
from goalconv.templates import load
from programs import NEEDS_LIBREOFFICE

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(**targets: str) -> str:
    kinds = f"{OFFICE}/relationships"
    entries = (f'<Relationship Id="{kind}" Type="{kinds}/{kind}" Target="{target}"/>' for kind, target in targets.items())
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(entries)}</Relationships>'


def package(body: str, word: str = TRANSITIONAL, **beside: str) -> bytes:
    """A Word document with this body; `beside` holds the content of footnotes, comments, header or footer."""
    names = (
        f'xmlns:w="{word}" xmlns:m="{OFFICE}/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="w/main.xml"))
        archive.writestr("w/main.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("w/_rels/main.xml.rels", relations(**{kind: f"{kind}.xml" for kind in beside}))
        for kind, content in beside.items():
            archive.writestr(f"w/{kind}.xml", f"<w:{kind} {names}>{content}</w:{kind}>")
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text)) if text else '<w:p/>'}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def source(body: str, include_hidden: bool = False) -> Source:
    return read(package(body), ReadOptions(include_hidden=include_hidden))


def texts(found: Source) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in found.grids[0].rows]


def codes(found: Source) -> list[str]:
    return [finding.code for finding in found.findings]


def refused(data: bytes) -> Finding:
    with pytest.raises(UnreadableError) as caught:
        read(data, ReadOptions())
    return caught.value.finding


# --- what only says how text looks is taken out before the part is parsed


PLAIN = '<w:rPr><w:sz w:val="17"/></w:rPr>'


def test_what_looks_like_properties_and_is_text_is_kept() -> None:
    body = paragraph(run("标题", '<w:sz w:val="17"/>')) + f"<w:p><w:r><w:t><![CDATA[{PLAIN}]]></w:t></w:r></w:p>"
    assert texts(source(body)) == [["标题"], [PLAIN]]


def test_a_name_that_is_bound_anew_means_what_it_is_bound_to() -> None:
    other = f'<x:r xmlns:x="urn:x" xmlns:w="urn:other"><w:rPr><w:vanish/></w:rPr></x:r><w:r>{PLAIN}<w:t>甲</w:t></w:r>'
    assert texts(source(f"<w:p>{other}</w:p>")) == [["甲"]]
    word = f'<x:p xmlns:x="{TRANSITIONAL}"><x:r><x:rPr><x:vanish/></x:rPr><x:t>乙</x:t></x:r></x:p>'
    found = source(word + paragraph(run("丙")))
    assert texts(found) == [["丙"]]
    assert codes(found) == ["GC209"]


def test_properties_that_mean_something_count_wherever_the_same_ones_stand_again() -> None:
    hidden = run("藏", '<w:sz w:val="17"/><w:vanish/>')
    found = source((paragraph(run("甲", '<w:sz w:val="17"/>'), hidden)) * 3)
    assert texts(found) == [["甲"]] * 3
    assert codes(found) == ["GC209"] * 3


def test_so_many_different_properties_that_not_all_are_looked_at_change_nothing() -> None:
    many = [paragraph(run(f"第{size}", f'<w:sz w:val="{size}"/>' + "<w:vanish/>" * (size % 7 == 0))) for size in range(1000)]
    assert [row[0] for row in texts(source("".join(many)))] == [f"第{size}" for size in range(1000) if size % 7]


def test_a_fault_is_told_where_it_is_in_the_file() -> None:
    body = paragraph(run("甲", '<w:sz w:val="17"/>')) * 3 + "<w:p><w:r></w:p>"
    document = zipfile.ZipFile(io.BytesIO(package(body))).read("w/main.xml").decode()
    reason = refused(package(body)).parameters["reason"]
    assert isinstance(reason, Words)
    assert reason.zh.endswith(f"line 1, column {document.index('<w:r></w:p>') + len('<w:r></')}")


# --- paragraphs, tables, places


@pytest.mark.parametrize("word", [TRANSITIONAL, STRICT])
def test_paragraphs_are_lines_and_tables_are_rows_in_order(word: str) -> None:
    body = paragraph(run("标题")) + "<w:p/>" + paragraph(run("单位："), run("万元"))
    body += table(cell("甲") + cell("乙")) + paragraph(run("注"))
    rows = read(package(body, word), ReadOptions()).grids[0].rows
    assert [(row.role, [cell.text for cell in row.cells]) for row in rows] == [
        ("line", ["标题"]),
        ("line", ["单位：万元"]),
        ("body", ["甲", "乙"]),
        ("line", ["注"]),
    ]
    assert [row.cells[-1].place for row in rows] == [ParagraphPlace(1), ParagraphPlace(3), TablePlace(1, 1, 2), ParagraphPlace(4)]


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    content = (
        '<w:r><w:t>a</w:t><w:tab/><w:t xml:space="preserve"> b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>'
        "<w:noBreakHyphen/></w:r>"
    )
    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
    assert texts(source(table(f"<w:tc>{paragraph(tabs, content)}{paragraph(run('e'))}</w:tc>"))) == [["a\t b\nc\nd-\ne"]]


def test_spans_and_shifted_rows_are_counted_by_the_grid() -> None:
    found = source(
        table(
            cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙", '<w:gridSpan w:val="2"/>'),
            cell("", "<w:vMerge/>") + cell("丙") + cell("丁"),
            '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("戊"),
        )
    )
    assert [[(c.text, c.column, c.colspan, c.rowspan) for c in row.cells] for row in found.grids[0].rows] == [
        [("甲", 0, 1, 2), ("乙", 1, 2, 1)],
        [("丙", 1, 1, 1), ("丁", 2, 1, 1)],
        [("戊", 2, 1, 1)],
    ]
    assert found.grids[0].rows[2].cells[0].place == TablePlace(1, 3, 3)
    assert found.findings == ()


def test_a_merge_without_a_start_is_a_cell_of_its_own() -> None:
    lost = "<w:vMerge/>"
    found = source(table(cell("甲", lost) + cell("乙"), cell("", lost) + cell("丙")))
    assert [[(c.text, c.rowspan) for c in row.cells] for row in found.grids[0].rows] == [[("甲", 2), ("乙", 1)], [("丙", 1)]]
    assert [(finding.code, finding.place) for finding in found.findings] == [("GC222", TablePlace(1, 1, 1))]


def test_a_merge_of_another_width_is_not_joined() -> None:
    start, wider = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/><w:vMerge/>'
    found = source(table(cell("甲", start) + cell("乙"), cell("丙", wider)))
    assert texts(found) == [["甲", "乙"], ["丙"]]
    assert codes(found) == ["GC222"]


@pytest.mark.parametrize(
    "rows",
    [
        (cell("12", '<w:vMerge w:val="restart"/>'), cell("34", "<w:vMerge/>")),
        (cell("12", '<w:hMerge w:val="restart"/>') + cell("34", "<w:hMerge/>"),),
    ],
)
def test_text_in_a_merged_cell_is_kept_and_named(rows: tuple[str, ...]) -> None:
    found = source(table(*rows))
    assert [text for row in texts(found) for text in row] == ["12\n34"]
    assert codes(found) == ["GC223"]


def test_a_table_in_a_cell_becomes_its_text() -> None:
    inner = table(cell("一") + cell("二"), cell("三") + cell("四"))
    found = source(table(f"<w:tc>{paragraph(run('外'))}{inner}<w:p/></w:tc>{cell('旁')}"))
    assert texts(found) == [["外\n一\t二\n三\t四", "旁"]]
    assert [(finding.code, finding.place) for finding in found.findings] == [("GC221", TablePlace(1, 1, 1))]


# --- what Word shows, hides and keeps


def test_content_controls_links_and_fields_give_their_text() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
    cells = f"<w:sdt><w:sdtContent>{cell('格')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标记')}</w:smartTag>"
    link += f"<w:fldSimple w:instr='X'>{run('域')}</w:fldSimple>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    found = source(control + paragraph(link, field) + table(cells + cell("尾")))
    assert texts(found) == [["控件"], ["链接标记域7"], ["格", "尾"]]
    assert found.findings == ()


def test_the_prompt_of_a_content_control_is_no_content() -> None:
    def control(content: str, shown: str = "<w:showingPlcHdr/>") -> str:
        return f"<w:sdt><w:sdtPr>{shown}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    asked = control(run("单击此处输入文字。"))
    filled = control(run("甲"), '<w:showingPlcHdr w:val="0"/>')
    rows = [cell("名称") + f"<w:tc>{paragraph(asked, run('乙'))}</w:tc>", control(cell("请填写")) + cell("丙")]
    found = source(paragraph(filled, asked, run("丁")) + table(*rows))
    assert texts(found) == [["甲丁"], ["名称", "乙"], ["", "丙"]]
    assert [finding.code for finding in found.findings] == ["GC245"] * 3
    assert "单击此处输入文字。" in found.findings[0].message


def test_text_in_a_field_code_is_named() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    found = source(paragraph(begin, run("12"), end, run("3")))
    assert texts(found) == [["3"]]
    assert "12" in found.findings[0].message


def test_tracked_changes_are_read_as_accepted() -> None:
    body = paragraph(
        run("预算"),
        f"<w:del>{'<w:r><w:delText>10</w:delText></w:r>'}</w:del>",
        f"<w:ins>{run('20')}</w:ins>",
        f"<w:moveFrom>{run('旧')}</w:moveFrom>",
        f"<w:moveTo>{run('万元')}</w:moveTo>",
    ) + table("<w:trPr><w:del/></w:trPr>" + cell("删"), cell("留") + cell("删", "<w:cellDel/>") + cell("末"))
    found = source(body)
    assert texts(found) == [["预算20万元"], ["留", "末"]]
    assert found.grids[0].rows[1].cells[1].column == 1
    assert [(finding.code, finding.place) for finding in found.findings] == [("GC211", ParagraphPlace(1))]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(source(paragraph(mark, run("前")) + paragraph(run("后")))) == [["前后"]]
    assert texts(source(table(f"<w:tc>{paragraph(mark, run('前'))}</w:tc>"))) == [["前"]]


def test_former_formatting_is_no_formatting() -> None:
    found = source(paragraph(run("显示", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")))
    assert (texts(found), found.findings) == ([["显示"]], ())


@pytest.mark.parametrize("include", [False, True])
def test_hidden_text_and_rows_are_left_out_unless_asked_for(include: bool) -> None:
    body = paragraph(run("公开"), run("内部", "<w:vanish/>"), run("末", '<w:vanish w:val="0"/>'))
    body += table("<w:trPr><w:hidden/></w:trPr>" + cell("藏"), cell("露"))
    found = source(body, include)
    assert texts(found) == ([["公开内部末"], ["藏"], ["露"]] if include else [["公开末"], ["露"]])
    assert codes(found) == ([] if include else ["GC209", "GC209"])
    assert "内部" not in "".join(finding.message for finding in found.findings)


def test_a_text_box_is_named_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框里的字'))}{table(cell('框里的表'))}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    alternative = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    found = source(table(f"<w:tc>{paragraph(run('甲'), f'<w:r>{alternative}</w:r>', run('乙'))}</w:tc>"))
    assert texts(found) == [["甲乙"]]
    assert [finding.code for finding in found.findings] == ["GC210"]
    assert "框里的字 框里的表" in found.findings[0].message


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("<w:r><w:drawing/></w:r>", "图片"),
        ("<m:oMath><m:r><m:t>x≥95</m:t></m:r></m:oMath>", "公式“x≥95”"),
        ("<w:r><w:object/></w:r>", "嵌入对象"),
        (f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('')}</w:rubyBase></w:ruby></w:r>", "拼音“pin”"),
        ('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>', "自动编号"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "Wingdings"),
    ],
)
def test_what_is_not_plain_text_is_named_with_its_place(content: str, named: str) -> None:
    found = source(paragraph(content, run("文字")))
    assert [row[0].strip("\uf0fe") for row in texts(found)] == ["文字"]
    assert len(found.findings) == 1
    assert named in found.findings[0].message
    assert found.findings[0].place == ParagraphPlace(1)


def test_notes_comments_and_headers_are_named_but_page_numbers_are_not() -> None:
    pages = paragraph(run("第 "), f"<w:fldSimple>{run('1')}</w:fldSimple>", run(" 页 共 9 页"))
    data = package(
        paragraph(run("正文")),
        footnotes=f"<w:footnote>{paragraph(run('脚注内容'))}</w:footnote>",
        comments=f"<w:comment>{paragraph(run('请核对'))}</w:comment>",
        header=paragraph(run("单位：万元")),
        footer=pages,
    )
    messages = [finding.message for finding in read(data, ReadOptions()).findings]
    assert len(messages) == 3
    for message, words in zip(messages, ["脚注内容", "请核对", "单位：万元"], strict=True):
        assert words in message


def test_notes_and_comments_are_named_where_the_body_refers_to_them() -> None:
    refer = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    data = package(
        paragraph(run("正文"), refer.format("footnote", 2))
        + table(cell("甲") + f"<w:tc>{paragraph(refer.format('comment', 0))}</w:tc>"),
        footnotes=f'<w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{paragraph(run("脚注一"))}</w:footnote>',
        comments=f'<w:comment w:id="0">{paragraph(run("请核对"))}{paragraph(run("再核对"))}</w:comment>',
    )
    found = read(data, ReadOptions()).findings
    assert [(str(finding.place), finding.message) for finding in found] == [
        ("第1段", "脚注“脚注一” (3 字)没有读取"),
        ("表1 第1行 第2列", "批注“请核对 再核对” (6 字)没有读取"),
    ]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F4E79"/>'


@pytest.mark.parametrize("include", [False, True])
def test_white_text_with_nothing_behind_it_is_hidden(include: bool) -> None:
    found = source(table(cell("甲") + f"<w:tc>{paragraph(run('乙'), run('白字', WHITE))}</w:tc>"), include)
    assert texts(found) == [["甲", "乙白字" if include else "乙"]]
    told = [(finding.code, str(finding.place), finding.message) for finding in found.findings]
    assert told == ([] if include else [("GC209", "表1 第1行 第2列", "隐藏的白色文字 (2 字)没有读取")])


@pytest.mark.parametrize(
    "body",
    [
        paragraph(run("字", WHITE + DARK)),
        paragraph(run("字", WHITE + '<w:highlight w:val="black"/>')),
        paragraph(f"<w:pPr>{DARK}</w:pPr>", run("字", WHITE)),
        f"<w:tbl><w:tr><w:tc><w:tcPr>{DARK}</w:tcPr>{paragraph(run('字', WHITE))}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblPr>{DARK}</w:tblPr><w:tr><w:tc>{paragraph(run('字', WHITE))}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:tc><w:tcPr>{DARK}</w:tcPr><w:tbl><w:tr><w:tc>{paragraph(run('字', WHITE))}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        paragraph(f"<w:pPr><w:rPr>{WHITE}</w:rPr></w:pPr>", run("字")),
        paragraph(run("字", WHITE + "<w:rPrChange><w:rPr/></w:rPrChange>" + DARK)),
        paragraph(run("字", f"<w:rPrChange><w:rPr>{WHITE}</w:rPr></w:rPrChange>")),
        paragraph(run("字", '<w:color w:val="auto"/>')),
    ],
)
def test_white_text_on_a_fill_is_read(body: str) -> None:
    found = source(body)
    assert [text for row in texts(found) for text in row] == ["字"]
    assert "GC209" not in codes(found)


@pytest.mark.parametrize(
    ("styles", "body", "seen"),
    [
        (
            f'<w:style w:styleId="S"><w:rPr>{WHITE}</w:rPr></w:style>',
            paragraph('<w:pPr><w:pStyle w:val="S"/></w:pPr>', run("字")),
            False,
        ),
        (f'<w:style w:styleId="S"><w:rPr>{WHITE}</w:rPr></w:style>', paragraph(run("字", '<w:rStyle w:val="S"/>')), False),
        (
            f'<w:style w:styleId="S"><w:rPr>{WHITE}</w:rPr></w:style>',
            paragraph('<w:pPr><w:pStyle w:val="S"/></w:pPr>', run("字", '<w:color w:val="000000"/>')),
            True,
        ),
        (
            f'<w:style w:styleId="B"><w:rPr>{WHITE}</w:rPr></w:style><w:style w:styleId="S"><w:basedOn w:val="B"/></w:style>',
            paragraph('<w:pPr><w:pStyle w:val="S"/></w:pPr>', run("字")),
            False,
        ),
        (
            f'<w:style w:styleId="S"><w:pPr>{DARK}</w:pPr></w:style>',
            paragraph('<w:pPr><w:pStyle w:val="S"/></w:pPr>', run("字", WHITE)),
            True,
        ),
        (
            f'<w:style w:styleId="S"><w:tblStylePr><w:rPr>{WHITE}</w:rPr><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>',
            f'<w:tbl><w:tblPr><w:tblStyle w:val="S"/></w:tblPr><w:tr><w:tc>{paragraph(run("字", WHITE))}</w:tc></w:tr></w:tbl>',
            True,
        ),
    ],
)
def test_styles_say_whether_text_is_white(styles: str, body: str, seen: bool) -> None:
    found = read(package(body, styles=styles), ReadOptions())
    assert [cell.text for row in found.grids[0].rows for cell in row.cells] == (["字"] if seen else [])
    assert codes(found) == ([] if seen else ["GC209"])


# --- refusals


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("20000000", "GC105"),
        ("257", "GC105"),
        ("0", "GC104"),
        ("-1", "GC104"),
        ("abc", "GC104"),
        ("", "GC104"),
    ],
)
def test_a_mad_span_is_refused_with_its_place(value: str, code: str) -> None:
    body = table(cell("甲"), cell("乙") + cell("丙", f'<w:gridSpan w:val="{value}"/>'))
    finding = refused(package(body))
    assert (finding.code, finding.place) == (code, TablePlace(1, 2, 2))


def test_the_widest_table_allowed_is_read() -> None:
    assert source(table(cell("甲", '<w:gridSpan w:val="256"/>'))).grids[0].rows[0].cells[0].colspan == 256
    assert refused(package(table(cell("甲", '<w:gridSpan w:val="256"/>') + cell("乙")))).code == "GC105"
    assert refused(package(table('<w:trPr><w:gridBefore w:val="300"/></w:trPr>' + cell("乙")))).code == "GC105"


def test_nesting_is_bounded() -> None:
    body = table(cell("芯"))
    for _ in range(500):
        body = f"<w:tbl><w:tr><w:tc>{body}<w:p/></w:tc></w:tr></w:tbl>"
    assert refused(package(body)).code == "GC105"


@pytest.mark.parametrize(
    "body",
    [
        "<w:tr/>",
        "<w:tc/>",
        "<w:tbl><w:p/></w:tbl>",
        "<w:tbl><w:tc/></w:tbl>",
        "<w:tbl><w:tr><w:tr/></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tbl/></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tc/></w:tc></w:tr></w:tbl>",
    ],
)
def test_a_table_that_is_none_is_refused(body: str) -> None:
    assert refused(package(body)).code == "GC104"


ELEMENTS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:trPr",
    "w:rPr",
    "w:pPr",
    "w:vMerge",
    "w:hMerge",
    "w:gridSpan",
    "w:del",
    "w:ins",
    "w:hidden",
    "w:vanish",
    "w:fldChar",
    "w:drawing",
    "w:txbxContent",
    "w:sym",
    "w:br",
    "w:cellDel",
    "w:numPr",
    "w:numId",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
]
trees = st.recursive(
    st.sampled_from(["", "字", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>', '<w:fldChar w:fldCharType="begin"/>']),
    lambda inner: st.builds(
        lambda name, content: f"<{name}>{''.join(content)}</{name}>",
        st.sampled_from(ELEMENTS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=30,
)


@given(st.lists(trees, max_size=6))
def test_any_order_of_elements_is_read_or_refused(body: list[str]) -> None:
    with contextlib.suppress(UnreadableError):
        assert len(source("".join(body)).grids) == 1


def test_other_files_are_refused_by_what_they_are() -> None:
    assert refused(b"").code == "GC101"
    assert refused(b"%PDF-1.7").code == "GC103"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refused(other.getvalue()).code == "GC103"
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", "<workbook xmlns='x'/>")
    assert "workbook" in refused(book.getvalue()).message
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("_rels/.rels", relations())
    assert refused(empty.getvalue()).code == "GC104"


def test_an_entity_never_shortens_an_amount() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="d.xml"))
        archive.writestr("d.xml", f'<!DOCTYPE d [<!ENTITY a "x">]><w:document xmlns:w="{TRANSITIONAL}"><w:body/></w:document>')
    assert refused(stream.getvalue()).code == "GC106"


def test_four_times_the_text_takes_about_four_times_the_steps() -> None:
    def steps(count: int) -> int:
        data = package(table(*[cell("甲", '<w:vMerge w:val="restart"/>')] + [cell("乙", "<w:vMerge/>")] * count))
        return calls(lambda: read(data, ReadOptions()))

    assert steps(8_000) < 4.4 * steps(2_000)


# --- files that others made


def test_a_file_of_python_docx() -> None:
    document = docx.Document()
    document.add_heading("标题", 0)
    made = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            made.cell(row, column).text = f"{row}{column}"
    made.cell(0, 0).merge(made.cell(1, 1)).text = "并"
    inner = made.cell(2, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "左", "右"
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.append(made.cell(2, 0).paragraphs[0].add_run("链接")._r)
    made.cell(2, 0).paragraphs[0]._p.append(hyperlink)
    stream = io.BytesIO()
    document.save(stream)
    found = read(stream.getvalue(), ReadOptions())
    assert [[(c.text, c.column, c.colspan, c.rowspan) for c in row.cells] for row in found.grids[0].rows] == [
        [("标题", 0, 1, 1)],
        [("并", 0, 2, 2), ("02", 2, 1, 1)],
        [("12", 2, 1, 1)],
        [("20链接", 0, 1, 1), ("21", 1, 1, 1), ("22\n左\t右", 2, 1, 1)],
    ]
    assert codes(found) == ["GC221"]


SPANS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><table:table>
<table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>甲</text:p></table:table-cell>
<table:table-cell table:number-columns-spanned="2"><text:p>R&amp;D &lt;乙&gt;</text:p></table:table-cell>
<table:covered-table-cell/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>丙</text:p></table:table-cell>
<table:table-cell><text:p>丁</text:p></table:table-cell></table:table-row>
</table:table></office:text></office:body></office:document>"""


@NEEDS_LIBREOFFICE
def test_files_of_libreoffice(tmp_path: Path) -> None:
    grid = Grid(
        (
            Row((Cell("标题“引号” R&D"),), "title"),
            Row((Cell("表头", rowspan=2), Cell("资金", 1, colspan=2)), "header"),
            Row((Cell("总计", 1), Cell("其他", 2)), "header"),
            Row((Cell("  项目\t<A级>&nbsp;"), Cell("1,234.00", 1), Cell("1、甲。2、乙", 2, role="list", breaks=(4,)))),
        )
    )
    (tmp_path / "ours.docx").write_bytes(write([grid], load("disclosure"), WriteOptions()).data)
    (tmp_path / "spans.fodt").write_text(SPANS, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / "ours.docx"), str(tmp_path / "spans.fodt")]
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ours = read((tmp_path / "out" / "ours.docx").read_bytes(), ReadOptions())
    assert (shape(ours.grids[0]), ours.findings) == (shape(grid), ())
    spans = read((tmp_path / "out" / "spans.docx").read_bytes(), ReadOptions())
    assert shape(spans.grids[0]) == [[("甲", 0, 1, 2), ("R&D <乙>", 1, 2, 1)], [("丙", 1, 1, 1), ("丁", 2, 1, 1)]]


# --- our own files


def shown(cell: Cell) -> str:
    """The text of a cell with a line for each item of its list."""
    return "\n".join(cell.text[start:stop] for start, stop in pairwise((0, *cell.breaks, len(cell.text))))


def shape(grid: Grid) -> list[list[tuple[str, int, int, int]]]:
    return [[(shown(c), c.column, c.colspan, c.rowspan) for c in row.cells] for row in grid.rows]


anything = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff", include_characters="\t\n"))


@given(st.lists(st.lists(anything, min_size=3, max_size=3), min_size=1, max_size=4), anything.filter(str.strip))
def test_every_text_comes_back(rows: list[list[str]], title: str) -> None:
    body = [Row(tuple(Cell(text, column) for column, text in enumerate(row))) for row in rows]
    grid = Grid((Row((Cell(title),), "title"), *body))
    found = read(write([grid], load("disclosure"), WriteOptions()).data, ReadOptions())
    assert (shape(found.grids[0]), found.findings) == (shape(grid), ())


@st.composite
def tilings(draw: st.DrawFn) -> Grid:
    """A grid whose cells, with spans, leave no gap."""
    width, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for row in range(height):
        cells: list[Cell] = []
        for column in range(width):
            if (row, column) in taken:
                continue
            free = next((end for end in range(column, width) if (row, end) in taken), width) - column
            across, down = draw(st.integers(1, free)), draw(st.integers(1, height - row))
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            cells.append(Cell(draw(anything), column, across, down))
        rows.append(Row(tuple(cells), draw(st.sampled_from(["header", "body", "total"]))))
    return Grid(tuple(rows))


@given(tilings())
def test_every_span_comes_back(grid: Grid) -> None:
    found = read(write([grid], load("disclosure"), WriteOptions()).data, ReadOptions())
    assert (shape(found.grids[0]), found.findings) == (shape(grid), ())
