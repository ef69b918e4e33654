"""The conversion of one file of a batch: bytes in, bytes and counts out. It touches no file, so it runs anywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from ..convert import read_bytes, shares, write_all_bytes
from ..formats import by_name
from ..interface import ReadOptions, WriteOptions

__all__ = ["CONVERT", "BatchOrder", "Converted", "Output", "convert_file"]

CONVERT: Final = "goalconv.converters.batch.work:convert_file"
"""The name by which a worker finds `convert_file`."""


class BatchOrder(Struct, frozen=True):
    """What is to be made of every file of a batch. `format` is that of the files where it is stated."""

    formats: tuple[str, ...]
    format: str | None = None
    reading: ReadOptions = ReadOptions()
    writing: WriteOptions = WriteOptions()


class Output(Struct, frozen=True):
    """A file to write: what its name has after the stem, and its bytes."""

    ending: str
    data: bytes


class Converted(Struct, frozen=True):
    """The outputs of one file, and how many findings of each severity there were."""

    outputs: tuple[Output, ...]
    findings: dict[str, int]


def convert_file(data: bytes, name: str, order: BatchOrder) -> Converted:
    """All that `order` asks for of the bytes of the file called `name`.

    A file with several tables gives an output for each where the format holds one, numbered from 1. Raises `UnreadableError` and
    `UnwritableError` as reading and writing do; then there is no output at all.
    """
    readings = read_bytes(data, format=order.format, suffix=PurePath(name).suffix, options=order.reading)
    tables = [reading.table for reading in readings]
    findings = [finding for reading in readings for finding in reading.findings]
    outputs: list[Output] = []
    for form in map(by_name, order.formats):
        for share in shares(tables, form):
            written = write_all_bytes(share.tables, form.name, options=order.writing)
            outputs.append(Output(share.mark + form.suffixes[0], written.data))
            findings += written.findings
    return Converted(tuple(outputs), dict(Counter(finding.severity for finding in findings)))
