from __future__ import annotations

import pytest

import goalconv
import sketches
from documents import pointers
from goalconv.converters.indicators import ink
from goalconv.converters.model import SOURCES, Funding, Project, Unit

HEAD = "某局2025年项目支出绩效目标表\n部门名称：某局\n单位：万元\n"
ITEM = "1、1-产出指标；11-数量指标；次数；实施周期指标值：2次；年度指标值：2次。"


def read(text: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.account.source == ink(text.replace('"', ""))
    assert set(reading.places) <= pointers(reading.table)
    return reading


def codes(reading: goalconv.Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_columns_are_found_by_their_labels_in_any_order() -> None:
    reading = read(f"{HEAD}绩效 指标\t其他资金\t绩效目标\t总 计\t项目名称\n\t\t\t5.00\t合计\n{ITEM}\t3.00\t做好\t5.00\t甲\n")
    (unit,) = reading.table.units
    assert reading.table.funding is not None
    assert str(reading.table.funding.total) == "5.00"
    (project,) = unit.projects
    assert (project.name, project.goal, len(project.indicators)) == ("甲", "做好", 1)
    assert project.funding is not None
    assert str(project.funding.sources["other"]) == "3.00"


def test_a_column_the_model_does_not_know_is_kept_and_named() -> None:
    reading = read(f"{HEAD}项目名称\t总计\t科室\t绩效目标\t绩效指标\n甲\t1.00\t救助科\t做好\t{ITEM}\n")
    assert reading.table.units[0].projects[0].extensions == {"科室": "救助科"}
    assert "GC203" in codes(reading)


def test_a_cell_that_is_no_amount_is_kept_as_written_and_is_an_error() -> None:
    reading = read(f"{HEAD}项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n甲\t1.00\t12亿元\t做好\t{ITEM}\n")
    (project,) = reading.table.units[0].projects
    assert project.funding is not None
    assert project.funding.sources["fiscal_appropriation"] is None
    assert project.extensions == {"财政拨款": "12亿元"}
    (finding,) = [finding for finding in reading.findings if finding.code == "GC401"]
    assert (finding.severity, str(finding.place)) == ("error", "第5行 第8列")
    assert goalconv.read_bytes(goalconv.write_bytes(reading.table, "text").data, format="text")[0].table == reading.table


def test_an_amount_with_the_unit_of_account_of_its_table_is_read_and_named() -> None:
    reading = read(f"{HEAD}项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n甲\t1.00\t12万元\t做好\t{ITEM}\n")
    (project,) = reading.table.units[0].projects
    assert project.funding is not None
    assert (str(project.funding.sources["fiscal_appropriation"]), project.extensions) == ("12", {})
    assert [finding.severity for finding in reading.findings if finding.code == "GC405"] == ["warning"]


@pytest.mark.parametrize("text", ["0", "0.00", "-", "/", "无", ""])
def test_blank_zero_and_dash_stay_distinct(text: str) -> None:
    table = read(f"{HEAD}项目名称\t总计\t财政拨款\t绩效目标\t绩效指标\n甲\t1.00\t{text}\t做好\t{ITEM}\n").table
    again = goalconv.write_bytes(table, "text").data.decode()
    assert again.splitlines()[-1].split("\t")[2] == text


def test_a_repeated_header_and_page_head_are_passed_over_and_counted() -> None:
    header = "项目名称\t总计\t绩效目标\t绩效指标\n"
    reading = read(f"{HEAD}{header}甲\t1.00\t做好\t{ITEM}\n\n{HEAD}{header}乙\t2.00\t做好\t{ITEM}\n")
    assert [project.name for project in reading.table.units[0].projects] == ["甲", "乙"]
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC213": 1, "GC214": 1, "GC217": 3}


def test_a_header_of_two_rows_is_read_by_its_lower_labels() -> None:
    reading = read(f"{HEAD}项目名称\t资金来源\t\t绩效目标\t绩效指标\n\t总计\t财政拨款\t\t\n甲\t2.00\t1.00\t做好\t{ITEM}\n")
    funding = reading.table.units[0].projects[0].funding
    assert funding is not None
    assert (str(funding.total), {name: str(amount) for name, amount in funding.sources.items()}) == (
        "2.00",
        {"fiscal_appropriation": "1.00"},
    )


def test_two_tables_in_one_file_are_both_read() -> None:
    body = f"项目名称\t总计\t绩效目标\t绩效指标\n甲\t1.00\t做好\t{ITEM}\n"
    text = f"{HEAD}{body}\n{HEAD.replace('某局', '另一局')}{body}"
    readings = goalconv.read_bytes(text.encode(), format="text")
    assert [reading.table.department.name for reading in readings if reading.table.department] == ["某局", "另一局"]


def test_a_missing_unit_of_account_is_an_error_and_one_in_a_label_is_taken() -> None:
    body = f"\t绩效目标\t绩效指标\n甲\t1.00\t做好\t{ITEM}\n"
    missing = read(f"某局2025年项目支出绩效目标表\n项目名称\t总计{body}")
    assert [finding.severity for finding in missing.findings if finding.code == "GC201"] == ["error"]
    stated = read(f"某局2025年项目支出绩效目标表\n项目名称\t总计（元）{body}")
    assert stated.table.currency_unit == "元"
    assert "GC201" not in codes(stated)


def test_notes_and_unknown_lines_are_kept() -> None:
    reading = read(
        f"附件2\n{HEAD}填报人：张三\n项目名称\t总计\t绩效目标\t绩效指标\n甲\t1.00\t做好\t{ITEM}\n注：按实际情况填报。\n"
    )
    assert reading.table.extensions == {"填报人": "张三"}
    assert reading.table.notes == ("附件2", "注：按实际情况填报。")


def test_text_in_the_indicators_column_that_is_no_indicator_is_kept() -> None:
    reading = read(f"{HEAD}项目名称\t总计\t绩效目标\t绩效指标\n甲\t1.00\t做好\t详见附件\n")
    (project,) = reading.table.units[0].projects
    assert (project.indicators, project.extensions) == ((), {"绩效指标": "详见附件"})
    assert "GC308" in codes(reading)
    assert goalconv.read_bytes(goalconv.write_bytes(reading.table, "text").data, format="text")[0].table == reading.table


def test_a_level_that_is_left_blank_is_none_and_has_no_place() -> None:
    reading = read(f"{HEAD}项目名称\t总计\t绩效目标\t绩效指标\n甲\t1\t做好\t1、；数量指标；次数；年度指标值：2次。\n")
    (indicator,) = reading.table.units[0].projects[0].indicators
    assert (indicator.level1, indicator.name) == (None, "次数")
    held = {pointer for pointer in reading.places if pointer.startswith("/units/0/projects/0/indicators/0/")}
    assert {pointer.rpartition("/")[2] for pointer in held} == {"level2", "name", "annual_value"}


def test_a_name_beside_a_word_for_the_total_stays_the_name() -> None:
    (unit,) = read(f"{HEAD}项目编码\t项目名称\t总计\t绩效目标\t绩效指标\n合计\t养老\t5\t\t\n").table.units
    assert (unit.name, unit.code) == ("养老", "合计")


def test_a_row_said_to_be_the_total_needs_no_name() -> None:
    reading = read(f"{HEAD}项目名称\t行类别\t总计\t绩效目标\n\t合计\t5\t\n某站\t单位\t5\t\n养老\t项目\t5\t做好\n")
    table = reading.table
    assert "GC215" not in codes(reading)
    assert table.funding is not None
    assert str(table.funding.total) == "5"


def drawn(sketch: str) -> goalconv.Reading:
    (reading,) = goalconv.read_bytes(sketches.MAKERS["html"](HEAD + sketch), format="html")
    assert reading.account.unexplained == 0
    return reading


def test_a_label_merged_over_two_columns_of_which_one_is_blank_is_one_column() -> None:
    reading = drawn("项目名称 | < | 总计 | 绩效目标\n养老 | | 5 | 做好")
    assert [project.name for project in reading.table.units[0].projects] == ["养老"]
    assert "GC204" not in codes(reading)


def test_what_is_merged_over_number_and_name_is_the_name() -> None:
    reading = drawn("序号 | 项目名称 | 总计 | 绩效目标 | 绩效指标\n甲镇 | < | 5 | | \n1 | 养老 | 5 | 做好 | 略")
    (unit,) = reading.table.units
    assert (unit.name, [project.name for project in unit.projects]) == ("甲镇", ["养老"])


def test_a_text_without_a_field_merged_over_two_projects_is_of_both_and_counted() -> None:
    reading = drawn("项目名称 | 科室 | 绩效目标 | 绩效指标\n养老 | 一科 | 做好 | \n养护 | ^ | 做好 | ")
    assert [project.extensions for project in reading.table.units[0].projects] == [{"科室": "一科"}] * 2
    assert [entry.count for entry in reading.ledger if entry.code == "GC260"] == [1]


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("项目名称 | 资金 | < | 绩效目标 | 绩效指标\n | 总计 | 财政拨款 | | ", "养老 | 5 | 3 | 做好 | ", ("养老", "做好", [])),
        ("项目名称 | 资金 | < | 绩效目标 | 绩效指标", "养老 | 5 | 3 | 三级指标 | ", ("养老", "三级指标", [])),
        (
            "项目名称 | 绩效目标 | 绩效指标 | < | <\n | | 一级指标 | 三级指标 | 预警线",
            "养老 | 做好 | 产出指标 | 次数 | 9次",
            ("养老", "做好", ["次数"]),
        ),
    ],
)
def test_a_second_row_of_a_header_is_told_from_the_first_project(header: str, row: str, said: tuple[str, str, list[str]]) -> None:
    (project,) = drawn(f"{header}\n{row}").table.units[0].projects
    assert (project.name, project.goal, [indicator.name for indicator in project.indicators]) == said


