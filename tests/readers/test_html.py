from __future__ import annotations

import socket

import pytest
from trials import within

import goalconv
from goalconv.converters.errors import UnreadableError
from goalconv.converters.grid import Grid
from goalconv.converters.interface import ReadOptions, Source
from goalconv.converters.limits import Limits
from goalconv.converters.readers.html import read


def page(html: str, *, include_hidden: bool = False) -> Source:
    return read(html.encode(), ReadOptions(include_hidden=include_hidden))


def texts(source: Source) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in source.grids[0].rows]


def spans(grid: Grid) -> list[list[tuple[str, int, int, int]]]:
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row.cells] for row in grid.rows]


def codes(source: Source) -> list[str]:
    return [finding.code for finding in source.findings]


def test_lines_and_tables_come_in_the_order_of_the_page_with_their_places() -> None:
    source = page(
        "<h1>标题</h1>单位：万元<table><caption>说明</caption><tr><td>甲<td>乙</table><div>注：一<p>二</div><table><tr><td>丙"
    )
    rows = source.grids[0].rows
    assert [(row.role, cell.text, str(cell.place)) for row in rows for cell in row.cells] == [
        ("line", "标题", "第1段"), ("line", "单位：万元", "第2段"), ("line", "说明", "第3段"),
        ("body", "甲", "表1 第1行 第1列"), ("body", "乙", "表1 第1行 第2列"),
        ("line", "注：一", "第4段"), ("line", "二", "第5段"), ("body", "丙", "表2 第1行 第1列"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("  甲 \n\t 乙  ", "甲 乙"), ("中文\n中文", "中文中文"), ("中文\nabc", "中文 abc"), ("中\n<b>文</b>", "中文"), ("中\n  文", "中 文"), ("a <b> b</b>", "a b"),
        ("<b>a </b> b", "a b"), ("&nbsp;a&nbsp;&nbsp;b", "\xa0a\xa0\xa0b"), ("　甲　乙", "　甲　乙"), ("a<br>b", "a\nb"), ("a<br>", "a"),
        ("a<br><br>", "a\n"), ("<br>a", "\na"), ("<p>a</p>\n<p>b</p>", "a\nb"), ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("<p>a</p><p></p><p>b", "a\nb"), ("<ol><li>a<li>b</ol>", "a\nb"), ("<pre>\n a\n\n  b\n</pre>", " a\n\n  b"),
        ("<span style='color:red; white-space: pre-wrap'>  a  b</span>  c", "  a  b c"), ("<div style=white-space:pre-line> a  b \n c</div>", "a b\nc"),
        ("R&amp;D &lt;A级&gt; &#x2265;100% &copy &unknown;", "R&D <A级> ≥100% © &unknown;"), ("1<sup>2</sup>", "12"),
        ("<input value=' 甲'> <input type=hidden value=x><select><option>a<option selected>b</select>", " 甲 b"),
        ("<input type=checkbox checked>是<input type=checkbox>否", "☑是□否"), ("<textarea>\na\nb</textarea>", "a\nb"),
        ("<a href='javascript:x'>甲</a><img src=x alt=乙><script>丙</script><style>丁</style><!-- 戊 -->", "甲"),
    ],
)  # fmt: skip
def test_a_cell_holds_what_a_browser_shows(html: str, text: str) -> None:
    assert texts(page(f"<table><tr><td>{html}</td><td>.</td></tr></table>")) == [[text, "."]]


def test_spans_put_cells_where_a_browser_puts_them() -> None:
    source = page("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td rowspan=2>d<tr><td colspan=2>e</table>")
    assert spans(source.grids[0]) == [
        [("a", 0, 1, 2), ("b", 1, 2, 1)], [("c", 1, 1, 1), ("d", 2, 1, 2)], [("e", 0, 2, 1)],
    ]  # fmt: skip
    assert source.findings == ()


def test_a_span_to_the_end_and_columns_in_which_nothing_begins() -> None:
    source = page("<table><tr><th colspan=7>标题<tr><td rowspan=0>a<td colspan=3>b<tr><td>c<tr><td>d</table>")
    assert spans(source.grids[0]) == [[("标题", 0, 2, 1)], [("a", 0, 1, 3), ("b", 1, 1, 1)], [("c", 1, 1, 1)], [("d", 1, 1, 1)]]
    assert source.findings == ()


@pytest.mark.parametrize("attribute", ["rowspan=65535", "colspan=1000000000", "rowspan=99999999999999999999"])
def test_a_span_beyond_the_table_is_cut_with_a_finding(attribute: str) -> None:
    source = page(f"<table><tr><td {attribute}>a<tr><td>b</table>")
    assert [cell.text for row in source.grids[0].rows for cell in row.cells] == ["a", "b"]
    assert source.grids[0].width <= 2
    assert codes(source) == ["GC241"]
    assert str(source.findings[0].place) == "表1 第1行 第1列"


