"""Styles of a workbook: the number format of each cell style."""

from __future__ import annotations

from ..package import Package, parse

__all__ = ["read_number_formats"]

_LONG_DATE, _MONTH_DAY, _YEAR_MONTH = 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"'
_HOUR_MINUTE, _HALF_DAY = 'h"时"mm"分"', '上午/下午h"时"mm"分"'

# ECMA-376 part 1, 18.8.30, as Excel and WPS show them in Chinese; a file that names a format by number gives no code.
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _LONG_DATE, 32: _HOUR_MINUTE, 33: _HOUR_MINUTE + 'ss"秒"',
    34: _HALF_DAY, 35: _HALF_DAY + 'ss"秒"', 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"', 43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _HALF_DAY, 56: _HALF_DAY + 'ss"秒"', 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip


def read_number_formats(package: Package, part: str) -> list[str]:
    """The number format code of each cell style (the index `s` of a cell), in order."""
    handler = _Styles()
    parse(package.read(part), handler, part, package.limits)
    codes: dict[str, str] = {str(number): code for number, code in _BUILT_IN.items()} | handler.codes
    return [codes.get(number, "General") for number in handler.cells]


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.cells: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "cellXfs":
            self._in_cells = True
        elif tag == "xf" and self._in_cells:
            self.cells.append(attributes.get("numFmtId", "0"))
        elif tag == "numFmt" and "formatCode" in attributes:
            self.codes.setdefault(attributes.get("numFmtId", ""), attributes["formatCode"])

    def end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "cellXfs":
            self._in_cells = False

    def text(self, data: str) -> None:
        """Nothing to do."""
