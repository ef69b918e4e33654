"""Characters that are not seen but change what is: marks that turn the direction of writing, and those without width.

Unicode 16, chapter 23.2 and 23.3; Unicode Technical Report 36, 2.5. They are kept; a person is told where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import msgspec

from .. import catalogue as kinds
from ..characters import parts, texts_of
from ..findings import Finding
from ..model import GoalTable
from ..patterns import regex
from ..profiles import Profile

__all__ = ["check"]

_UNSEEN: Final = regex("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_ENCODED: Final = regex(
    rb"\xc2\xad|\xd8\x9c|\xe1\xa0\x8e|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xf3\xa0[\x80\x81]"
)

_ASCII: Final = bytes(range(128))
"""Most of a document's JSON, and no part of any such character."""


def check(table: GoalTable, profile: Profile) -> Iterator[Finding]:
    """A finding for each text that holds such characters."""
    with suppress(UnicodeEncodeError):  # half of a character, as a broken file may hold it: each text is looked at
        if not any(_ENCODED.search(msgspec.json.encode(part).translate(None, _ASCII)) for part in parts(table)):
            return
    for pointer, text in texts_of(table):
        found = dict.fromkeys(f"U+{ord(char):04X}" for char in _UNSEEN.findall(text))
        if found:
            yield kinds.UNSEEN.at(None, pointer, characters=", ".join(found))
