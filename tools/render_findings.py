"""Prints docs/findings.md from the catalogue: every code, what it says, why, an example, what to do.

python tools/render_findings.py > docs/findings.md
"""

from __future__ import annotations

from collections.abc import Iterator

from goalconv.converters.explanations import Explanation, built_in_explanations

FAMILIES = {
    "GC1": "文件读不了 · The file cannot be read", "GC2": "表的结构 · The structure of the table", "GC3": "合并在一格的指标 · Packed indicators",
    "GC4": "金额 · Amounts of money", "GC5": "指标分类与分值 · Taxonomy and points", "GC6": "指标值与项目 · Target values and projects",
    "GC7": "标准文档 · The canonical document", "GC8": "写出 · Writing", "GC9": "使用 · The call",
}  # fmt: skip
SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "note": "提示 note"}

HEAD = """# 疑点编号 · Codes of findings

编号不会改变。`goalconv explain 编号` 在命令行中说明同样的内容；`…` 是具体的名称、金额等。
*Codes never change. `goalconv explain CODE` says the same at the command line; `…` stands for names, amounts and so on.*
此页由 `make findings` 从代码生成。 *This page is made from the code by `make findings`.*
"""


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD
    family = ""
    for code, explanation in built_in_explanations().items():
        if code[:3] != family:
            family = code[:3]
            yield f"## {FAMILIES[family]}\n"
        yield from section(explanation)


def section(explanation: Explanation) -> Iterator[str]:
    """The lines of one code."""
    kind = explanation.kind
    yield f"### {kind.code}\n"
    yield f"**{SEVERITIES[kind.severity]}** — {explanation.says('zh')}  \n*{explanation.says('en')}*\n"
    if explanation.why.zh:
        yield f"{explanation.why.zh} *{explanation.why.en}*\n"
    example = explanation.table or explanation.indicators or explanation.example
    if example:
        yield f"```text\n{example}\n```\n"
    if kind.hint:
        yield f"怎么办 *what to do*：{explanation.advice('zh')}  \n*{explanation.advice('en')}*\n"
    if kind.source:
        yield f"依据 *source*：{kind.source}\n"


if __name__ == "__main__":
    print("\n".join(page()), end="")
