"""JSON Pointers into the document, built and read (RFC 6901).

A label as printed is a key of the document, and it may hold what parts the steps of a pointer: 单位/元. So wherever a name comes from
a file, its step is made here. Names of the model hold neither `~` nor `/`; below a pointer they are written as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["extension", "holder", "members_of", "project_at", "steps", "under", "unit_at"]


def unit_at(unit: int) -> str:
    """The pointer of a unit, counted from 0."""
    return f"/units/{unit}"


def project_at(unit: int, project: int) -> str:
    """The pointer of a project of a unit, both counted from 0."""
    return f"/units/{unit}/projects/{project}"


def extension(pointer: str, label: str) -> str:
    """The pointer of the text that the thing at `pointer` keeps under a label of its own."""
    return under(f"{pointer}/extensions", label)


def under(pointer: str, *names: str) -> str:
    """The pointer of what stands below `pointer` under these names, one below the other, whatever they hold."""
    for name in names:
        pointer = f"{pointer}/{name.replace('~', '~0').replace('/', '~1') if '~' in name or '/' in name else name}"
    return pointer


def steps(pointer: str) -> tuple[str, ...]:
    """The names and numbers that a pointer goes through, as they stand in the document; none for the document itself."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def holder(pointer: str) -> str:
    """The pointer of what holds the value at `pointer`; that of the document for the document."""
    return pointer.rpartition("/")[0]


def members_of(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """What an object or a list of plain data holds, each with its pointer; nothing where the node is neither."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield under(pointer, name), value
    elif isinstance(node, list | tuple):
        for index, value in enumerate(node):
            yield f"{pointer}/{index}", value
