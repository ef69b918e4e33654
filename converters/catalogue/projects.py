"""GC65x: what a project should say, and what its form left behind."""

from __future__ import annotations

from ..findings import Kind

_SOURCE = "docs/checks.md#projects"

# fmt: off
GOAL_MISSING = Kind(
    "GC650", "warning", "项目“{name}”没有绩效目标", "the project “{name}” has no goal", "请填写绩效目标", "state its goal", "财预〔2015〕88号; " + _SOURCE,
)
FIELD_MISSING = Kind(
    "GC651", "warning", "项目“{name}”没有填写“{label}”", "the project “{name}” does not state “{label}”",
    "这一项由规则包要求", "the profile requires it", _SOURCE,
)
TEMPLATE_HINT = Kind(
    "GC652", "warning", "{where}留有模板的提示文字: {text}", "{where}: a hint of the template was left in place: {text}",
    "请删去提示文字, 填写实际内容", "delete the hint and fill in the content", _SOURCE,
)
PROJECT_TWICE = Kind(
    "GC653", "warning", "项目“{name}”在同一单位中出现 {count} 次", "the project “{name}” stands {count} times in one unit",
    "请核对是否重复填报", "check whether it was entered twice", "docs/checks.md#numbers-and-repetition",
)
