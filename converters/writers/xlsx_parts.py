"""The parts of a workbook beside its sheets: the list of sheets with what of them is printed, shared strings, relationships."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..office import DECLARATION, OFFICE, escape, relations
from ..patterns import regex

__all__ = ["MAIN", "Strings", "encoded", "parts_of", "sheet_names", "workbook"]

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ESCAPE: Final = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_NAME_REFUSED: Final = regex(r"[\[\]:*?/\\\t\n]")
_NAME_UNITS: Final = 31


def parts_of(sheets: int) -> dict[str, str]:
    """The parts of a workbook and their content types."""
    numbers = range(1, sheets + 1)
    return {
        "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        **{f"xl/worksheets/sheet{number}.xml": f"{_TYPE}.worksheet+xml" for number in numbers},
        "xl/styles.xml": f"{_TYPE}.styles+xml",
        "xl/sharedStrings.xml": f"{_TYPE}.sharedStrings+xml",
    }


def workbook(names: Sequence[str], printed: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The list of sheets; `printed` holds for each the area and the rows of its title, "" for none: part name → XML."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    defined = "".join(
        f'<definedName name="_xlnm.Print_{kind}" localSheetId="{index}">{_quoted(name)}!{reference}</definedName>'
        for index, (name, references) in enumerate(zip(names, printed, strict=True))
        for kind, reference in zip(("Area", "Titles"), references, strict=True)
        if reference
    )
    targets = [(f"{OFFICE}/relationships/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    targets += [(f"{OFFICE}/relationships/{kind}", f"{kind}.xml") for kind in ("styles", "sharedStrings")]
    return {
        "xl/workbook.xml": (
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets>{f'<definedNames>{defined}</definedNames>' if defined else ''}</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": relations(targets),
    }


def _quoted(name: str) -> str:
    return escape("'" + name.replace("'", "''") + "'", quote=False)


class Strings:
    """The texts of a workbook, each held but once; cells name them by number."""

    def __init__(self) -> None:
        """No text yet."""
        self._numbers: dict[str, int] = {}
        self._uses = 0

    def number(self, text: str) -> int:
        """The number of a text."""
        self._uses += 1
        return self._numbers.setdefault(text, len(self._numbers))

    def xml(self) -> Iterator[str]:
        """The part with all texts, in pieces."""
        yield f'{DECLARATION}<sst xmlns="{MAIN}" count="{self._uses}" uniqueCount="{len(self._numbers)}">'
        for text in self._numbers:
            yield f'<si><t xml:space="preserve">{encoded(text)}</t></si>'
        yield "</sst>"


def encoded(text: str) -> str:
    """A text in the XML of a workbook: what looks like an escape of Excel's own is escaped itself."""
    return escape(_ESCAPE.sub("_x005F_", text) if "_x" in text else text, quote=False).replace("\r", "_x000D_")


def sheet_names(wishes: Sequence[str]) -> list[str]:
    """A name for each sheet that Excel accepts: no refused signs, at most 31 UTF-16 units, each but once."""
    names: dict[str, str] = {}
    for number, wish in enumerate(wishes, 1):
        wanted = _NAME_REFUSED.sub("_", wish).strip("'") or f"Sheet{number}"
        name, count = _clip(wanted, _NAME_UNITS), 1
        while name.lower() in names or name.lower() == "history":
            count += 1
            name = _clip(wanted, _NAME_UNITS - len(f" ({count})")) + f" ({count})"
        names[name.lower()] = name
    return list(names.values())


def _clip(name: str, units: int) -> str:
    """The beginning of `name` in at most so many UTF-16 units."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip("'")
