"""The names of the styles by role that Word and Excel show their users."""

from __future__ import annotations

from typing import Final

__all__ = ["TABLE_STYLE", "style_name"]

TABLE_STYLE: Final = "绩效目标表"
# Word and Excel show their own styles as 标题, 正文, 列表, 常规, 汇总, 注释: names of ours must not be the same.
_ROWS: Final = {
    "title": "表标题",
    "line": "表前行",
    "unit_line": "单位行",
    "header": "表头",
    "total": "合计",
    "unit": "小计",
    "body": "表格",
    "note": "表注",
}
_CELLS: Final = {
    "text": "文字",
    "label": "栏目",
    "level": "指标级次",
    "value": "指标值",
    "name": "名称",
    "amount": "金额",
    "list": "列表",
}
_PLAIN: Final = {"title": "text", "line": "text", "unit_line": "text", "header": "label", "note": "text"}


def style_name(row: str, cell: str) -> str:
    """The name of the style of cells with role `cell` in rows with role `row`: 表头, 合计金额, 表格列表."""
    return _ROWS[row] + ("" if _PLAIN.get(row) == cell else _CELLS[cell])
