"""Records: what a filled form says of each item, gathered cell by cell, and the document they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, get_args

from .. import catalogue as kinds
from ..amounts import parse_amount
from ..extensions import joined, unused
from ..findings import Kind
from ..grid import Cell
from ..indicators import parse_level, unpack
from ..labels import field_of
from ..model import Coded, CurrencyUnit, Funding, GoalTable, Indicator, Project, Unit, Value
from ..patterns import regex
from ..places import Place
from ..pointers import under, unit_at
from ..reading import Recorder
from ..values import parse_value, same_width
from .paths import Entity, Field, label

__all__ = ["Builder", "Record", "Said"]

_YEAR: Final = regex(r"[0-9]{1,4}")
_TITLE_YEAR: Final = regex(r"(?:19|20)\d{2}(?=\s*年)")
_COUNT: Final = regex(r"0|[1-9][0-9]{0,17}")
_PARTS: Final = ("operator", "number", "unit")
_UNITS: Final[tuple[CurrencyUnit, ...]] = get_args(CurrencyUnit)


class Said(NamedTuple):
    """A text that a cell says, and its place; `again` where the cell was counted with an earlier item."""

    text: str
    place: Place
    again: bool = False


class Record:
    """One item of an entity: its texts by field, and the items below it by entity; `own` says that the form has a block for it."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.own = False
        self.texts: dict[Field, Said] = {}
        self.below: dict[Entity, list[Record]] = {}

    def add(self, entity: Entity) -> Record:
        """A new item below this one."""
        record = Record(entity)
        self.below.setdefault(entity, []).append(record)
        return record

    def say(self, field: Field, said: Said) -> Said | None:
        """Notes what a cell says; gives what another cell has said before, which is kept."""
        earlier = self.texts.get(field)
        if earlier is None or not earlier.text:
            self.texts[field] = said
            return None
        return earlier if said.text else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said of the item nor below it."""
        return not any(said.text for said in self.texts.values()) and all(
            record.is_blank for records in self.below.values() for record in records
        )


class Builder:
    """Makes the document of the records, and takes down what became of every text."""

    def __init__(self, recorder: Recorder, currency: CurrencyUnit | None) -> None:
        self.recorder = recorder
        self.currency = currency

    def table(self, record: Record) -> GoalTable:
        """The document."""
        notes = _filled(record.below.get("note", ()))
        units = _filled(record.below.get("unit", ()))
        members = self._members(record, "")
        title = members.pop("title", None) or ""
        return GoalTable(
            title=title,
            fiscal_year=members.pop("fiscal_year") if "fiscal_year" in members else _year_in(title),
            currency_unit=self._currency(members.pop("currency_unit", None), record),
            units=tuple(self._unit(unit, unit_at(index)) for index, unit in enumerate(units)),
            notes=tuple(self._note(note, f"/notes/{index}") for index, note in enumerate(notes)),
            **members,
        )

    def _currency(self, unit: CurrencyUnit | None, record: Record) -> CurrencyUnit:
        """The unit of account that a cell states, else the one in the form's own words."""
        if unit or self.currency:
            return unit or self.currency or "万元"
        if not any(field.kind == "currency" and said.text for field, said in record.texts.items()):
            self.recorder.doubt(kinds.UNIT_OF_ACCOUNT_MISSING, None, "/currency_unit")
        return "万元"

    def _unit(self, record: Record, pointer: str) -> Unit:
        projects = _filled(record.below.get("project", ()))
        return Unit(
            **self._members(record, pointer),
            projects=tuple(self._project(project, f"{pointer}/projects/{index}") for index, project in enumerate(projects)),
        )

    def _project(self, record: Record, pointer: str) -> Project:
        members = self._members(record, pointer)
        packed = members.pop("indicators", ())
        found = _filled(record.below.get("indicator", ()))
        listed = tuple(self._indicator(one, f"{pointer}/indicators/{len(packed) + index}") for index, one in enumerate(found))
        return Project(**members, indicators=packed + listed)

    def _indicator(self, record: Record, pointer: str) -> Indicator:
        members = self._members(record, pointer)
        return Indicator(name=members.pop("name", None) or "", **members)

    def _note(self, record: Record, pointer: str) -> str:
        ((_, said),) = record.texts.items()
        return self._text(said, pointer)

    def _members(self, record: Record, pointer: str) -> dict[str, Any]:
        """The members that the record's texts make; a text that is not what its field holds goes to the extensions."""
        members: dict[str, Any] = {}
        extensions: dict[str, str] = {}
        for name in dict.fromkeys(field.path[0] for field in record.texts if field.path):
            fields = {field: said for field, said in record.texts.items() if field.path[0] == name}
            members[name] = self._member(name, fields, pointer, extensions)
        extensions = joined(members.pop("extensions", {}), extensions)
        return members | ({"extensions": extensions} if extensions else {})

    def _member(self, name: str, fields: dict[Field, Said], pointer: str, extensions: dict[str, str]) -> Any:
        """One member, from all fields of the form that say something of it."""
        here = f"{pointer}/{name}"
        if name == "extensions":
            return {field.path[1]: self._text(said, under(pointer, *field.path)) for field, said in fields.items() if said.text}
        if name.endswith("funding"):
            amounts = {field.path[-1]: self._amount(field, said, pointer, extensions) for field, said in fields.items()}
            return Funding(amounts.pop("total", None), amounts)  # type: ignore[arg-type]
        kind = next(iter(fields)).kind
        if kind == "value":
            return self._value(fields, here)
        if name in ("department", "level1", "level2"):
            return self._coded(fields, here)
        ((field, said),) = fields.items()
        return self._single(field, said, pointer, extensions) if said.text else () if kind == "packed" else None

    def _single(self, field: Field, said: Said, pointer: str, extensions: dict[str, str]) -> Any:
        """A member that one field says."""
        here = f"{pointer}/{field.path[0]}"
        if field.kind == "amount":
            return self._amount(field, said, pointer, extensions)
        if field.kind == "packed":
            return self._packed(field, said, pointer, extensions)
        text = self._text(said, here)
        if field.kind == "text":
            return text or None
        copy = "".join(same_width(text).split())
        if field.kind == "year" and _YEAR.fullmatch(copy.removesuffix("年度").removesuffix("年")):
            return int(copy.removesuffix("年度").removesuffix("年"))
        if field.kind == "count" and _COUNT.fullmatch(copy):
            return int(copy)
        if field.kind == "currency" and text in _UNITS:
            return text
        found = field_of(text, "direction") if field.kind == "direction" else None
        if found is None:
            self._keep(field, text, said.place, here, extensions)
        return found

    def _keep(self, field: Field, text: str, place: Place, pointer: str, extensions: dict[str, str]) -> None:
        """A text that is not what its field holds stays a text."""
        extensions[unused(label(field), extensions)] = text
        unknown: dict[str, Kind] = {"year": kinds.YEAR_UNKNOWN, "currency": kinds.UNIT_OF_ACCOUNT_UNKNOWN}
        if field.kind in unknown:
            self.recorder.doubt(unknown[field.kind], place, pointer, text=text)
        else:
            self.recorder.doubt(kinds.UNKNOWN_COLUMN, place, pointer, label=f"{label(field)}: {text}")

    def _text(self, said: Said, pointer: str) -> str:
        if said.again:
            self.recorder.places.add(pointer, said.place)
            return said.text
        return self.recorder.field(Cell(said.text, place=said.place), pointer)

    def _amount(self, field: Field, said: Said, pointer: str, extensions: dict[str, str]) -> Decimal | None:
        here = under(pointer, *field.path)
        text = self._text(said, here)
        amount = parse_amount(text) if text else None
        if text and amount is None:
            extensions[unused(label(field), extensions)] = text
            self.recorder.doubt(kinds.AMOUNT_NOT_UNDERSTOOD, said.place, here, label=label(field), text=text)
        return amount

    def _value(self, fields: dict[Field, Said], pointer: str) -> Value | None:
        """A value from its whole text, or from its operator, number and unit."""
        parts = {field.path[-1] if len(field.path) > 1 else "": said for field, said in fields.items()}
        for said in parts.values():
            self._text(said, pointer)
        whole = parts[""].text if "" in parts else "".join(parts[part].text for part in _PARTS if part in parts)
        return parse_value(whole) if whole else None

    def _coded(self, fields: dict[Field, Said], pointer: str) -> Coded | None:
        """A level or the department: from one text, or from code and name apart."""
        parts = {field.path[-1] if len(field.path) > 1 else "": self._text(said, pointer) for field, said in fields.items()}
        if parts.get(""):
            return parse_level(parts[""])
        code, name = parts.get("code") or None, parts.get("name") or ""
        return Coded(code, name) if code or name else None

    def _packed(self, field: Field, said: Said, pointer: str, extensions: dict[str, str]) -> tuple[Indicator, ...]:
        """The indicators of a packed cell; what cannot be told in it is kept as text."""
        cell, unpacked = Cell(said.text, place=said.place), unpack(said.text)
        self.recorder.packed(cell, f"{pointer}/indicators", unpacked)
        left = "\n".join(said.text[span.start : span.stop] for span in unpacked.leftovers)
        if left:
            self.recorder.part(left)
            extensions[unused(label(field), extensions)] = left
            self.recorder.doubt(kinds.NOT_UNPACKED, said.place, pointer, text=left)
        for doubt in unpacked.doubts:
            if doubt.kind.severity == "note":
                self.recorder.normalised(doubt.kind, said.place)
            else:
                number = unpacked.indicators[doubt.index].number
                parameters = {"number": doubt.index + 1 if number is None else number, **doubt.parameters}
                self.recorder.doubt(doubt.kind, said.place, f"{pointer}/indicators/{doubt.index}", **parameters)
        return unpacked.indicators


def _year_in(title: str) -> int | None:
    """The fiscal year that a title states, for forms without a place of its own for it."""
    found = _TITLE_YEAR.search(same_width(title))
    return int(found[0]) if found else None


def _filled(records: Iterable[Record]) -> Sequence[Record]:
    """The items of which something is said."""
    return [record for record in records if not record.is_blank]
