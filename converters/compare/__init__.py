"""Comparing: what differs between two goal tables, whatever their formats, layouts and order.

`changes.py` is what comes out, `items.py` and `pairing.py` say which item is which, `fields.py`,
`targets.py` and `marks.py` what differs in it; `text.py`, `html.py` and `xlsx.py` print it.
"""

from __future__ import annotations

from .changes import Change, Changes, FieldChange, Fragment
from .difference import diff

__all__ = ["Change", "Changes", "FieldChange", "Fragment", "diff"]
