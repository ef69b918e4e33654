"""A user's own template: read, checked key by key, and laid over the built-in one it extends (docs/templates.md)."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct, UnsetType, ValidationError, convert
from msgspec.structs import FieldInfo, fields

from .. import templates
from ..templates import Template, merged, tree
from . import catalogue as kinds
from .encoding import decode
from .errors import UsageError
from .files import read_file
from .findings import Finding
from .labels import FIELDS, FORM_LABELS, INDICATOR_COLUMNS, LINE_LABELS, field_of
from .language import Words
from .layouts import Layout, all_layouts, named

__all__ = ["TemplateFile", "read_template"]

_LEAST_TEXT: Final = 30
"""Millimetres that must be left between the margins."""
_MOST_CHOICES: Final = 255
"""UTF-16 units that a list in an Excel cell may have, commas included."""
_POINTS_PER_MM: Final = 72 / 25.4
_NAMES: Final = {float: Words("数", "a number"), str: Words("文字", "a text"), bool: Words("true 或 false", "true or false")}
_GROUPS: Final = ("column", "indicator column", "form", "line", "group")


class TemplateFile(Struct, frozen=True):
    """A template, the layout it is for, and what is doubtful about it."""

    layout: Layout
    template: Template
    findings: tuple[Finding, ...] = ()


def read_template(path: str, layout: Layout | None = None) -> TemplateFile:
    """The template in a TOML file, laid over the built-in one that its `extends` names, else that of `layout`.

    Raises `UsageError` with the file and the key for a key that is unknown or a value that cannot be,
    and where `extends` and `layout` differ.
    """
    return _Reader(path).read(layout)


class _Reader:
    """Reads one file; `path` is for its messages."""

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self, layout: Layout | None) -> TemplateFile:
        own = self._toml()
        extended = named(str(own.pop("extends"))) if "extends" in own else layout or named("disclosure")
        if layout is not None and extended != layout:
            raise UsageError(kinds.TEMPLATE_LAYOUT, path=self.path, extends=_spoken(extended), layout=_spoken(layout))
        self._check(own, Template, "")
        whole = merged(tree(extended.look), own)
        self._complete(whole, Template, "")
        template = convert(self._with_fonts(whole), Template)
        self._check_page(template)
        self._check_faces(template)
        self._check_choices(template)
        return TemplateFile(extended, template, tuple(self._unread_labels(own, extended)))

    def _toml(self) -> dict[str, Any]:
        data = read_file(Path(self.path))
        try:
            return tomllib.loads(decode(data)) if data else {}
        except tomllib.TOMLDecodeError as error:
            raise UsageError(kinds.TEMPLATE_SYNTAX, path=self.path, reason=error) from error

    def _check(self, value: object, kind: Any, key: str) -> None:
        """Raises where a value, or one below it, has an unknown key or is not of its kind."""
        kind = _bare(kind)
        if isinstance(kind, type) and issubclass(kind, Struct):
            hints = get_type_hints(kind, include_extras=True)
            for name, below in self._table(value, key):
                self._known(name, hints, key)
                self._check(below, hints[name], _join(key, name))
        elif get_origin(kind) is dict:
            for name, below in self._table(value, key):
                if key in ("columns", "labels") and not name.startswith(("=", "@")):
                    self._known(name, _keys(key), key)
                self._check(below, get_args(kind)[1], _join(key, name))
        else:
            self._check_leaf(value, kind, key)

    def _table(self, value: object, key: str) -> Iterable[tuple[str, Any]]:
        if not isinstance(value, dict):
            self._refuse(key, value, Words("一组键值", "a table of keys"))
        return value.items()  # type: ignore[attr-defined,no-any-return]

    def _known(self, name: str, known: Iterable[str], key: str) -> None:
        names = sorted(known)
        if name in names:
            return
        near = get_close_matches(name, names, 1, 0.5)
        choice = Words("是否应为 {near}? ", "did you mean {near}? ").of(near=near[0]) if near else ""
        raise UsageError(kinds.TEMPLATE_KEY, path=self.path, key=_join(key, name), choice=choice, known=", ".join(names))

    def _check_leaf(self, value: object, kind: Any, key: str) -> None:
        try:
            convert(value, kind)
            possible = not isinstance(value, float) or math.isfinite(value)
        except ValidationError:
            possible = False
        if not possible:
            self._refuse(key, value, _expected(kind))

    def _refuse(self, key: str, value: object, expected: object) -> None:
        raise UsageError(kinds.TEMPLATE_VALUE, path=self.path, key=key, value=_shown(value), expected=expected)

    def _complete(self, value: dict[str, Any], kind: Any, key: str) -> None:
        """Raises where a face or column of the user's own lacks what it must say."""
        if get_origin(kind) is dict:
            for name, below in value.items():
                self._complete(below, get_args(kind)[1], _join(key, name))
        elif isinstance(kind, type) and issubclass(kind, Struct):
            for field in fields(kind):
                if field.name in value:
                    self._complete(value[field.name], field.type, _join(key, field.name))
                elif _required(field):
                    self._refuse(_join(key, field.name), "", Words("必须给出的值", "a value that must be given"))

    def _with_fonts(self, whole: dict[str, Any]) -> dict[str, Any]:
        """The tree with the user's own font files as whole paths, beside the template's file."""
        faces = {}
        for name, face in whole["faces"].items():
            path = Path(self.path).absolute().parent / face["file"]
            built_in = files(templates.__name__).joinpath("fonts", face["file"]).is_file()
            if not built_in and not path.is_file():
                self._refuse(f"faces.{name}.file", face["file"], Words("存在的字体文件 (.ttf)", "a font file that exists (.ttf)"))
            faces[name] = face if built_in else {**face, "file": str(path)}
        return {**whole, "faces": faces}

    def _check_page(self, template: Template) -> None:
        """Raises where the margins leave no room for text, or no room for head and foot."""
        page = template.page
        for keys, room in (("page.left", page.text_width), ("page.top", page.text_height)):
            if room < _LEAST_TEXT:
                expected = Words("使版心不小于 {least} 毫米的边距", "margins that leave {least} mm for text").of(
                    least=_LEAST_TEXT
                )
                self._refuse(keys, getattr(page, keys.removeprefix("page.")), expected)
        for key, band, margin in (("header", template.header, page.top), ("footer", template.footer, page.bottom)):
            most = margin - band.size / _POINTS_PER_MM
            if band.text and band.distance > most:
                expected = Words("不大于 {most} 的数, 否则印不到纸上", "at most {most}, or it is off the paper").of(
                    most=f"{most:.1f}"
                )
                self._refuse(f"{key}.distance", band.distance, expected)

    def _check_faces(self, template: Template) -> None:
        """Raises where something asks for a face that is not there."""
        asked = {"header.face": template.header.face, "footer.face": template.footer.face}
        for group in ("cells", "rows"):
            roles = getattr(template, group)
            asked |= {f"{group}.{role.name}.face": getattr(roles, role.name).face for role in fields(type(roles))}
        for key, face in asked.items():
            if isinstance(face, str) and face not in template.faces:
                self._refuse(
                    key, face, Words("字体名之一: {names}", "one of the faces: {names}").of(names=", ".join(template.faces))
                )

    def _check_choices(self, template: Template) -> None:
        """Raises where a column offers more text than Excel takes in one list."""
        for name, column in template.columns.items():
            listed = ",".join(column.choices)
            if len(listed.encode("utf-16-le")) // 2 > _MOST_CHOICES:
                expected = Words("合计不超过 {most} 字的一列文字", "texts of at most {most} characters together").of(
                    most=_MOST_CHOICES
                )
                self._refuse(f"columns.{name}.choices", listed, expected)

    def _unread_labels(self, own: dict[str, Any], layout: Layout) -> Iterator[Finding]:
        """A note for each label of the user's by which goalconv itself would not know the field again."""
        built_in = tree(layout.look)
        for group, label_of in _LABELS.items():
            for key, value in own.get(group, {}).items():
                label, before = label_of(value), label_of(built_in.get(group, {}).get(key))
                if label is None or before is None or label == before:
                    continue
                meaning = {field_of(before, each) for each in _GROUPS} - {None}
                if meaning and not meaning & {field_of(label, each) for each in _GROUPS}:
                    end = ".label" if group == "columns" else ""
                    yield kinds.TEMPLATE_LABEL.at(path=self.path, key=f"{group}.{key}{end}", label=label)


