"""The fields that a marker can name: every member of the canonical document, in English and by its printed labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from ..labels import FIELDS, INDICATOR_COLUMNS, INDICATOR_LABELS, LINE_LABELS, key_of
from ..model import SOURCES
from ..vocabulary import COLUMNS

__all__ = [
    "BLOCKS",
    "ENTITIES",
    "LISTS",
    "PARENTS",
    "Entity",
    "Field",
    "FieldKind",
    "field_in",
    "fields_of",
    "homes",
    "label",
    "marker_table",
    "suggestion",
]

Entity: TypeAlias = Literal["table", "unit", "project", "indicator", "note"]
FieldKind: TypeAlias = Literal["text", "amount", "count", "year", "currency", "coded", "value", "direction", "packed"]

PARENTS: Final[dict[Entity, Entity]] = {"unit": "table", "project": "unit", "indicator": "project", "note": "table"}
BLOCKS: Final[dict[str, Entity]] = {
    "units": "unit", "projects": "project", "indicators": "indicator", "notes": "note",
    "单位": "unit", "资金使用单位": "unit", "项目": "project", "指标": "indicator", "绩效指标": "indicator", "说明": "note",
}  # fmt: skip
ENTITIES: Final[tuple[Entity, ...]] = ("table", "unit", "project", "indicator", "note")
LISTS: Final[dict[Entity, str]] = {"unit": "units", "project": "projects", "indicator": "indicators", "note": "notes"}


class Field(Struct, frozen=True):
    """A member of the document that a marker can name: whose it is, its path there, and what kind of text it prints."""

    entity: Entity
    path: tuple[str, ...]
    kind: FieldKind

    @property
    def name(self) -> str:
        """The full name, as a marker writes it."""
        return ".".join((self.entity, *self.path)) if self.entity != "note" else "note"


_TEXTS: Final[dict[Entity, tuple[str, ...]]] = {
    "table": ("title", "department.name", "department.code"),
    "unit": ("code", "name"),
    "project": (
        "code", "name", "category", "nature", "competent_department", "implementing_unit", "start", "end", "goal", "period_goal",
    ),
    "indicator": ("level1.code", "level1.name", "level2.code", "level2.name", "name", "explanation", "deviation"),
    "note": (),
}  # fmt: skip
_MONEY: Final[dict[Entity, tuple[str, ...]]] = {
    "table": ("funding",), "unit": ("funding",), "project": ("funding", "period_funding"), "indicator": (), "note": (),
}  # fmt: skip
_OTHERS: Final[dict[Entity, dict[str, FieldKind]]] = {
    "table": {"fiscal_year": "year", "currency_unit": "currency", "department": "coded"},
    "unit": {},
    "project": {"indicators": "packed"},
    "indicator": {
        "number": "count", "level1": "coded", "level2": "coded", "direction": "direction", "weight": "amount", "score": "amount",
        **{
            f"{name}{part}": "value"
            for name in ("period_value", "annual_value", "actual_value")
            for part in ("", ".text", ".operator", ".number", ".unit")
        },
    },
    "note": {"": "text"},
}  # fmt: skip
_EXTENSIONS: Final = "extensions."
_ALIASES: Final[dict[Entity, dict[str, tuple[str, ...]]]] = {
    "table": {
        "title": LINE_LABELS["title"], "department.name": LINE_LABELS["department"], "department.code": LINE_LABELS["department_code"],
        "fiscal_year": LINE_LABELS["fiscal_year"], "currency_unit": (*LINE_LABELS["currency_unit"][1:], LINE_LABELS["currency_unit"][0]),
    },
    "unit": {"name": ("单位名称", "资金使用单位", "预算单位"), "code": ("单位编码", "单位代码")},
    "project": {name: labels for name, labels in COLUMNS.items() if name not in ("kind", "total")},
    "indicator": {
        **{name: labels for name, labels in INDICATOR_COLUMNS.items() if name not in ("value", "operator", "unit")},
        "annual_value": (*INDICATOR_LABELS["annual_value"], *INDICATOR_COLUMNS["value"]),
        "annual_value.operator": INDICATOR_COLUMNS["operator"], "annual_value.unit": INDICATOR_COLUMNS["unit"],
        "annual_value.number": ("指标值中的数",),
    },
    "note": {"": ("说明", "注")},
}  # fmt: skip


@cache
def fields_of(entity: Entity) -> dict[str, Field]:
    """All fields of an entity by their name inside it, extensions aside."""
    kinds: dict[str, FieldKind] = {**dict.fromkeys(_TEXTS[entity], "text"), **_OTHERS[entity]}
    for money in _MONEY[entity]:
        kinds |= dict.fromkeys((f"{money}.total", *(f"{money}.sources.{source}" for source in SOURCES)), "amount")
    return {name: Field(entity, _path(name), kind) for name, kind in kinds.items()}


def _path(name: str) -> tuple[str, ...]:
    return tuple(name.removesuffix(".text").split(".")) if name else ()


@cache
def _names(entity: Entity) -> dict[str, Field]:
    """Every name by which a marker may call a field of an entity: its own, and the labels it is printed with."""
    fields = fields_of(entity)
    labels = [(fields[name], text) for name, texts in _ALIASES[entity].items() for text in texts]
    for money in _MONEY[entity]:
        prefix = "period_" if money == "period_funding" else ""
        for key, path in (("total", "total"), *((source, f"sources.{source}") for source in SOURCES)):
            labels += [(fields[f"{money}.{path}"], text) for text in FIELDS[prefix + key]]
    found = {key_of(text): field for field, text in reversed(labels)}
    return found | {name: field for name, field in fields.items() if name}


def _own(entity: Entity, name: str) -> Field | None:
    """The field of an entity called `name`, without the entity's own name before it."""
    if entity != "note" and name.startswith(_EXTENSIONS) and len(name) > len(_EXTENSIONS):
        return Field(entity, ("extensions", name.removeprefix(_EXTENSIONS)), "text")
    names = _names(entity)
    return names.get(name) or names.get(key_of(name))


