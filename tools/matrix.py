"""The matrix of round trips: every example, written in every layout and format and read back. `make matrix` puts it into docs/losses.md."""

from __future__ import annotations

import sys
from pathlib import Path

import goalconv

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "losses.md"
EXAMPLES = (
    "liwan-2025.txt",
    "declaration-2025.txt",
    "two-sided-2025.txt",
    "forms-2025.txt",
    "self-evaluation-2024.txt",
    "indicators-2025.txt",
)
LAYOUTS = {"disclosure": "公开表", "declaration": "申报表", "indicators": "明细表"}
BEGIN, END = "<!-- matrix: make matrix -->", "<!-- end -->"


def writable() -> list[str]:
    """The formats that can be written."""
    return [form.name for form in goalconv.all_formats() if form.writer and form.origin == "goalconv"]


def outcome(example: str, layout: str, form: str) -> str:
    """How the example comes back: "" where it is the same document to the byte and every character is accounted for.

    Otherwise what happened instead: the code of a refusal to write, or "differs".
    """
    table = goalconv.read(ROOT / "examples" / example).table
    options = goalconv.WriteOptions(layout=layout, attach=False)  # a PDF is read from its page alone
    try:
        data = goalconv.write_bytes(table, form, options=options).data
    except goalconv.UnwritableError as error:
        return error.finding.code
    (reading,) = goalconv.read_bytes(data, format=form)
    same = goalconv.write_bytes(reading.table, "json").data == goalconv.write_bytes(table, "json").data
    return "" if same and not reading.account.unexplained else "不同 differs"


def cell(layout: str, form: str) -> str:
    """What the page says of a layout and a format: that all examples come back whole, or what happened to the others."""
    found = {example: outcome(example, layout, form) for example in EXAMPLES}
    others = [f"{what}（{Path(example).stem}）" for example, what in found.items() if what]
    return "<br>".join(["保留 kept", *others]) if len(others) < len(found) else "<br>".join(others)


def table() -> str:
    """The matrix as a Markdown table."""
    forms = writable()
    rows = [f"| | {' | '.join(forms)} |", "|---" * (len(forms) + 1) + "|"]
    rows += [f"| {title} {name} | {' | '.join(cell(name, form) for form in forms)} |" for name, title in LAYOUTS.items()]
    return "\n".join(rows)


def stated() -> str:
    """The matrix that the page holds."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Writes the matrix into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
