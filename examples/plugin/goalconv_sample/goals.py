"""A check of the sample's own: a goal that says no more than the name of its project."""

from __future__ import annotations

from collections.abc import Iterator

from goalconv.plugin import Explanation, Finding, GoalTable, Kind, Profile, Words

REPEATED = Kind(
    code="SMP101",
    severity="warning",
    message="绩效目标只是重复项目名称“{name}”",
    english="the goal only repeats the name of the project, “{name}”",
    hint="写明要达到的结果",
    english_hint="say what is to be achieved",
    source="示例单位绩效目标填报说明",
)
EXPLANATIONS = (
    Explanation(
        REPEATED,
        why=Words("只写项目名称的目标无法考核。", "Nobody can judge a goal that is only a name."),
        table="项目名称 | 项目金额 | 年度绩效目标\n消防经费 | 12.00 | 消防经费。",
    ),
)


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each such goal; the pointer says where it stands in the document."""
    for i, unit in enumerate(table.units):
        for j, project in enumerate(unit.projects):
            if project.name and project.goal and project.goal.rstrip("。") == project.name:
                yield REPEATED.at(pointer=f"/units/{i}/projects/{j}/goal", name=project.name)