def homes(name: str) -> Iterator[Field]:
    """The fields that `name` may mean, whatever the block; one with the entity's name before it means one alone."""
    head, _, rest = name.partition(".")
    if head == "note" and not rest:
        yield fields_of("note")[""]
    for entity in ENTITIES:
        found = _own(entity, rest if rest and head == entity else name)
        if found is not None:
            yield found


def field_in(name: str, scope: Sequence[Entity]) -> Field | None:
    """The field that `name` means where the entities of `scope`, the innermost first, are at hand; None where it means none."""
    found = {field.entity: field for field in homes(name)}
    return next((found[entity] for entity in scope if entity in found), None)


@cache
def _known() -> tuple[str, ...]:
    full = (field.name for entity in ENTITIES for field in fields_of(entity).values())
    short = (name for entity in ENTITIES for name in _names(entity))
    return tuple(dict.fromkeys((*short, *full)))


def suggestion(name: str) -> str:
    """The known name nearest to `name`, or "" where none is near."""
    return next(iter(get_close_matches(name, _known(), 1, 0.5)), "")


def label(field: Field) -> str:
    """The label by which a person knows a field: the one that is printed first, or its name."""
    if field.path[:1] == ("extensions",):
        return field.path[1]
    return next(
        (text for text, other in reversed(_names(field.entity).items()) if other == field and not text.isascii()), field.name
    )


_PRINTS: Final[dict[FieldKind, str]] = {
    "text": "文字 text", "amount": "数字 number", "count": "序号 number", "year": "年份 year", "currency": "元、万元等 unit of account",
    "coded": "代码-名称 code and name", "value": "指标值 value", "direction": "正向、反向、定性 direction", "packed": "全部指标写在一格 all indicators in one cell",
}  # fmt: skip


def marker_table() -> Iterator[tuple[str, str, str]]:
    """Every marker: its full name, the Chinese one that means the same inside its block, and what it prints."""
    for entity in ENTITIES:
        if entity != "table":
            chinese = [name for name, other in BLOCKS.items() if other == entity and not name.isascii()]
            yield (
                f"{{{{#{LISTS[entity]}}}}} … {{{{/{LISTS[entity]}}}}}",
                f"{{{{#{chinese[0]}}}}} … {{{{/{chinese[0]}}}}}",
                "重复块 block",
            )
        for field in dict.fromkeys(fields_of(entity).values()):  # a value and its text are one
            word = "|packed" if field.kind == "packed" else ""
            text = label(field)
            yield (
                f"{{{{{field.name}{word}}}}}",
                f"{{{{{text}{'|连写' if word else ''}}}}}" if text != field.name else "",
                _PRINTS[field.kind],
            )
        if entity != "note":
            yield f"{{{{{entity}.extensions.…}}}}", "", "表外的内容 text under its own label"