def test_a_project_without_goals_is_not_taken_for_a_unit() -> None:
    funding = Funding(None, dict.fromkeys(list(SOURCES)[:1]))
    table = goalconv.GoalTable(
        title="某局2025年绩效目标表",
        fiscal_year=2025,
        currency_unit="万元",
        units=(Unit(name="甲", funding=funding, projects=(Project(name="乙", funding=funding),)),),
    )
    written = goalconv.write_bytes(table, "text").data
    assert "行类别" in written.decode()
    assert goalconv.read_bytes(written, format="text")[0].table == table


@pytest.mark.parametrize("form", ["text", "xlsx", "docx"])
def test_a_label_of_ones_own_that_ends_in_brackets_is_kept_as_written(form: str) -> None:
    """A line break before the bracket would come back as part of the label."""
    units = (Unit(name="甲", extensions={"联系人（电话）": "张三"}, projects=(Project(name="乙", goal="做好"),)),)
    table = goalconv.GoalTable(title="某局2025年绩效目标表", fiscal_year=2025, currency_unit="万元", units=units)
    assert goalconv.read_bytes(goalconv.write_bytes(table, form).data, format=form)[0].table == table


@pytest.mark.parametrize("label", ["填报单位（盖章）", "填报单位(盖章)"])
def test_a_label_with_brackets_of_either_width_ends_where_the_next_begins(label: str) -> None:
    text = f"某馆2025年项目支出绩效目标表\n{label}：某馆  金额单位：万元\n项目名称\t总计\t绩效目标\n甲\t1\t好\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert reading.table.department == goalconv.Coded(None, "某馆")
    assert (reading.table.currency_unit, reading.table.extensions) == ("万元", {})


