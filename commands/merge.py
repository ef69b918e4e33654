"""`goalconv merge`: many forms or tables into one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import goalconv
from goalconv.commands.console import finding_text, note, say, summary, tell
from goalconv.commands.inputs import read_all
from goalconv.commands.options import Encoding, Force, From, Hidden, LayoutName, Limit, application, manual
from goalconv.commands.outputs import write

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv merge 申报表/*.docx -o 汇总.xlsx",
            "goalconv merge 一局.xlsx 二局.pdf -o 汇总.xlsx --title 2025年汇总表",
        ),
        "把多个申报表或公开表合并为一张表, 也可以给出文件夹。不一致之处列为疑点, 从不自行取舍; 有错误时退出状态为 1。",
        "Merge many forms or tables, or folders of them, into one. What does not agree is reported; status 1 where it is an error.",
    )
)
def merge(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILES...", help=tell("文件或文件夹", "Files or folders."), show_default=False)
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT", help=tell("输出文件", "Output file."), show_default=False)
    ],
    layout: LayoutName = "disclosure",
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help=tell("合并后的标题", "Title of the merged table."))
    ] = None,
    sum_: Annotated[
        bool, typer.Option("--sum", help=tell("没有填写的合计由各项相加", "Add up the totals that nobody declares."))
    ] = False,
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """Merges the tables of several files."""
    files = [file for source in sources for file in _files(source)]
    form = goalconv.format_of(output)
    for file in files:
        goalconv.check_target(output, source=Path(file), force=force)
    options = goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ()))
    readings = [(file, reading) for file in files for reading in read_all(file, from_, options)]
    for file, reading in readings:
        for finding in reading.findings:
            if finding.severity == "error":
                say(finding_text(finding, file))
    tables, names = [reading.table for _, reading in readings], [Path(file).name for file, _ in readings]
    merged = goalconv.merge(tables, names, goalconv.MergeOptions(sum_, title))
    written = goalconv.write_bytes(merged.table, form.name, options=goalconv.WriteOptions(layout))
    write(output, written.data, force)
    for finding in (*merged.findings, *written.findings):
        say(finding_text(finding))
    note(summary(merged, merged.findings))
    if any(finding.severity == "error" for finding in merged.findings):
        raise typer.Exit(1)


def _files(source: str) -> list[str]:
    """The file itself, or the files of a folder that have a known suffix, in the order of their names."""
    path = Path(source)
    if not path.is_dir():
        return [source]
    suffixes = {suffix for form in goalconv.all_formats() if form.reader for suffix in form.suffixes}
    found = [
        str(file)
        for file in sorted(path.iterdir())
        if file.is_file() and file.suffix.lower() in suffixes and file.name[:1] not in ".~"
    ]
    if not found:
        raise typer.BadParameter(tell(f"{source}: 文件夹中没有可读的文件", f"{source}: the folder holds no readable file"))
    return found
