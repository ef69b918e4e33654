"""The canonical document inside the PDF that was printed from it (ISO 19005-3 §6.8, ISO 32000-1 §7.11.4)."""

from __future__ import annotations

from typing import Final

from ..interface import RECORD_NAME
from ..stamp import Stamp
from .pdf_digest import md5
from .pdf_metadata import moment
from .pdf_objects import File, Reference, array, dictionary, string

__all__ = ["attach", "names"]

_DESCRIPTION: Final = "绩效目标表标准文档 · The canonical goal table document"


def attach(file: File, record: bytes, made: Stamp) -> Reference:
    """Embeds the document; the file specification is for the catalogue's AF and its tree of names."""
    checksum = md5(record, usedforsecurity=False).hexdigest()
    parameters = dictionary(Size=len(record), CheckSum=f"<{checksum}>", CreationDate=moment(made), ModDate=moment(made))
    stream = file.stream(record, Type="/EmbeddedFile", Subtype="/application#2Fjson", Params=parameters)
    return file.add(
        dictionary(
            Type="/Filespec",
            F=f"({RECORD_NAME})",
            UF=string(RECORD_NAME),
            Desc=string(_DESCRIPTION),
            AFRelationship="/Data",
            EF=dictionary(F=stream, UF=stream),
        )
    )


def names(specification: Reference) -> str:
    """The tree of names by which viewers list the file."""
    return dictionary(EmbeddedFiles=dictionary(Names=array([f"({RECORD_NAME})", specification])))
