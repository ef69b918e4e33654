"""What plug-ins are made of: the whole of what a format, a layout, a profile or a check in another distribution may import.

The names here, and those of `goalconv`, stay as they are as long as `INTERFACE` does; everything else may change. docs/plugins.md
shows how a plug-in is made.
"""

from __future__ import annotations

from goalconv.converters.amounts import format_amount, parse_amount
from goalconv.converters.encoding import decode
from goalconv.converters.errors import GoalconvError, UnreadableError, UnwritableError
from goalconv.converters.explanations import Explanation
from goalconv.converters.findings import Finding, Kind
from goalconv.converters.formats import Format
from goalconv.converters.grid import Cell, Grid, Row
from goalconv.converters.interface import ReadOptions, Source, WriteOptions, Written
from goalconv.converters.labels import field_of
from goalconv.converters.language import Words
from goalconv.converters.layouts import Layout, look
from goalconv.converters.layouts import named as layout_named
from goalconv.converters.model import Coded, Funding, GoalTable, Indicator, Project, Unit, Value
from goalconv.converters.places import PageLinePlace, PagePlace, ParagraphPlace, Place, SheetPlace, TablePlace, TextPlace
from goalconv.converters.plugins import INTERFACE
from goalconv.converters.profiles import Profile
from goalconv.converters.reading import Reading, Recorder
from goalconv.converters.rule_packs import RulePack
from goalconv.converters.values import parse_value
from goalconv.templates import Template

__all__ = [
    "INTERFACE",
    "Cell",
    "Coded",
    "Explanation",
    "Finding",
    "Format",
    "Funding",
    "GoalTable",
    "GoalconvError",
    "Grid",
    "Indicator",
    "Kind",
    "Layout",
    "PageLinePlace",
    "PagePlace",
    "ParagraphPlace",
    "Place",
    "Profile",
    "Project",
    "ReadOptions",
    "Reading",
    "Recorder",
    "Row",
    "RulePack",
    "SheetPlace",
    "Source",
    "TablePlace",
    "Template",
    "TextPlace",
    "Unit",
    "UnreadableError",
    "UnwritableError",
    "Value",
    "Words",
    "WriteOptions",
    "Written",
    "decode",
    "field_of",
    "format_amount",
    "layout_named",
    "look",
    "parse_amount",
    "parse_value",
]
