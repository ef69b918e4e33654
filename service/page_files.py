"""The files that the page offers, by keys that say what each is: of which upload, of which of its tables, in which language.

"2-1-disclosure.xlsx" is the first table of the second file, "2-problems-en.csv" the problems of that file; what is
merged of all files has the number 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final, get_args

import goalconv
from goalconv import Finding, GoalconvError, GoalTable, Language, ReadOptions, WriteOptions
from goalconv.converters.formats import by_name, detect
from goalconv.converters.language import Words
from goalconv.service.page_words import WORDS
from goalconv.service.problem_list import as_csv, as_xlsx
from goalconv.service.work import File, Upload

__all__ = ["LANGUAGES", "MERGED", "annotated", "document_key", "list_key", "lists", "matrix", "saved_as", "tables"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
MERGED: Final = "0"
_DOCUMENT: Final = "document"
_KEY: Final = re.compile(r"(?P<number>\d+)(?:-(?P<table>\d+))?-(?P<what>[a-z]+)(?:-(?P<language>zh|en))?(?P<suffix>\.[a-z]+)")
_WHAT: Final = {
    **{layout.name: Words(layout.title, layout.name) for layout in goalconv.all_layouts()}, _DOCUMENT: WORDS["document"],
    "annotated": Words("标注", "annotated"), "problems": Words("问题清单", "problems"),
}  # fmt: skip
"""What a file is, as its name says it."""


def tables(given: Sequence[GoalTable], number: str) -> Iterator[tuple[str, File]]:
    """Each table in each format and layout that can hold it."""
    for place, table in enumerate(given, 1):
        for form in goalconv.all_formats():
            if not form.writer or form.carries == "tables":
                continue
            for layout in [layout.name for layout in goalconv.all_layouts()] if form.carries == "grid" else [""]:
                try:
                    data = goalconv.write_bytes(table, form.name, options=WriteOptions(layout)).data
                except GoalconvError:  # the page says so where the file would be
                    continue
                suffix = form.suffixes[0]
                yield f"{number}-{place}-{layout or _DOCUMENT}{suffix}", File(data, form.media_type, suffix)


def annotated(upload: Upload, findings: Sequence[Finding], options: ReadOptions, number: str) -> Iterator[tuple[str, File]]:
    """Copies of the file with the findings at their cells, in each language: a page, and where that can be the file itself."""
    form = by_name(upload.format) if upload.format else detect(upload.data, upload.suffix)
    for to in ("html", *({"xlsx", "docx"} & {form.name})):
        target = by_name(to)
        for language in LANGUAGES:
            try:
                data = goalconv.annotate(
                    upload.data, findings, to, format=form.name, options=options, name=upload.name, language=language
                )
            except GoalconvError:
                continue
            yield f"{number}-annotated-{language}{target.suffixes[0]}", File(data, target.media_type, target.suffixes[0])


def lists(findings: Sequence[Finding], number: str) -> Iterator[tuple[str, File]]:
    """The list of problems as files, in each language."""
    for language in LANGUAGES:
        for file in (as_csv(findings, language), as_xlsx(findings, language)):
            yield list_key(number, language, file.suffix), file


def list_key(number: str, language: Language, suffix: str) -> str:
    """The key of a list of problems."""
    return f"{number}-problems-{language}{suffix}"


def document_key(mark: str) -> str:
    """The key of the canonical document of the table "2-1"."""
    return f"{mark}-{_DOCUMENT}.json"


def matrix(sizes: dict[str, int], mark: str) -> list[tuple[str, list[tuple[str, int] | None]]]:
    """For each format the keys and sizes of a table's files in the order of the layouts; one alone where the layout does not matter."""
    rows: list[tuple[str, list[tuple[str, int] | None]]] = []
    for form in goalconv.all_formats():
        names = [_DOCUMENT] if form.carries == "table" else [layout.name for layout in goalconv.all_layouts()]
        keys = [f"{mark}-{name}{form.suffixes[0]}" for name in names]
        if any(key in sizes for key in keys):
            rows.append((form.suffixes[0], [(key, sizes[key]) if key in sizes else None for key in keys]))
    return rows


def saved_as(key: str, names: Sequence[str], language: Language) -> str:
    """The name under which a file is saved: that of the upload it comes from, and what it is. "" where the key is none."""
    found = _KEY.fullmatch(key)
    if found is None or found["what"] not in _WHAT or int(found["number"]) > len(names):
        return ""
    number = int(found["number"])
    stem = PurePosixPath(names[number - 1]).stem if number else WORDS["merge"].within(language)
    what = _WHAT[found["what"]].within(found["language"] or language)  # type: ignore[arg-type]  # one of the two
    place = found["table"] if found["table"] not in (None, "1") else ""
    return "-".join(filter(None, (stem or "goal-table", place, what))) + found["suffix"]