def test_what_is_no_indicator_stands_beside_another_column_of_the_same_label() -> None:
    text = "某局2025年项目支出绩效目标表\n单位：万元\n项目名称\t绩效目标\t绩效指标\t绩效指标\n甲\t好\t维修学校\t验收合格\n"
    (reading,) = goalconv.read_bytes(text.encode(), format="text")
    assert sorted(reading.table.units[0].projects[0].extensions.values()) == ["维修学校", "验收合格"]


@pytest.mark.parametrize("word", ["合计", "总计", "总合计", "合计数", "合 计", "总计："])
def test_a_row_named_a_total_is_the_grand_total_and_a_second_one_is_told(word: str) -> None:
    reading = read(f"{HEAD}项目名称\t总计\t绩效目标\n{word}\t5.00\t\n甲\t5.00\t做好\n{word}\t6.00\t\n")
    assert str(reading.table.funding and reading.table.funding.total) == "5.00"
    assert [(unit.name, len(unit.projects)) for unit in reading.table.units] == [(None, 1), (word, 0)]
    assert [str(finding.place) for finding in reading.findings if finding.code == "GC216"] == ["第7行 第1列"]


def test_labels_that_come_again_and_again_are_numbered() -> None:
    labels = "\t".join(["说明"] * 9)
    reading = read(f"{HEAD}项目名称\t绩效目标\t{labels}\n甲\t做好\t一\t二\t三\t四\t五\t六\t七\t八\t九\n")
    extensions = reading.table.units[0].projects[0].extensions
    assert list(extensions.items()) == list(
        zip(["说明", *(f"说明({at})" for at in range(2, 10))], "一二三四五六七八九", strict=True)
    )


