"""Texts under labels of their own, which the document has no field for: no text takes the place of another."""

from __future__ import annotations

from collections.abc import Container, Mapping

__all__ = ["joined", "unused"]


def unused(label: str, others: Container[str]) -> str:
    """The label, with a number where it is one of `others`; found by halving, for a label may come ten thousand times."""
    if label not in others:
        return label
    last, free = 1, 2
    while f"{label}({free})" in others:
        last, free = free, 2 * free
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if f"{label}({middle})" in others else (last, middle)
    return f"{label}({free})"


def joined(held: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """All texts of both under their labels; a label that both have gets a number the second time."""
    found = dict(held)
    for label, text in more.items():
        found[unused(label, found)] = text
    return found
