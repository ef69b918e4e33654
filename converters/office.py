"""What all Office packages that goalconv writes have in common: the archive, its date, relationships and properties (ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, Final

from .stamp import stamp

__all__ = ["DECLARATION", "OFFICE", "add_part", "escape", "new_archive", "properties", "relations", "types"]

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = f"{_PACKAGE}/metadata/core-properties"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE: Final = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def new_archive(stream: BinaryIO, main: str, parts: Mapping[str, str]) -> zipfile.ZipFile:
    """A package whose main part is `main`; `parts` gives each part's content type."""
    archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
    add_part(archive, "[Content_Types].xml", types({**parts, "docProps/core.xml": _CORE_TYPE, "docProps/app.xml": _APP_TYPE}))
    roots = (
        (f"{OFFICE}/relationships/officeDocument", main),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )
    add_part(archive, "_rels/.rels", relations(roots))
    return archive


def add_part(archive: zipfile.ZipFile, name: str, content: str | Iterable[str]) -> None:
    """Adds a part; nothing in its entry tells of the machine or the hour."""
    entry = zipfile.ZipInfo(name, stamp())
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    with io.TextIOWrapper(archive.open(entry, "w"), "utf-8", newline="\n") as part:
        part.writelines((content,) if isinstance(content, str) else content)


def escape(text: str, *, quote: bool = True) -> str:
    """The text as XML has it, or with `quote` as an attribute has it; `html.escape` brings along the names of all characters."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;") if quote else text


def types(parts: Mapping[str, str]) -> str:
    """The part that says what each part is."""
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in parts.items())
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """A part of relationships (type, target), with the identifiers rId1, rId2 …"""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def properties(title: str) -> dict[str, str]:
    """The document's properties with its `title`: part name → XML."""
    year, month, day, hour, minute, second = stamp()
    date = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>' for name in ("created", "modified"))
    return {
        "docProps/core.xml": (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>goalconv</dc:creator>{dates}"
            "<dc:language>zh-CN</dc:language></cp:coreProperties>"
        ),
        "docProps/app.xml": (
            f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties"><Application>goalconv</Application></Properties>'
        ),
    }
