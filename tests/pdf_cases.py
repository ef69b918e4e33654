"""Tables for the tests of PDF files, and for `cases/pdf/make.py`, which prints them with other programs."""

from __future__ import annotations

from msgspec import structs

import goalconv
from goalconv.converters.grid import Cell, Grid, Row

LEVELS = {"产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"), "效益指标": ("经济效益指标", "社会效益指标")}
EACH = 8


def first(table: goalconv.GoalTable, count: int) -> goalconv.GoalTable:
    """The table with no more than `count` projects of each unit."""
    units = tuple(structs.replace(unit, projects=unit.projects[:count]) for unit in table.units)
    return structs.replace(table, units=units)


def form() -> Grid:
    """A form of several pages with spans to the right and downwards, some of them over the end of a page."""
    name, department = "社区长者饭堂运营补助（2025年）", "[105]某区民政局"
    rows = [
        Row((Cell("项目支出绩效目标表", colspan=5),), "title"),
        Row((Cell("（2025年度）", colspan=5),), "line"),
        Row((Cell("项目名称", colspan=2), Cell(name, 2, 3))),
        Row((Cell("主管部门及代码", colspan=2), Cell(department, 2), Cell("实施单位", 3), Cell("某区民政局", 4))),
        Row((Cell("项目资金（万元）", 0, 2, 3), Cell("年度资金总额", 2), Cell("2279.048", 3, 2))),
        Row((Cell("其中：财政拨款", 2), Cell("2279.048", 3, 2))),
        Row((Cell("其他资金", 2), Cell("", 3, 2))),
        Row((Cell("总体目标"), Cell("为本区老年人提供就餐服务，切实保障困难老年人基本生活。", 1, 4))),
        Row(
            (
                Cell("绩效指标", 0, 1, 1 + EACH * 6),
                *(Cell(text, at) for at, text in enumerate(("一级指标", "二级指标", "三级指标", "指标值"), 1)),
            )
        ),
    ]
    for level1, inner in LEVELS.items():
        for level2 in inner:
            for number in range(1, EACH + 1):
                heads = [Cell(level1, 1, 1, EACH * len(inner))] if number == 1 and level2 == inner[0] else []
                heads += [Cell(level2, 2, 1, EACH)] if number == 1 else []
                text = f"第{number}项{level2}的名称，写得长一些，以便换行到第二行上去，看看结果如何"
                rows.append(Row((*heads, Cell(text, 3), Cell(f"≥{number}0%", 4))))
    return Grid(tuple(rows), ("kind", "category", "nature", "goal", "code"))


def shape(grid: Grid) -> list[list[tuple[str, int, int, int]]]:
    """What cells a grid has: text, column and spans."""
    return [[(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row.cells] for row in grid.rows]
