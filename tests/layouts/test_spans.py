"""Cells merged down over several projects: a text is said of each of them, an amount of the first alone, and that is told."""

from __future__ import annotations

import goalconv

HEAD = "<tr><th>项目名称<th>主管部门<th>资金总额<th>绩效目标</tr>"


def read(*rows: str, head: str = HEAD) -> goalconv.Reading:
    page = (
        f"<p>某局2025年项目支出绩效目标表</p><p>单位：万元</p><table>{head}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    )
    (reading,) = goalconv.read_bytes(page.encode(), format="html")
    return reading


def told(reading: goalconv.Reading) -> list[tuple[str, str | None, str | None]]:
    return [
        (project.name, project.competent_department, project.funding and project.funding.total and str(project.funding.total))
        for unit in reading.table.units
        for project in unit.projects
    ]


def test_what_is_merged_over_projects_is_said_of_those_that_it_covers() -> None:
    reading = read(
        "<td>甲<td rowspan=3>一局<td rowspan=2>10<td>修路",
        "<td>乙<td>修桥",
        "<td>丙<td>5<td>修塔",
        "<td>丁<td rowspan=2>二局<td>6<td>修亭",
        "<td>戊<td>7<td>修园",
        "<td>己<td><td>8<td>修井",
    )
    assert told(reading) == [
        ("甲", "一局", "10"),
        ("乙", "一局", None),
        ("丙", "一局", "5"),
        ("丁", "二局", "6"),
        ("戊", "二局", "7"),
        ("己", None, "8"),
    ]
    shared = [finding for finding in reading.findings if "10" in finding.message]
    assert [finding.pointer for finding in shared] == ["/units/0/projects/1"]


def test_a_cell_that_begins_below_a_merged_one_takes_its_place() -> None:
    reading = read(
        "<td>甲<td rowspan=2>一局<td>10<td>修路",
        "<td>乙<td>5<td>修塔",
        "<td>丙<td rowspan=2>二局<td>6<td>修亭",
        "<td>丁<td>7<td>修园",
    )
    assert [department for _, department, _ in told(reading)] == ["一局", "一局", "二局", "二局"]


def test_a_row_that_ends_early_below_a_merged_cell_has_none_of_it() -> None:
    head = "<tr><th>项目名称<th>资金总额<th>绩效目标<th>主管部门</tr>"
    reading = read("<td>甲<td>10<td>修路<td rowspan=2>一局", "<td>乙<td>5<td>修塔", "<td>丙<td>6<td>修亭", head=head)
    assert told(reading) == [("甲", "一局", "10"), ("乙", "一局", "5"), ("丙", None, "6")]


def test_a_blank_that_is_merged_says_nothing_of_any_project() -> None:
    reading = read("<td>甲<td rowspan=2><td>10<td>修路", "<td>乙<td>5<td>修塔")
    assert told(reading) == [("甲", None, "10"), ("乙", None, "5")]
    assert {finding.code for finding in reading.findings} <= {"GC226", "GC401", "GC601"}


def test_a_dash_for_an_amount_is_none_and_is_told_where_it_stands() -> None:
    reading = read("<td>甲<td>一局<td>—<td>修路", "<td>乙<td>一局<td>无<td>修塔", "<td>丙<td>一局<td>6<td>修亭")
    assert [amount for _, _, amount in told(reading)] == [None, None, "6"]
    dashes = [(finding.pointer, str(finding.place)) for finding in reading.findings if finding.code == "GC274"]
    assert dashes == [
        ("/units/0/projects/0/funding/total", "表1 第2行 第3列"),
        ("/units/0/projects/1/funding/total", "表1 第3行 第3列"),
    ]
