"""Texts that are a label of level 3 (三级指标): printed in 〔〕, so that no row with one is taken for the header of a list of indicators."""

from __future__ import annotations

from msgspec import structs

from ..grid import Cell
from ..labels import unboxed
from ..reading import Recorder
from .indicator_columns import member_of

__all__ = ["fenced", "opened"]


def fenced(cell: Cell) -> Cell:
    """The cell as it is printed: in 〔〕 where its text is such a label, be it in 〔〕 already."""
    return structs.replace(cell, text=f"〔{cell.text}〕") if _is_label(cell.text) else cell


def opened(cell: Cell, recorder: Recorder) -> Cell:
    """The cell that `fenced` printed so; any other cell as it is."""
    inner = unboxed(cell.text.strip()) if "〔" in cell.text else None
    if inner is None or not _is_label(inner):
        return cell
    recorder.label("〔〕")
    return structs.replace(cell, text=inner)


def _is_label(text: str) -> bool:
    return member_of(text.strip("〔〕 ")) == "name"
