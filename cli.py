"""The command `goalconv`: arguments in, a library call, text out, an exit status.

0 done, 1 the document has findings that count as errors, 2 it could not be read or written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import goalconv

if TYPE_CHECKING:
    from goalconv import Finding, Format, Reading, ReadOptions, WriteOptions

__all__ = ["app", "main"]

_SEVERITIES = {"error": "错误", "warning": "警告", "note": "提示"}

app = typer.Typer(
    add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""\b
示例 Examples:
  goalconv convert 绩效目标表.txt -o 绩效目标表.xlsx
  goalconv convert 绩效目标表.docx --to xlsx,pdf,json -O 输出
  goalconv check 绩效目标表.xlsx

读取、检查、转换、打印项目支出绩效目标表。
Read, check, convert and print performance goal tables.
""",
)  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        print(f"goalconv {goalconv.__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本 Show the version.")
    ] = False,
) -> None:
    """Holds the options of the program itself."""


Input = Annotated[str, typer.Argument(metavar="IN", help="输入文件, - 为标准输入 Input file, - for stdin.", show_default=False)]
From = Annotated[str | None, typer.Option("--from", metavar="FORMAT", help="输入格式 Format of the input.")]
Encoding = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="文本编码 Encoding of a text input.")]
Hidden = Annotated[bool, typer.Option("--include-hidden", help="读取隐藏的行、列、表 Read hidden rows, columns and sheets.")]


@app.command(
    help="""\b
示例 Examples:
  goalconv convert in.txt -o out.xlsx
  goalconv convert in.docx --to xlsx,pdf,json -O out
  goalconv convert - --from text --to json < in.txt

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
    layout: Annotated[str, typer.Option("--layout", metavar="NAME", help="输出版式 Layout of the output.")] = "disclosure",
    font: Annotated[
        list[str] | None, typer.Option("--font", metavar="FILE", help="PDF 优先使用的 TrueType 字体 TrueType font for PDF.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="覆盖已有文件 Overwrite existing files.")] = False,
) -> None:
    """Converts one file."""
    targets = _targets(source, output, to, folder)
    reading = _read(source, from_, goalconv.ReadOptions(encoding, include_hidden))
    _refuse_existing(source, targets, force)
    findings = list(reading.findings) + _write(reading, targets, goalconv.WriteOptions(layout, tuple(font or ())), force)
    _say(_summary(reading, findings))
    for finding in findings:
        if finding.severity == "error" or finding.code.startswith("GC8"):
            _say(_finding_text(finding, source))


@app.command(
    help="""\b
示例 Examples:
  goalconv check 绩效目标表.xlsx

列出表中的疑点及其位置, 并核对每个字符的去向。有错误时退出状态为 1。
List what is doubtful in a table and where, and account for every character.
"""
)
def check(source: Input, from_: From = None, encoding: Encoding = None, include_hidden: Hidden = False) -> None:
    """Checks one file."""
    reading = _read(source, from_, goalconv.ReadOptions(encoding, include_hidden))
    for finding in reading.findings:
        print(_finding_text(finding, source))
    for entry in reading.ledger:
        print(f"已统一[{entry.code}] {entry.message}: {entry.count} 处" + (f", 首处 {entry.places[0]}" if entry.places else ""))
    account = reading.account
    if account.source:
        print(
            f"字符核对: 共 {account.source}, 归入数据 {account.fields}, 标签与分隔 {account.labels}, 未归入 {account.unexplained}"
        )
    print(_summary(reading, reading.findings))
    if any(finding.severity == "error" for finding in reading.findings):
        raise typer.Exit(1)


@app.command(help="列出支持的格式 List the formats.")
def formats() -> None:
    """Prints the table of formats."""
    for form in goalconv.all_formats():
        uses = "/".join(use for use, engine in (("读 read", form.reader), ("写 write", form.writer)) if engine)
        origin = "" if form.origin == "goalconv" else f"  [{form.origin}]"
        print(f"{form.name:<8}{' '.join(form.suffixes):<12}{uses:<16}{form.title}{origin}")


@app.command(help="打印标准文档的 JSON Schema Print the JSON Schema of the canonical document.")
def schema() -> None:
    """Prints the schema."""
    print(goalconv.schema_text(), end="")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command; a coded error is printed and ends with status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(arguments)
    except goalconv.GoalconvError as error:
        _say(_finding_text(error.finding))
        sys.exit(2)


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


def _read(source: str, name: str | None, options: ReadOptions) -> Reading:
    if source != "-":
        return goalconv.read(source, format=name, options=options)
    readings = goalconv.read_bytes(sys.stdin.buffer.read(), format=name, options=options)
    return readings[0]


def _refuse_existing(source: str, targets: list[tuple[str, Format]], force: bool) -> None:
    """Raises before anything is written where an output is the input, or exists and may not be replaced."""
    for path, _ in targets:
        if path != "-":
            goalconv.check_target(Path(path), source=Path(source), force=force)


def _write(reading: Reading, targets: list[tuple[str, Format]], options: WriteOptions, force: bool) -> list[Finding]:
    """Writes all targets; nothing is written unless all can be made."""
    made = [(path, goalconv.write_bytes(reading.table, form.name, options=options)) for path, form in targets]
    for path, written in made:
        if path == "-":
            sys.stdout.buffer.write(written.data)
        else:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            goalconv.write_file(Path(path), written.data, force=force)
    return [finding for _, written in made for finding in written.findings]


def _summary(reading: Reading, findings: Sequence[Finding]) -> str:
    projects = [project for unit in reading.table.units for project in unit.projects]
    indicators = sum(len(project.indicators) for project in projects)
    counts = [(label, sum(finding.severity == severity for finding in findings)) for severity, label in _SEVERITIES.items()]
    doubts = ", ".join(f"{count} 个{label}" for label, count in counts if count) or "没有疑点"
    return f"{len(reading.table.units)} 个单位, {len(projects)} 个项目, {indicators} 项指标; {doubts}"


def _finding_text(finding: Finding, source: str = "") -> str:
    """A finding as a person reads it: what, where, what to do."""
    where = " ".join(str(part) for part in (source, finding.place or "", finding.pointer) if part)
    lines = [f"{_SEVERITIES[finding.severity]}[{finding.code}] {finding.message}"]
    lines += [f"  --> {where}"] if where else []
    lines += [f"  提示: {finding.hint}"] if finding.hint else []
    return "\n".join("".join(char if char.isprintable() else repr(char)[1:-1] for char in line) for line in lines)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
