"""GC52x: points and results."""

from __future__ import annotations

from ..findings import Kind

_SOURCE = "财预〔2020〕10号; docs/checks.md#points"

# fmt: off
WEIGHTS_TOTAL = Kind(
    "GC520", "warning", "项目“{name}”的分值之和是 {computed}, 应为 {expected}", "the points of “{name}” add up to {computed}; they should be {expected}",
    "请核对各项指标的分值", "check the points of the indicators", _SOURCE,
)
LEVEL_POINTS = Kind(
    "GC521", "warning", "项目“{name}”的“{level}”下各指标分值之和是 {computed}", "the points under “{level}” of “{name}” add up to {computed}",
    "请核对各项指标的分值", "check the points of the indicators", _SOURCE,
)
WEIGHT_ABSENT = Kind(
    "GC522", "warning", "指标 {number} 没有分值, 而同一项目的其他指标有", "indicator {number} has no points, while others of its project have",
    "请填写分值", "give its points", _SOURCE,
)
SCORE_ABOVE_WEIGHT = Kind(
    "GC523", "error", "指标 {number} 的得分 {score} 高于分值 {weight}", "indicator {number}: the score {score} is above its points {weight}",
    "请核对得分", "check the score", _SOURCE,
)
FULL_MARKS = Kind(
    "GC524", "warning", "指标 {number} 实际完成“{actual}”没有达到“{target}”, 却得满分 {score}",
    "indicator {number}: “{actual}” misses the target “{target}”, yet has full marks {score}",
    "请核对实际完成值与得分", "check the value reached and the score", _SOURCE,
)
MISSED_WITHOUT_REASON = Kind(
    "GC525", "note", "指标 {number} 实际完成“{actual}”没有达到“{target}”, 没有说明原因",
    "indicator {number}: “{actual}” misses the target “{target}”, and no reason is given",
    "请填写偏差原因及改进措施", "say why, and what is done about it", _SOURCE,
)
