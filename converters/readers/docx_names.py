"""The elements of WordprocessingML that the reader knows, in their transitional and strict namespaces."""

from __future__ import annotations

from ..language import Words

__all__ = ["CAPTURED", "CHARACTERS", "FORMER", "LOCAL", "STRUCTURE", "enabled", "is_read", "local_name", "value"]

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)
_MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_DRAWING = ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main")

CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
CAPTURED = {
    "drawing": Words("图片", "a picture"),
    "pict": Words("图片", "a picture"),
    "object": Words("嵌入对象", "an embedded object"),
    "rt": Words("拼音", "pinyin"),
    "oMath": Words("公式", "a formula"),
    "txbxContent": Words("文本框", "a text box"),
    "altChunk": Words("嵌入文档", "an embedded document"),
}
FORMER = (  # what a property was before a tracked change
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "sectPrChange",
    "numberingChange",
)
STRUCTURE = frozenset(
    {  # what gives the body its shape, and means nothing inside a text box
        "p",
        "tbl",
        "tr",
        "tc",
        "gridSpan",
        "vMerge",
        "hMerge",
        "gridBefore",
        "hidden",
        "vanish",
        "cellDel",
        "numId",
    }
)
_OTHERS = (
    "document",
    "r",
    "t",
    "sym",
    "sdt",
    "sdtPr",
    "showingPlcHdr",
    "fldChar",
    "rPr",
    "pPr",
    "trPr",
    "tcPr",
    "numPr",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "footnote",
    "endnote",
    "comment",
    "footnoteReference",
    "endnoteReference",
    "commentReference",
    "color",
    "shd",
    "highlight",
    "rStyle",
    "pStyle",
    "tblStyle",
    "tblPr",
    "style",
    "basedOn",
)
_PROPERTIES = frozenset({"rPr", "pPr", "trPr", "tcPr", "tblPr", "numPr", "sdtPr"})
LOCAL = {
    f"{namespace} {local}": local
    for namespaces, names in (
        (_WORD, (*_OTHERS, *STRUCTURE, *CHARACTERS, *CAPTURED, *FORMER)),
        (_COMPATIBILITY, ("AlternateContent", "Choice", "Fallback")),
        (_MATH, ("oMath", "t")),
        (_DRAWING, ("t",)),
    )
    for namespace in namespaces
    for local in names
}
"""The known elements, as the parser names them, and their names without the namespace."""


def local_name(name: str) -> str:
    """The name of a known element without its namespace, "" for all others."""
    return LOCAL.get(name, "")


def is_read(name: str) -> bool:
    """Whether an element means anything to the reader by itself, and is not just what holds such elements (`rPr`)."""
    return name in LOCAL and LOCAL[name] not in _PROPERTIES


def value(attributes: dict[str, str], name: str = "val") -> str:
    """The attribute `name` of the Word namespace, "" where there is none."""
    for namespace in _WORD:
        if (found := attributes.get(f"{namespace} {name}")) is not None:
            return found
    return ""


def enabled(attributes: dict[str, str]) -> bool:
    """Whether a switch is on: it is unless its value says otherwise (ECMA-376 17.17.4)."""
    return value(attributes) not in {"0", "false", "off"}
