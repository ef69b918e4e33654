"""`goalconv check`: what is doubtful in tables, where, and what became of every character."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

import goalconv
from goalconv.commands import choices
from goalconv.commands.annotation import AnnotateTo, check_annotated, write_annotated
from goalconv.commands.console import finding_text, say, tell
from goalconv.commands.inputs import read_all
from goalconv.commands.language import language
from goalconv.commands.options import Encoding, Force, From, Hidden, Limit, application, manual

if TYPE_CHECKING:
    from goalconv import CheckedFile, ReadOptions

__all__ = ["app"]

app = application()


class _Form(StrEnum):
    full = "full"
    concise = "concise"
    json = "json"
    sarif = "sarif"
    github = "github"


class _Severity(StrEnum):
    error = "error"
    warning = "warning"
    note = "note"


_GRAVEST_FIRST = [severity.value for severity in _Severity]


@app.command(
    help=manual(
        (
            "goalconv check 绩效目标表.xlsx",
            "goalconv check 各单位/*.docx --output-format concise --fail-on warning",
            "goalconv check 绩效目标表.txt --profile guangzhou-2025",
            "goalconv check 绩效目标表.xlsx --annotate 标注.xlsx",
        ),
        "列出表中的疑点及其位置, 并核对每个字符的去向。退出状态: 0 没有, 1 有 --fail-on 及以上的疑点, 2 有文件读不了。",
        "List what is doubtful in tables and where, and account for every character. Status: 0 nothing, 1 findings at least as grave as --fail-on, 2 a file cannot be read.",
    )
)
def check(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="IN...", help=tell("输入文件, - 为标准输入", "Input files, - for stdin."), show_default=False),
    ],
    form: Annotated[
        _Form, typer.Option("--output-format", help=tell("输出形式", "Form of the report."), show_default=True)
    ] = _Form.full,
    fail_on: Annotated[
        _Severity,
        typer.Option(
            "--fail-on", help=tell("从哪一级起退出状态为 1", "The least severity that ends with status 1."), show_default=True
        ),
    ] = _Severity.error,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAME|FILE",
            autocompletion=choices.profiles,
            help=tell("规则包, 见 goalconv profiles", "Rules of a region and year; see goalconv profiles."),
            show_default=True,
        ),
    ] = "general",
    from_: From = None,
    encoding: Encoding = None,
    include_hidden: Hidden = False,
    limit: Limit = None,
    annotate: AnnotateTo = None,
    force: Force = False,
) -> None:
    """Checks files."""
    if annotate is not None:
        check_annotated(sources, annotate, force)
    goalconv.load_profile(profile)  # a wrong profile is said once, before any file is read
    options = goalconv.ReadOptions(encoding, include_hidden, goalconv.limits_from(limit or ()), profile)
    files = [_checked(source, from_, options, form) for source in sources]
    print(goalconv.report(files, form.value, language()), end="")
    if annotate is not None and files[0].error is None:
        write_annotated(sources[0], files[0].readings, annotate, from_, options, force)
    status = _status(files, fail_on.value)
    if status:
        raise typer.Exit(status)


def _checked(source: str, name: str | None, options: ReadOptions, form: _Form) -> CheckedFile:
    """A file with its readings; where it cannot be read, the reason is told at once to a person."""
    try:
        return goalconv.CheckedFile(source, read_all(source, name, options))
    except goalconv.GoalconvError as error:
        if form is _Form.full:
            sys.stdout.flush()
            say(finding_text(error.finding, source))
        return goalconv.CheckedFile(source, error=error.finding)


def _status(files: Sequence[CheckedFile], fail_on: str) -> int:
    """The worst of all files: 2 unreadable, 1 with findings at least as grave as `fail_on`, 0 neither."""
    if any(file.error is not None for file in files):
        return 2
    failing = _GRAVEST_FIRST[: _GRAVEST_FIRST.index(fail_on) + 1]
    return int(any(finding.severity in failing for file in files for reading in file.readings for finding in reading.findings))
