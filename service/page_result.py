"""The page of a result: what was found in all files of a job, put together from their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup
from msgspec import structs

from goalconv import GoalconvError, Language
from goalconv.converters.reports.wording import SEVERITIES
from goalconv.service.jobs import Job
from goalconv.service.page import render
from goalconv.service.page_files import LANGUAGES
from goalconv.service.page_words import WORDS
from goalconv.service.page_work import Inspected
from goalconv.service.work import File

__all__ = ["pages", "parted", "tables_of"]


def tables_of(results: Sequence[Inspected | GoalconvError]) -> list[str]:
    """The marks of all tables that were read: "2-1" is the first of the second file."""
    return [
        f"{number}-{place}"
        for number, result in enumerate(results, 1)
        if isinstance(result, Inspected)
        for place in range(1, len(result.heads) + 1)
    ]


def parted(result: Any) -> tuple[Sequence[tuple[str, File]], Any]:
    """The files of what a child found in an upload, and the rest of it."""
    return (result.files, structs.replace(result, files=[])) if isinstance(result, Inspected) else ((), result)


def pages(
    job: Job, results: Sequence[Inspected | GoalconvError], merged: Inspected | GoalconvError | None
) -> Iterator[tuple[str, File]]:
    """The page in each language, and what it offers of all files merged."""
    for language in LANGUAGES:
        page = render("result", language, **_values(job, results, merged, language))
        yield f"{language}.html", File(page.encode(), "text/html", ".html")
    if isinstance(merged, Inspected):
        yield from merged.files


def _values(
    job: Job, results: Sequence[Inspected | GoalconvError], merged: Inspected | GoalconvError | None, language: Language
) -> dict[str, Any]:
    counts = [head.counts for result in results if isinstance(result, Inspected) for head in result.heads]
    total = {severity: sum(one[severity] for one in counts) for severity in SEVERITIES}
    unread = sum(isinstance(result, GoalconvError) for result in results)
    named = list(_named(job, tables_of(results)))
    return {
        "headline": _headline(sum(total.values()), unread, language), "unread": unread,
        "errors": total["error"], "warnings": total["warning"], "notes": total["note"],
        "files": [_file(number, job.names[number - 1], result, language) for number, result in enumerate(results, 1)],
        "tables": named, "merge_error": merged.finding.message_in(language) if isinstance(merged, GoalconvError) else "",
        "merge_section": Markup(merged.sections[language]) if isinstance(merged, Inspected) else "",
        "until": datetime.fromtimestamp(job.expires).strftime("%H:%M"),
    }  # fmt: skip


def _named(job: Job, marks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each table's mark, and the name of its file, with its number where the file has several."""
    several = {mark.partition("-")[0] for mark in marks if not mark.endswith("-1")}
    for mark in marks:
        number, _, place = mark.partition("-")
        yield mark, f"{job.names[int(number) - 1]}{f' ({place})' if number in several else ''}"


def _headline(count: int, unread: int, language: Language) -> str:
    said = [WORDS["unread"].of(count=unread).within(language)] if unread else []
    said += [WORDS["found"].of(count=count).within(language)] if count else []
    joined = ("；" if language == "zh" else "; ").join(said) or WORDS["clean"].within(language)
    return joined[:1].upper() + joined[1:]


def _file(number: int, name: str, result: Inspected | GoalconvError, language: Language) -> dict[str, Any]:
    """A file as the page needs it; what a child has rendered is markup already."""
    if isinstance(result, GoalconvError):
        finding = result.finding
        return {
            "number": number, "name": name, "error": finding.message_in(language), "code": finding.code, "hint": finding.hint_in(language),
        }  # fmt: skip
    counts = {severity: sum(head.counts[severity] for head in result.heads) for severity in SEVERITIES}
    return {"number": number, "name": name, "error": "", "counts": counts, "section": Markup(result.sections[language])}
