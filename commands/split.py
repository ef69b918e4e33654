"""`goalconv split`: one table into a file for each unit or project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

import goalconv
from goalconv.commands import choices
from goalconv.commands.console import finding_text, note, say, tell
from goalconv.commands.inputs import read
from goalconv.commands.options import Encoding, Force, From, Hidden, Input, LayoutName, Limit, application, manual
from goalconv.commands.outputs import write

if TYPE_CHECKING:
    from goalconv import By

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv split 公开表.xlsx --by unit -O 各单位",
            "goalconv split 公开表.xlsx --by project --layout declaration -O 申报表",
        ),
        "按单位或项目拆分为多个文件, 文件名带序号; 用 goalconv merge 合并后与原表相同。",
        "Split into a file for each unit or project; merging the files gives the table again.",
    )
)
def split(
    source: Input,
    by: Annotated[
        str, typer.Option("--by", metavar="unit|project", help=tell("按单位或项目", "By unit or project."), show_default=False)
    ],
    folder: Annotated[
        Path, typer.Option("-O", "--output-dir", metavar="DIR", help=tell("输出文件夹", "Output folder."), show_default=False)
    ],
    to: Annotated[
        str, typer.Option("--to", metavar="FORMAT", autocompletion=choices.formats, help=tell("输出格式", "Output format."))
    ] = "xlsx",
    layout: LayoutName = "disclosure",
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    force: Force = False,
) -> None:
    """Splits one table."""
    form = goalconv.format_of(Path(), to)
    reading = read(source, from_, goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ())))
    options = goalconv.WriteOptions(layout)
    made = [
        (folder / (part.name + form.suffixes[0]), goalconv.write_bytes(part.table, form.name, options=options))
        for part in goalconv.split(reading.table, _by(by))
    ]
    for path, _ in made:
        goalconv.check_target(path, source=Path(source), force=force)
    for path, written in made:
        write(path, written.data, force)
        for finding in written.findings:
            say(finding_text(finding, str(path)))
    note(tell(f"已写出 {len(made)} 个文件: {folder}", f"{len(made)} files written: {folder}"))


def _by(name: str) -> By:
    known: tuple[By, ...] = get_args(goalconv.By)
    for by in known:
        if by == name:
            return by
    raise typer.BadParameter(f"{name} (unit, project)", param_hint="--by")
