"""The pipe for the user's own forms: fill one, read a filled one, blank one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .convert import PathLike, checked
from .errors import UnreadableError, of_file
from .files import read_file
from .forms import form as forms
from .forms.paths import marker_table
from .interface import Written
from .limits import Limits
from .model import GoalTable
from .profiles import GENERAL, load_profile
from .reading import Reading

__all__ = ["blank_form", "fill_form", "form_markers", "read_form"]


def fill_form(form: PathLike, table: GoalTable, *, limits: Limits = Limits()) -> Written:
    """The bytes of a marked form (xlsx or docx, docs/forms.md) filled with a table.

    The findings name all of the table that the form does not carry. Raises `UnreadableError` at the
    first marker that is wrong, `UnwritableError` where the form states another unit of account.
    """
    with of_file(form):
        return forms.fill(read_file(Path(form), limits), table, limits)


def read_form(form: PathLike, filled: PathLike, *, profile: str = GENERAL, limits: Limits = Limits()) -> Reading:
    """The table that a filled form holds, found by the markers of the form and checked by the rules of a profile.

    The findings name fixed texts that differ from the form's, and texts that the form has no marker
    for. Raises `UnreadableError` where the file is not of the form's kind.
    """
    with _one_at_fault(form, filled, limits) as (marked, data):
        return checked(forms.read(marked, data, limits), load_profile(profile))


def blank_form(form: PathLike, filled: PathLike | None = None, *, rows: int = 1, limits: Limits = Limits()) -> Written:
    """The bytes of a form without its markers, each block with so many blank rows; or of a filled file, its fields blank again."""
    if filled is None:
        with of_file(form):
            return forms.blank(read_file(Path(form), limits), None, rows, limits)
    with _one_at_fault(form, filled, limits) as (marked, data):
        return forms.blank(marked, data, rows, limits)


@contextmanager
def _one_at_fault(form: PathLike, filled: PathLike, limits: Limits) -> Iterator[tuple[bytes, bytes]]:
    """The bytes of both files; an error is said of the form where that alone brings one, too."""
    with of_file(form):
        marked = read_file(Path(form), limits)
    with of_file(filled):
        try:
            yield marked, read_file(Path(filled), limits)
        except UnreadableError:
            with of_file(form):
                forms.blank(marked, limits=limits)
            raise


def form_markers() -> Iterator[tuple[str, str, str]]:
    """Every marker that a form may have: in English, in Chinese, and what it prints."""
    return marker_table()
