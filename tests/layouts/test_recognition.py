"""What is a goal table and what is none; and that telling it takes time in proportion to the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from trials import calls

import goalconv
import sketches
from goalconv.converters import layouts
from goalconv.converters.grid import Cell, Grid, Row

NO_GOALS = {
    "people": """
某局绩效目标工作人员名单
序号 | 姓名 | 职务 | 单位名称 | 备注
1 | 张三 | 局长 | 某局 |
2 | 李四 | 科长 | 某局 |
""",
    "budget": """
某局2024年部门预算项目支出表
单位：万元
项目名称 | 合计 | 财政拨款 | 其他资金
甲 | 10 | 10 |
乙 | 5 | 5 |
""",
    "schedule": """
绩效目标评审会议日程
时间 | 内容 | 主持人
9:00 | 汇报项目绩效目标 | 张三
10:00 | 专家提问 | 李四
""",
    "library of indicators": """
绩效指标库
一级指标 | 二级指标 | 三级指标 | 指标解释
产出指标 | 数量指标 | 培训人次 | 参加培训的人次
""",
    "appraisal of people": """
员工绩效目标考核表
姓名 | 部门 | 绩效目标 | 得分
张三 | 财务 | 完成报表 | 90
""",
    "purchases": """
采购清单
项目名称 | 数量 | 单价 | 金额
电脑 | 10 | 5000 | 50000
""",
    "narrative": """
2023年项目绩效目标
一、产出指标
数量指标:★栽植株数(≥**株)>=17600株;成活率(≥**%)>=85;时效指标:2023年12月
""",
    "run together": """
项目支出绩效目标表项目名称甲主管部门某局一级指标二级指标三级指标指标值产出指标数量指标次数10个
""",
    "scrambled": """
20度效标80>年绩目1分级标 一指
标名项目称 甲
""",
}


@pytest.mark.parametrize("form", sketches.MAKERS)
@pytest.mark.parametrize("name", NO_GOALS)
def test_what_is_no_goal_table_is_refused_with_one_message(name: str, form: str) -> None:
    with pytest.raises(goalconv.GoalconvError) as caught:
        goalconv.read_bytes(sketches.MAKERS[form](NO_GOALS[name]), format=form)
    assert caught.value.finding.code == "GC108"


def row(*texts: str, role: str = "body") -> Row:
    return Row(tuple(Cell(text, column) for column, text in enumerate(texts)), role)  # type: ignore[arg-type]


def long_form(size: int) -> list[Row]:
    levels = [row("", f"产出指标{at}", f"数量指标{at}", f"指标{at}", f"≥{at}个") for at in range(size)]
    return [row("项目名称", "甲"), row("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"), *levels]


def many_forms(size: int) -> list[Row]:
    return [cells for at in range(size // 10) for cells in (row(f"第{at}项绩效目标表", role="line"), *long_form(5))]


def repeated_headers(size: int) -> list[Row]:
    header = row("一级指标", "三级指标", "指标值")
    return [
        row("项目名称", "甲"),
        *(cells for at in range(size // 2) for cells in (header, row(f"产出{at}", f"名{at}", f"{at}个"))),
    ]


def long_table(size: int) -> list[Row]:
    header = row("项目名称", "总计", "绩效目标", "绩效指标")
    return [
        header,
        *(row(f"项目{at}", f"{at}", f"目标{at}", f"1、产出指标；数量指标；名{at}；年度指标值：{at}个。") for at in range(size)),
    ]


def long_preface(size: int) -> list[Row]:
    lines = [row(f"第{at}条 说明文字", role="line") for at in range(size)]
    return [
        *lines,
        row("项目名称", "总计", "绩效目标"),
        *(row(f"第{at}页说明", role="line") for at in range(size)),
        row("甲", "1", "好"),
    ]


def row_for_each(size: int) -> list[Row]:
    header = row("项目名称", "一级指标", "三级指标", "指标值")
    return [header, *(row(f"项目{at // 3}", f"产出{at}", f"名{at}", f"{at}个") for at in range(size))]


@pytest.mark.parametrize("make", [long_form, many_forms, repeated_headers, long_table, long_preface, row_for_each])
def test_twice_the_rows_take_about_twice_the_steps(make: Callable[[int], list[Row]]) -> None:
    def recognise(size: int) -> object:
        grid = Grid(tuple(make(size)))
        layout = next(layout for layout in layouts.LAYOUTS if layouts.engine(layout, "claims")(grid))
        return layouts.engine(layout, "recognise")([grid])

    recognise(800)  # what is kept of labels seen before must be kept for both
    assert calls(lambda: recognise(800)) < 2.6 * calls(lambda: recognise(400))