def test_a_header_of_two_labels_is_known_again_and_a_blank_total_below_it_too() -> None:
    header = "项目名称\t绩效目标\n"
    reading = read(f"{HEAD}{header}甲\t做好\n{header}{header}合计\t\n{header}项目名称\t绩效目标甲\n")
    assert [project.name for unit in reading.table.units for project in unit.projects] == ["甲", "项目名称"]
    assert {entry.code: entry.count for entry in reading.ledger} == {"GC214": 3}
    assert codes(reading).count("GC216") == 0


@pytest.mark.parametrize("label", ["绩效目标", "中期目标", "绩效指标"])
def test_names_and_one_column_of_goals_make_a_table(label: str) -> None:
    (project,) = read(f"{HEAD}项目名称\t{label}\n甲\t{ITEM}\n").table.units[0].projects
    assert project.name == "甲"
    assert [project.goal, project.period_goal, len(project.indicators)].count(ITEM) + len(project.indicators) == 1


def test_each_table_of_a_file_has_its_own_lines_and_notes() -> None:
    header = "项目名称\t总计\t绩效目标\n"
    first, second, third = (
        f"{name}2025年项目支出绩效目标表\n\n填报单位：{name}\n单位：元\n{header}" for name in ("甲局", "乙局", "丙局")
    )
    again = second.removeprefix("乙局2025年项目支出绩效目标表\n\n填报单位：乙局\n")
    text = f"{first}注：没有项目\n填表人：张三\n\n{second}乙\t2\t好\n{again}丁\t4\t好\n\n填报单位：丙局\n{third}丙\t3\t好\n\n说明：略\n\n填表人：李四\n本表已公开\n"
    readings = goalconv.read_bytes(text.encode(), format="text")
    assert [
        (
            reading.table.department and reading.table.department.name,
            [project.name for unit in reading.table.units for project in unit.projects],
            reading.table.notes,
            reading.table.extensions,
        )
        for reading in readings
    ] == [
        ("甲局", [], ("注：没有项目", "填表人：张三"), {}),
        ("乙局", ["乙", "丁"], (), {}),
        ("丙局", ["丙"], ("说明：略", "填表人：李四", "本表已公开"), {"填报单位": "丙局"}),
    ]
    assert sum(reading.account.source for reading in readings) == ink(text)


def test_what_no_indicator_takes_of_a_packed_cell_is_kept_line_by_line_and_doubts_name_the_item() -> None:
    packed = '"见附件一\n1、产出指标；数量指标；次数；年度指标值：2次。\n产出指标；数量指标；天数。\n另有说明"'
    reading = read(f"{HEAD}项目名称\t绩效目标\t绩效指标\n甲\t做好\t{packed}\n")
    assert reading.table.units[0].projects[0].extensions == {"绩效指标": "见附件一\n另有说明"}
    found = {finding.code: (finding.pointer, finding.parameters) for finding in reading.findings}
    assert found["GC303"] == ("/units/0/projects/0/indicators/1", {"number": 2})


@pytest.mark.parametrize("label", ["总计", "财政拨款"])
def test_what_is_no_amount_is_printed_in_the_column_of_the_amount(label: str) -> None:
    amounts = ["另行下达", "1.00"] if label == "总计" else ["1.00", "另行下达"]
    given = read("\t".join([f"{HEAD}项目名称\t总计\t财政拨款\t绩效目标\n甲", *amounts, "做好\n"]))
    lines = goalconv.write_bytes(given.table, "text").data.decode().splitlines()
    assert [line.split("\t")[1:3] for line in lines[-2:]] == [["总计", "财政拨款"], amounts]


@pytest.mark.parametrize("label", ["项目类别", "项目属性", "主管部门", "实施单位", "开始日期", "完成日期", "中期目标"])
def test_a_row_with_a_text_that_only_a_project_has_is_a_project(label: str) -> None:
    (unit,) = read(f"{HEAD}项目名称\t{label}\t绩效目标\n甲\t乙\t\n").table.units
    assert [project.name for project in unit.projects] == ["甲"]


def test_a_line_above_a_header_that_is_printed_again_begins_no_table_unless_it_is_a_title() -> None:
    header = "项目名称\t总计\t绩效目标\n"
    reading = read(f"{HEAD}{header}甲\t1\t好\n续\n{header}乙\t2\t好\n")
    assert [project.name for unit in reading.table.units for project in unit.projects] == ["甲", "乙"]