@pytest.mark.parametrize("attribute", ["rowspan=-1", "rowspan=abc", "colspan=''", "colspan=0", "rowspan=1.5"])
def test_a_span_that_is_no_number_is_one(attribute: str) -> None:
    assert spans(page(f"<table><tr><td {attribute}>a<td>b</table>").grids[0]) == [[("a", 0, 1, 1), ("b", 1, 1, 1)]]


def test_a_cell_from_above_is_not_covered() -> None:
    source = page("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>")
    assert spans(source.grids[0]) == [[("a", 0, 1, 1), ("b", 1, 1, 2)], [("c", 0, 1, 1), ("d", 2, 1, 1)]]
    assert codes(source) == ["GC241"]


def test_the_foot_of_a_table_stands_last_and_no_span_leaves_its_group() -> None:
    source = page("<table><tfoot><tr><td>合计<thead><tr><td rowspan=9>名称<tbody><tr><td>甲</table>")
    assert texts(source) == [["名称"], ["甲"], ["合计"]]


def test_a_table_inside_a_cell_is_kept_as_its_text_with_a_finding() -> None:
    source = page("<table><tr><td>甲<td>乙<td>丙<td>丁<tr><td>前<table><tr><td>1<td>2<tr><td>3</table>后<td>戊</table>")
    assert texts(source)[1] == ["前\n1\t2\n3\n后", "戊"]
    assert codes(source) == ["GC221"]


def test_a_table_that_only_lays_out_the_page_is_none(seed: goalconv.Reading) -> None:
    inner = goalconv.write_bytes(seed.table, "html").data.decode()
    body = inner[inner.index("<section>") : inner.index("</body>")]
    html = f"<table><tr><td>首页</td><td>导航</td></tr><tr><td colspan=2><table><tr><td>{body}</table></table><p>版权所有"
    (reading,) = goalconv.read_bytes(html.encode(), suffix=".htm")
    assert reading.table.units == seed.table.units
    assert "GC221" not in [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>密</p>", "<div style='display:none'><p>密</p></div>", "<span style='color:red;DISPLAY : none'>密</span>",
        "<p style=visibility:hidden>密</p>", "<noscript>密</noscript>", "<dialog>密</dialog>", "<span style='mso-hide:all'>密</span>",
        "<p style='color:#FFF'>密</p>", "<font color=white>密</font>", "<table bgcolor=#ffffff style='color: white'><tr><td>密</table>",
        "<div style='background:navy'><p style='background-color:white;color:RGB(255, 255, 255)'>密</p></div>",
        "<table><tr style='display:none'><td>密</table>", "<table><tr><td style='visibility:hidden'>密</table>",
        "<style>.w{color:#FFF}</style><p class='b w'>密</p>", "<style><!-- .a, P.w { COLOR : White } --></style><p class=w>密</p>",
        "<style>#x{display:none!important}</style><div id=x style='display:block'>密</div>", "<style>del{display:none}</style><del>密</del>",
        "<style>/*}*/.a:after{content:'}'} .h{visibility:hidden}</style><table><tr><td class=h>密</table>", "<style>p.w{color:#fff}.w{color:red}</style><p class=w>密",
        "<style>th{background:#336}.w{color:#fff}</style><table><tr><td class=w>密</table>", "<style>body{color:#fff}p{color:#000}</style><p>甲</p><div>密</div>",
        "<style>tr:hover{background:navy}</style><table><tr><td style='color:white'>密</table>",
        "<p>甲</p><style media=screen>.h{display:none}</style><p class=h>密</p>",
    ],
)  # fmt: skip
def test_what_is_hidden_is_left_out_and_named(hidden: str) -> None:
    source = page(f"<p>甲</p>{hidden}")
    assert "密" not in str(texts(source))
    assert codes(source) == ["GC209"]
    assert "密" in source.findings[0].message
    shown = page(f"<p>甲</p>{hidden}", include_hidden=True)
    assert "密" in str(texts(shown))
    assert shown.findings == ()


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='background:#336;color:white'>密</p>", "<table bgcolor=navy><tr><td><font color=white>密</font></table>",
        "<p style='color:white'><span style='color:#000'>密</span></p>", "<style>th,p{background:#336}</style><p style='color:white'>密</p>",
        "<style>.w{color:#fff}</style><p class=w style='color:#000'>密</p>", "<style>.w{color:#fff}p.w{color:inherit}</style><p class=w>密</p>",
        "<style>div p{background:#336}.w{color:#fff}</style><p class=w>密</p>", "<style>.m{display:none}.m.open{display:block}</style><p class='m open'>密</p>",
        "<style>.h{display:none}@media screen{.h{display:block}}</style><p class=h>密</p>", "<style media=print>.h{display:none}</style><p class=h>密</p>",
        "<style>.W{display:none}.a .w{display:none}</style><p class=w>密</p>", "<style>html{background:navy}p{color:#fff}</style><p>密</p>",
        "<style>@import 'x.css';p{color:white}</style><p>密</p>", "<style>:is(.w,p{display:none}.a:not(i,p){display:none}</style><p class=w>密</p>",
        "<link rel=stylesheet href=x.css><p style='color:white'>密</p>",
    ],
)  # fmt: skip
def test_white_letters_are_read_where_something_may_stand_behind_them(shown: str) -> None:
    source = page(f"<p>甲</p>{shown}")
    assert ["".join(cell.text for cell in row.cells) for row in source.grids[0].rows] == ["甲", "密"]
    assert source.findings == ()


