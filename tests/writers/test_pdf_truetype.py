"""The reader of TrueType files, against fontTools."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalconv.converters.writers.pdf_truetype import TrueType, TrueTypeError
from strategies import examples

ttLib = pytest.importorskip("fontTools.ttLib")
PATH = Path(__file__).parents[2] / "templates" / "fonts" / "NotoSansSC-Bold.ttf"
DATA = PATH.read_bytes()


def outline(font: object, name: str) -> list[object]:
    pens = pytest.importorskip("fontTools.pens.recordingPen")
    glyphs = font.getGlyphSet()  # type: ignore[attr-defined]
    pen = pens.DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


def test_characters_and_widths() -> None:
    face, oracle = TrueType(DATA), ttLib.TTFont(BytesIO(DATA))
    cmap, order = oracle.getBestCmap(), {name: number for number, name in enumerate(oracle.getGlyphOrder())}
    assert face.name == "NotoSansSC-Bold"
    for code in range(0x20, 0x32000):
        if not 0xD800 <= code <= 0xDFFF:
            assert face.glyph(chr(code)) == (order[cmap[code]] if code in cmap else 0)
    assert all(face.advance(order[name]) == oracle["hmtx"][name][0] for name in cmap.values())


def test_format_4() -> None:
    oracle = ttLib.TTFont(BytesIO(DATA))
    oracle["cmap"].tables = [table for table in oracle["cmap"].tables if table.format == 4]
    file = BytesIO()
    oracle.save(file)
    face, wide = TrueType(file.getvalue()), TrueType(DATA)
    assert all(face.glyph(chr(code)) == wide.glyph(chr(code)) for code in range(0x20, 0xD800))
    assert face.glyph("𬱖") == 0


def test_a_subset_draws_the_same() -> None:
    face, oracle = TrueType(DATA), ttLib.TTFont(BytesIO(DATA))
    glyphs = [0, *(face.glyph(char) for char in "绩效éÄ☑☒中")]
    cut = ttLib.TTFont(BytesIO(face.subset(glyphs)))
    for number, glyph in enumerate(glyphs):
        assert outline(cut, cut.getGlyphOrder()[number]) == outline(oracle, oracle.getGlyphName(glyph))
        assert cut["hmtx"][cut.getGlyphOrder()[number]] == oracle["hmtx"][oracle.getGlyphName(glyph)]


def test_a_face_that_must_not_be_embedded() -> None:
    oracle = ttLib.TTFont(BytesIO(DATA))
    oracle["OS/2"].fsType = 2
    file = BytesIO()
    oracle.save(file)
    with pytest.raises(TrueTypeError, match="许可"):
        TrueType(file.getvalue())


@examples(100)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=8), st.integers(100, len(DATA)))
def test_a_damaged_file_fails_in_one_way(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(DATA[:length])
    for place, value in changes:
        data[min(place, length - 1)] = value
    try:
        face = TrueType(bytes(data))
        face.subset([0, *(face.glyph(char) for char in "绩效☑")])
    except TrueTypeError:
        pass
