"""`goalconv convert`: tables to other formats and layouts, one file or many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer
from msgspec import structs

import goalconv
from goalconv.commands.console import finding_text, note, say, summary, table_heading, tell
from goalconv.commands.inputs import read_all
from goalconv.commands.options import (
    Address,
    Encoding,
    EngineName,
    Force,
    From,
    Hidden,
    Inputs,
    Jobs,
    Limit,
    application,
    manual,
)
from goalconv.commands.outputs import Fonts, Formulas, Layout, NoAttach, Output, OutputFolder, SchemaVersion, Template, To, write

if TYPE_CHECKING:
    from goalconv import Finding, Format, GoalTable, ReadOptions, WriteOptions

__all__ = ["app"]

app = application()


@app.command(
    help=manual(
        (
            "goalconv convert in.txt -o out.xlsx",
            "goalconv convert in.docx --to xlsx,pdf,json -O out",
            "goalconv convert - --from text --to json < in.txt",
            "goalconv convert many.xlsx -o many.jsonl",
            "goalconv convert 各单位 --to xlsx,pdf -O 输出 --jobs 4",
        ),
        "把一种格式的绩效目标表转换为另一种。格式由文件名与内容判断。多个文件或文件夹并行转换, 再次运行时跳过已完成的; 有文件失败时退出状态为 2。",
        "Convert a table from one format to another, told by suffix and content. Many files or folders are converted side by side, and what is done is skipped by the next run; status 2 where a file failed.",
    )
)
def convert(
    sources: Inputs,
    output: Output = None,
    to: To = None,
    folder: OutputFolder = None,
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    layout: Layout = "",
    template: Template = "",
    font: Fonts = None,
    no_attach: NoAttach = False,
    formulas: Formulas = False,
    schema_version: SchemaVersion = "",
    force: Force = False,
    jobs: Jobs = 0,
    engine: EngineName = "local",
    address: Address = "",
) -> None:
    """Converts one file, or many."""
    reading = goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ()))
    writing = goalconv.WriteOptions(layout, tuple(font or ()), not no_attach, template, formulas, schema_version)
    if len(sources) == 1 and not os.path.isdir(sources[0]) and "://" not in f"{sources[0]} {output} {folder}":
        _convert_one(sources[0], _targets(sources[0], output, to, folder), from_, reading, writing, force)
        return
    from goalconv.commands.batch import Run, convert_many  # brings processes and threads along

    if output is not None or folder is None or not to:
        raise typer.BadParameter(tell("多个文件、文件夹或网址请用 --to 和 -O", "many files, a folder or a URL need --to and -O"))
    order = goalconv.BatchOrder(tuple(form.name for form in _formats(to)), from_, reading, writing)
    convert_many(sources, folder, order, Run(jobs, engine, address, force))


def _convert_one(
    source: str, targets: list[_Target], name: str | None, reading: ReadOptions, writing: WriteOptions, force: bool
) -> None:
    """Reads a file and writes all that is wanted of it."""
    # findings have their places, and those of all values take as much memory as the document
    readings = [structs.replace(one, places={}, ledger=()) for one in read_all(source, name, reading)]
    tables = [one.table for one in readings]
    files = [file for target in targets for file in _files(target, tables)]
    _refuse_existing(source, files, force)
    written = _write(files, writing, force)
    for number, one in enumerate(readings, 1):
        if len(readings) > 1:
            note(table_heading(one, number, len(readings)))
        note(summary(one, one.findings))
        _say_worst(one.findings, source)
    _say_worst(written, source)


def _say_worst(findings: Sequence[Finding], source: str) -> None:
    """Says what is wrong, and what is doubtful about the files written; `check` says all."""
    for finding in findings:
        if finding.severity == "error" or finding.code.startswith("GC8"):
            say(finding_text(finding, source))


class _Target(NamedTuple):
    """An output that is wanted; a name that the user gave is not `numbered` for several tables."""

    path: str
    format: Format
    numbered: bool


def _targets(source: str, output: str | None, to: str | None, folder: str | None) -> list[_Target]:
    """The files to write, with their formats: one to `output`, or each of `to` in `folder` named after the input."""
    known = _formats(to)
    if output is not None and (folder is not None or len(known) > 1):
        raise typer.BadParameter(tell("-o 只写一个文件; 多种格式请用 -O", "use -O for several formats"))
    if output is None and not known:
        raise typer.BadParameter(tell("请用 -o 或 --to 指明输出", "name an output with -o or --to"))
    if output is not None:
        return [_Target(output, known[0] if known else goalconv.format_of(Path(output)), False)]
    if folder is None and len(known) == 1:
        return [_Target("-", known[0], False)]
    stem = "goal-table" if source == "-" else Path(source).stem
    return [_Target(str(Path(folder or "", stem + form.suffixes[0])), form, True) for form in known]


def _formats(names: str | None) -> list[Format]:
    """The formats whose names are given, separated by commas."""
    return [goalconv.format_of(Path(), name.strip()) for name in names.split(",")] if names else []


class _File(NamedTuple):
    """A file to write."""

    path: str
    format: Format
    tables: Sequence[GoalTable]


def _files(target: _Target, tables: Sequence[GoalTable]) -> list[_File]:
    """The file of one format, or one for each table, named STEM-1, STEM-2 …, where the format holds only one."""
    path, form, numbered = target
    if not numbered:
        return [_File(path, form, tables)]
    named = Path(path)
    return [
        _File(str(named.with_name(named.stem + share.mark + named.suffix)), form, share.tables)
        for share in goalconv.shares(tables, form)
    ]


def _refuse_existing(source: str, files: list[_File], force: bool) -> None:
    """Raises before anything is written where an output is the input, or exists and may not be replaced."""
    for file in files:
        if file.path != "-":
            goalconv.check_target(Path(file.path), source=Path(source), force=force)


def _made(file: _File, options: WriteOptions, *, alone: bool) -> tuple[Iterable[bytes], tuple[Finding, ...]]:
    """What is to be written, in pieces. Where several files are made, cells are not held until theirs is written: the whole file takes less."""
    if alone or file.format.carries == "table":
        return goalconv.write_pieces(file.tables, file.format.name, options=options)
    written = goalconv.write_all_bytes(file.tables, file.format.name, options=options)
    return (written.data,), written.findings


def _write(files: list[_File], options: WriteOptions, force: bool) -> list[Finding]:
    """Writes all files; nothing is written unless all can be made."""
    made = [(file.path, *_made(file, options, alone=len(files) == 1)) for file in files]
    for path, pieces, _ in made:
        write(path, pieces, force)
    return [finding for _, _, findings in made for finding in findings]