_LABELS: Final[dict[str, Callable[[Any], str | None]]] = {
    "columns": lambda value: value.get("label") if value else None,
    "labels": lambda value: value,
}


@cache
def _keys(group: str) -> frozenset[str]:
    """The keys that columns, or labels, may have: those of all built-in templates, and the fields' own names."""
    built_in = {key for layout in all_layouts() for key in tree(layout.look).get(group, {})}
    own = INDICATOR_COLUMNS if group == "columns" else {**LINE_LABELS, **FORM_LABELS}
    return frozenset(built_in | set(FIELDS) | set(own))


def _bare(kind: Any) -> Any:
    """A kind without the mark that it may be left out."""
    options = [option for option in get_args(kind) if option is not UnsetType]
    return options[0] if UnsetType in get_args(kind) else kind


def _required(field: FieldInfo) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def _expected(kind: Any) -> object:
    """What a value of this kind is, in words."""
    if get_origin(kind) is Annotated:
        return next(
            Words(meta.description, meta.title or "") for meta in get_args(kind) if isinstance(meta, Meta) and meta.description
        )
    if get_origin(kind) is Literal:
        choices = ", ".join(get_args(kind))
        return Words("{choices} 之一", "one of {choices}").of(choices=choices)
    if get_origin(kind) is tuple:
        return Words("一列文字", "a list of texts")
    return _NAMES[kind]


def _spoken(layout: Layout) -> Words:
    return Words(layout.title, layout.name)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