def test_an_invisible_cell_keeps_its_column() -> None:
    source = page("<table><tr><td>a<td style='visibility:hidden'>密<td>b<tr><td>1<td>2<td>3</table>")
    assert spans(source.grids[0])[0] == [("a", 0, 1, 1), ("", 1, 1, 1), ("b", 2, 1, 1)]


def test_text_of_a_picture_is_named() -> None:
    assert codes(page("<p>甲<svg><text>乙</text><td>丙</svg>")) == ["GC210"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"), ("", "utf-8-sig"), ("", "gb18030"), ("", "utf-16"), ("<meta charset=gb2312>", "gb18030"), ("<meta charset=gbk>", "utf-8"),
        ("<META content='text/html; charset=GB2312' http-equiv=Content-Type>", "gb18030"), ("<meta charset='big5'>", "big5"),
        ("<meta charset=utf-8>", "gb18030"), ("<meta charset=x-unknown>", "gb18030"), ("<meta charset=utf-7>", "gb18030"),
    ],
)  # fmt: skip
def test_encodings(head: str, encoding: str) -> None:
    assert texts(read(f"<html><head>{head}</head><p>部門名稱：局".encode(encoding), ReadOptions())) == [["部門名稱：局"]]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read(b"<p>\xff\xff\xff", ReadOptions())
    assert caught.value.finding.code == "GC102"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1_000_000, "<div><table><tr><td></div>" * 100_000, "<b>" * 100_000, "<div><!--</div>-->" * 100_000,
        "<div><script></div></script>" * 100_000, "<table><tr><td>" * 100_000, "<table><tr>" + "<td>x" * 300,
    ],
)  # fmt: skip
def test_what_is_too_deep_or_too_large_is_refused_quickly(html: str) -> None:
    with within(20), pytest.raises(UnreadableError) as caught:
        page(html)
    assert caught.value.finding.code == "GC105"


def test_a_table_has_as_many_rows_as_the_limit() -> None:
    data = ("<table>" + "<tr><td>x" * 3).encode()
    assert len(read(data, ReadOptions(limits=Limits(rows=3))).grids[0].rows) == 3
    with pytest.raises(UnreadableError) as caught:
        read(data, ReadOptions(limits=Limits(rows=2)))
    assert caught.value.finding.parameters["name"] == "rows"


@pytest.mark.parametrize("html", ["<a " * 500_000, "<!--" * 500_000, "<a \"" * 500_000, "<" * 1_000_000, "</" * 500_000, "&" * 1_000_000, "</p>" * 300_000, "<![CDATA[" * 200_000])  # fmt: skip
def test_malformed_pages_are_read_to_their_end(html: str) -> None:
    with within(20):  # what is not linear would take hours
        assert page(html)


def test_the_deepest_page_that_is_read() -> None:
    assert texts(page("<div>" * 500 + "甲")) == [["甲"]]


def test_cells_without_end_tags_are_not_deep() -> None:
    assert len(texts(page("<table>" + "<tr><td><font>甲<td><p><b>乙" * 3_000))) == 3_000


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    html = (
        "<base href=http://127.0.0.1/><link rel=stylesheet href=a.css><meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"
    )
    html += (
        "<iframe src=file:///etc/passwd></iframe><img src=http://127.0.0.1/a onerror=x><script src=//127.0.0.1/a></script><p>甲"
    )
    assert texts(page(html)) == [["甲"]]


@pytest.mark.parametrize("suffix", ["", ".html", ".xls", ".txt"])
@pytest.mark.parametrize("start", ["", "<!DOCTYPE html>\n", "\ufeff\n<!-- x -->", "<?xml version='1.0'?>\n<!DOCTYPE html>"])
def test_a_web_page_named_as_systems_name_their_exports_is_read(start: str, suffix: str, seed: goalconv.Reading) -> None:
    table = "<html><table><tr><td>项目名称<td>绩效目标<tr><td>甲<td>乙</table></html>"
    (reading,) = goalconv.read_bytes((start + table).encode(), suffix=suffix)
    assert [project.goal for unit in reading.table.units for project in unit.projects] == ["乙"]
