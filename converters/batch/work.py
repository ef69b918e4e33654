"""The conversion of one file of a batch: bytes in, bytes and counts out. It touches no file, so it runs anywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import Final

from msgspec import Struct

from ..convert import read_bytes, write_bytes
from ..findings import Finding
from ..formats import by_name
from ..interface import ReadOptions, WriteOptions

__all__ = ["CONVERT", "Converted", "Order", "Output", "convert_file"]

CONVERT: Final = "goalconv.converters.batch.work:convert_file"
"""The name by which a worker finds `convert_file`."""


class Order(Struct, frozen=True):
    """What is to be made of every file of a batch."""

    formats: tuple[str, ...]
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


def convert_file(data: bytes, name: str, order: Order) -> Converted:
    """All that `order` asks for of the bytes of the file called `name`.

    A file with several tables gives an output for each, numbered from 1. Raises `UnreadableError` and
    `UnwritableError` as reading and writing do; then there is no output at all.
    """
    readings = read_bytes(data, suffix=PurePath(name).suffix, options=order.reading)
    outputs: list[Output] = []
    findings: list[Finding] = []
    for number, reading in enumerate(readings, 1):
        findings += reading.findings
        mark = f"-{number}" if len(readings) > 1 else ""
        for form in map(by_name, order.formats):
            written = write_bytes(reading.table, form.name, options=order.writing)
            outputs.append(Output(mark + form.suffixes[0], written.data))
            findings += written.findings
    return Converted(tuple(outputs), dict(Counter(finding.severity for finding in findings)))
