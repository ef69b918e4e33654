"""`goalconv convert`: one table to other formats and layouts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

import goalconv
from goalconv.commands.console import finding_text, say, summary, table_heading
from goalconv.commands.inputs import read_all
from goalconv.commands.options import Encoding, From, Hidden, Input, Limit, application

if TYPE_CHECKING:
    from goalconv import Finding, Format, Reading, WriteOptions

__all__ = ["app"]

app = application()


@app.command(
    help="""\b
示例 Examples:
  goalconv convert in.txt -o out.xlsx
  goalconv convert in.docx --to xlsx,pdf,json -O out
  goalconv convert - --from text --to json < in.txt
  goalconv convert many.xlsx -o many.jsonl

把一种格式的绩效目标表转换为另一种。格式由文件名与内容判断。
Convert a table from one format to another, told by suffix and content.
"""
)
def convert(
    source: Input,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="OUT", help="输出文件, - 为标准输出 Output file, - for stdout.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMATS", help="输出格式, 用逗号分隔 Output formats, separated by commas.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("-O", "--output-dir", metavar="DIR", help="输出文件夹 Folder for the outputs.")
    ] = None,
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    layout: Annotated[
        str,
        typer.Option(
            "--layout", metavar="NAME", help="输出版式, 默认公开表 Layout of the output: disclosure.", show_default=False
        ),
    ] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="FILE", help="自己的模板 Template of one's own (TOML).", show_default=False)
    ] = "",
    font: Annotated[
        list[str] | None, typer.Option("--font", metavar="FILE", help="PDF 优先使用的 TrueType 字体 TrueType font for PDF.")
    ] = None,
    no_attach: Annotated[
        bool, typer.Option("--no-attach", help="PDF 中不附标准 JSON Leave the canonical JSON out of the PDF.")
    ] = False,
    formulas: Annotated[bool, typer.Option("--formulas", help="Excel 中的合计写成公式 Sums as formulas in Excel.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="覆盖已有文件 Overwrite existing files.")] = False,
) -> None:
    """Converts one file."""
    targets = _targets(source, output, to, folder)
    readings = read_all(source, from_, goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ())))
    files = [file for path, form in targets for file in _files(path, form, readings, output is None)]
    _refuse_existing(source, files, force)
    written = _write(files, goalconv.WriteOptions(layout, tuple(font or ()), not no_attach, template, formulas), force)
    for number, reading in enumerate(readings, 1):
        if len(readings) > 1:
            say(table_heading(reading, number, len(readings)))
        say(summary(reading, reading.findings))
        _say_worst(reading.findings, source)
    _say_worst(written, source)


def _say_worst(findings: Sequence[Finding], source: str) -> None:
    """Says what is wrong, and what is doubtful about the files written; `check` says all."""
    for finding in findings:
        if finding.severity == "error" or finding.code.startswith("GC8"):
            say(finding_text(finding, source))


def _targets(source: str, output: str | None, to: str | None, folder: Path | None) -> list[tuple[str, Format]]:
    """The files to write, with their formats: one to `output`, or each of `to` in `folder` named after the input."""
    names = to.split(",") if to else []
    if output is not None and (folder is not None or len(names) > 1):
        raise typer.BadParameter("-o 只写一个文件; 多种格式请用 -O (use -O for several formats)")
    if output is None and not names:
        raise typer.BadParameter("请用 -o 或 --to 指明输出 (name an output with -o or --to)")
    known = [goalconv.format_of(Path(), name.strip()) for name in names]
    if output is not None:
        return [(output, known[0] if known else goalconv.format_of(Path(output)))]
    if folder is None and len(known) == 1:
        return [("-", known[0])]
    stem = "goal-table" if source == "-" else Path(source).stem
    return [(str((folder or Path()) / (stem + form.suffixes[0])), form) for form in known]


class _File(NamedTuple):
    """A file to write."""

    path: str
    format: Format
    readings: Sequence[Reading]


def _files(path: str, form: Format, readings: Sequence[Reading], may_number: bool) -> list[_File]:
    """The file of one format, or one for each table, named STEM-1, STEM-2 …, where the format holds only one."""
    if form.carries == "tables" or len(readings) == 1 or path == "-" or not may_number:
        return [_File(path, form, readings)]
    named = Path(path)
    return [_File(str(named.with_name(f"{named.stem}-{n}{named.suffix}")), form, [one]) for n, one in enumerate(readings, 1)]


def _refuse_existing(source: str, files: list[_File], force: bool) -> None:
    """Raises before anything is written where an output is the input, or exists and may not be replaced."""
    for file in files:
        if file.path != "-":
            goalconv.check_target(Path(file.path), source=Path(source), force=force)


def _write(files: list[_File], options: WriteOptions, force: bool) -> list[Finding]:
    """Writes all files; nothing is written unless all can be made."""
    made = [
        (file.path, goalconv.write_all_bytes([reading.table for reading in file.readings], file.format.name, options=options))
        for file in files
    ]
    for path, written in made:
        if path == "-":
            sys.stdout.buffer.write(written.data)
        else:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            goalconv.write_file(Path(path), written.data, force=force)
    return [finding for _, written in made for finding in written.findings]
