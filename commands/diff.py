"""`goalconv diff`: what changed from one table to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

import goalconv
from goalconv.commands.console import say, tell
from goalconv.commands.inputs import read_all
from goalconv.commands.language import language
from goalconv.commands.options import Encoding, Force, From, Hidden, Limit, application, manual
from goalconv.commands.outputs import write
from goalconv.commands.screen import screen

if TYPE_CHECKING:
    from goalconv import ChangesForm, GoalTable, ReadOptions

__all__ = ["app"]

app = application()
_SUFFIXES = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".xlsx": "xlsx"}


@app.command(
    help=manual(
        (
            "goalconv diff 一稿.xlsx 二稿.docx",
            "goalconv diff 申报.docx 批复.pdf -o 变化.html",
            "goalconv diff a.json b.json --output-format json",
        ),
        "比较两张表, 不论格式、版式和次序: 增删的单位、项目、指标, 金额差额, 改动的文字, 提高或降低的指标值。相同时退出状态为 0, 不同为 1, 读不了为 2。",
        "Compare two tables whatever their formats, layouts and order. Exit status: 0 same, 1 different, 2 unreadable.",
    )
)
def diff(
    old: Annotated[
        str, typer.Argument(metavar="A", help=tell("原表, - 为标准输入", "Old table, - for stdin."), show_default=False)
    ],
    new: Annotated[
        str, typer.Argument(metavar="B", help=tell("新表, - 为标准输入", "New table, - for stdin."), show_default=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="OUT", help=tell("输出文件 (txt, json, html, xlsx)", "Output file (txt, json, html, xlsx).")
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--output-format", metavar="FORM", help=tell("text, json, html, xlsx 之一", "One of text, json, html, xlsx.")
        ),
    ] = None,
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """Compares two files."""
    if old == new == "-":
        raise typer.BadParameter(tell("只能有一个 - (标准输入)", "only one of the tables can come from stdin"))
    form = _form(output, output_format)
    if output is not None:
        _check_output(output, (old, new), force)
    options = goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ()))
    changes = goalconv.diff(_table(old, from_, options), _table(new, from_, options))
    width, ink = screen() if output is None else (80, goalconv.Ink())
    rendered = goalconv.render_changes(changes, form, old=old, new=new, width=width, ink=ink, language=language())
    if output is not None:
        write(output, rendered, force)
    elif form == "text":
        print(rendered.decode(), end="")
    else:
        write("-", rendered, force)
    if changes:
        raise typer.Exit(1)


def _table(source: str, name: str | None, options: ReadOptions) -> GoalTable:
    """The one table of a file; one with several is refused by name."""
    readings = read_all(source, name, options)
    if len(readings) > 1:
        say(
            tell(
                f"{source}: 文件中有 {len(readings)} 张绩效目标表, 请先拆分",
                f"{source}: the file holds {len(readings)} goal tables",
            )
        )
        raise typer.Exit(2)
    return readings[0].table


def _form(output: Path | None, name: str | None) -> ChangesForm:
    """The form that is asked for, by name or by the output's suffix."""
    wanted = name or (_SUFFIXES.get(output.suffix.lower(), output.suffix) if output else "text")
    known: tuple[ChangesForm, ...] = get_args(goalconv.ChangesForm)
    for form in known:
        if wanted == form:
            return form
    near = goalconv.near(wanted, known)
    raise typer.BadParameter(
        tell(f"没有 {wanted}{near.zh}; 可用 {', '.join(known)}", f"no {wanted}{near.en}; use {', '.join(known)}")
    )


def _check_output(output: Path, sources: tuple[str, ...], force: bool) -> None:
    for source in sources:
        goalconv.check_target(output, source=Path(source), force=force)
