"""`goalconv form`: the user's own form, marked once, is filled, read back and blanked."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

import goalconv
from goalconv.commands import log
from goalconv.commands.console import finding_text, note, say, summary, tell
from goalconv.commands.inputs import read as read_data
from goalconv.commands.options import Encoding, Force, From, Hidden, Limit, application, manual
from goalconv.commands.outputs import write

if TYPE_CHECKING:
    from goalconv import Finding

__all__ = ["app"]

app = application(
    manual(
        (
            "goalconv form fill 空白申报表.xlsx 绩效目标表.txt -o 申报表.xlsx",
            "goalconv form read 空白申报表.xlsx 申报表.xlsx -o 申报表.json",
            "goalconv form blank 空白申报表.xlsx --rows 10 -o 下发.xlsx",
        ),
        "用自己的空白表: 在 xlsx 或 docx 的单元格里写上标记, 例如 {{项目名称}}, 即可填写、读回和清空。",
        "Your own form: marked once in its cells, it is filled, read back and blanked.",
    )
)

Form: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FORM", help=tell("带标记的表单", "The marked form, xlsx or docx."), show_default=False)
]
Output: TypeAlias = Annotated[
    str, typer.Option("-o", "--output", metavar="OUT", help=tell("输出文件, - 为标准输出", "Output file, - for stdout."))
]
_SHOWN: Final = 20
"""Findings that are printed; more are counted."""


@app.command(
    short_help=tell("填写表单, 没有位置的内容逐项列出", "Fill a form, list what has no place"),
    help=manual(
        ("goalconv form fill 空白申报表.xlsx 绩效目标表.txt -o 申报表.xlsx",),
        "填写表单, 没有位置的内容逐项列出。",
        "Fill a form, list what has no place.",
    ),
)
def fill(
    form: Form,
    data: Annotated[
        str,
        typer.Argument(metavar="DATA", help=tell("任何可读取的绩效目标表", "Any table that goalconv reads."), show_default=False),
    ],
    output: Output,
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """Fills a form; all that it has no place for is listed."""
    _check(output, (form, Path(data)), force)
    limits = goalconv.limits_from(limit or ())
    reading = read_data(data, from_, goalconv.ReadOptions(encoding, include_hidden, limits))
    written = goalconv.fill_form(form, reading.table, limits=limits)
    write(output, written.data, force)
    note(summary(reading, [*reading.findings, *written.findings]))
    _say_all(written.findings, output)


@app.command(
    short_help=tell("按标记读回填好的表单", "Read a filled form back"),
    help=manual(
        ("goalconv form read 空白申报表.xlsx 申报表.xlsx -o 申报表.json",),
        "按标记读回填好的表单。",
        "Read a filled form back.",
    ),
)
def read(
    form: Form,
    filled: Annotated[Path, typer.Argument(metavar="FILLED", help=tell("填好的表单", "The filled form."), show_default=False)],
    output: Output,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """Reads a filled form back by the markers of the form."""
    _check(output, (form, filled), force)
    start = time.monotonic()
    reading = goalconv.read_form(form, filled, limits=goalconv.limits_from(limit or ()))
    log.given(str(filled), (reading,), time.monotonic() - start)
    target = goalconv.format_of(Path(output), "json" if output == "-" else None)
    write(output, goalconv.write_bytes(reading.table, target.name).data, force)
    note(summary(reading, reading.findings))
    _say_all(reading.findings, str(filled))


@app.command(
    short_help=tell("去掉标记, 或清空填好的表单", "Take out the markers, or the data"),
    help=manual(
        (
            "goalconv form blank 空白申报表.xlsx --rows 10 -o 下发.xlsx",
            "goalconv form blank 空白申报表.xlsx 申报表.xlsx -o 清空.xlsx",
        ),
        "去掉标记, 或清空填好的表单。",
        "Take out the markers, or the data.",
    ),
)
def blank(
    form: Form,
    output: Output,
    filled: Annotated[
        Path | None,
        typer.Argument(metavar="[FILLED]", help=tell("清空这份填好的表单", "Blank this filled form."), show_default=False),
    ] = None,
    rows: Annotated[
        int, typer.Option("--rows", metavar="N", min=1, max=1_000, help=tell("每个重复块留几行空白", "Blank rows in each block."))
    ] = 1,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """A blank form without markers, or a filled one made blank again."""
    _check(output, (form, *([filled] if filled else [])), force)
    write(output, goalconv.blank_form(form, filled, rows=rows, limits=goalconv.limits_from(limit or ())).data, force)


@app.command(
    short_help=tell("列出全部标记", "List all markers"),
    help=manual(
        ("goalconv form markers | less",),
        "列出全部标记。",
        "List all markers.",
    ),
)
def markers() -> None:
    """Lists all markers."""
    for english, chinese, what in goalconv.form_markers():
        print(f"{english}\t{chinese}\t{what}")


def _check(output: str, sources: Sequence[Path], force: bool) -> None:
    for source in sources if output != "-" else ():
        goalconv.check_target(Path(output), source=source, force=force)


def _say_all(findings: Sequence[Finding], source: str) -> None:
    for finding in findings[:_SHOWN]:
        say(finding_text(finding, source))
    if len(findings) > _SHOWN:
        say(tell(f"还有 {len(findings) - _SHOWN} 条疑点", f"and {len(findings) - _SHOWN} more findings"))
