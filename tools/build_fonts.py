"""Builds templates/fonts: the faces a PDF embeds, cut down to the characters Chinese documents use.

The faces are Noto Serif SC and Noto Sans SC (SIL Open Font License 1.1), taken as TrueType files from
the npm packages named below. Needs `pip install goalconv[fonts]`, npm (or the unpacked packages,
`--from node_modules`), and Unihan_OtherMappings.txt for the 8,105 characters of 通用规范汉字表: from
Unihan.zip at https://www.unicode.org/Public/UCD/latest/ucd/, or the Debian package unicode-data
(/usr/share/unicode/Unihan_OtherMappings.txt.bz2).

    python tools/build_fonts.py --unihan /usr/share/unicode/Unihan_OtherMappings.txt.bz2
"""

from __future__ import annotations

import argparse
import bz2
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

PACKAGES = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
FACES = {
    "NotoSerifSC-Regular.ttf": "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-Bold.ttf": "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "NotoSansSC-Bold.ttf": "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
}
LICENCES = {
    "OFL-NotoSerifSC.txt": "noto-serif-sc/LICENSE_FONT",
    "OFL-NotoSansSC.txt": "noto-sans-sc/LICENSE_FONT",
}
# Forms are full of ticked boxes, which no Noto CJK face has: box, mark, and the mark's scale.
BOXES = {0x2611: (0x25A1, 0x2713, 0.7), 0x2612: (0x25A1, 0x00D7, 0.9)}
# Blocks of which all characters are kept that a face has.
BLOCKS = (
    (0x0020, 0x017F),  # ASCII, Latin-1, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels
    (0x02C6, 0x02DD),  # spacing accents
    (0x0300, 0x036F),  # combining accents
    (0x0370, 0x045F),  # Greek, Cyrillic
    (0x2000, 0x214F),  # punctuation, superscripts, currency, letterlike (℃ №)
    (0x2150, 0x23FF),  # number forms (Ⅰ), arrows, mathematics, technical
    (0x2460, 0x27BF),  # enclosed numbers (①), box drawing, shapes, symbols, dingbats
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x30FF),  # CJK punctuation, kana
    (0x3220, 0x325F),  # enclosed ideographs (㈠) and numbers
    (0x3280, 0x32BF),
    (0x3371, 0x33DF),  # units (㎡)
    (0xFE10, 0xFE6F),  # vertical and small forms
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
)


def gbk_symbols() -> Iterator[int]:
    """The characters of the symbol rows of GBK, A1 to A9."""
    for row in range(0xA1, 0xAA):
        for cell in range(0x40, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gbk", "ignore"))


def gb2312() -> Iterator[int]:
    """The characters of GB 2312-80."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", "ignore"))


def general_table(unihan: Path) -> Iterator[int]:
    """The characters of 通用规范汉字表 (2013), by the field kTGH of Unihan."""
    for line in unihan_lines(unihan):
        code, _, rest = line.partition("\t")
        if rest.startswith("kTGH\t"):
            yield int(code[2:], 16)


def unihan_lines(path: Path) -> list[str]:
    """The lines of Unihan_OtherMappings.txt, as such, as .bz2 or inside Unihan.zip."""
    data = path.read_bytes()
    if path.suffix == ".bz2":
        data = bz2.decompress(data)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            data = archive.read("Unihan_OtherMappings.txt")
    return data.decode("utf-8").splitlines()


def characters(unihan: Path) -> set[int]:
    """All characters to keep."""
    table = set(general_table(unihan))
    if len(table) != 8105:
        raise SystemExit(f"{unihan}: 通用规范汉字表 has 8105 characters, found {len(table)}")
    blocks = (code for first, last in BLOCKS for code in range(first, last + 1))
    return table | set(gb2312()) | set(gbk_symbols()) | set(blocks)


def add_boxes(face: TTFont) -> None:
    """Composes ☑ and ☒ of the face's own glyphs, the mark centred in the box."""
    cmap, glyphs = face.getBestCmap(), face["glyf"]
    for code, (box, mark, scale) in BOXES.items():
        frame, tick = glyphs[cmap[box]], glyphs[cmap[mark]]
        middle = [(low + high) / 2 for low, high in ((frame.xMin, frame.xMax), (frame.yMin, frame.yMax))]
        centre = [(low + high) / 2 for low, high in ((tick.xMin, tick.xMax), (tick.yMin, tick.yMax))]
        pen = TTGlyphPen(glyphs)
        pen.addComponent(cmap[box], (1, 0, 0, 1, 0, 0))
        pen.addComponent(cmap[mark], (scale, 0, 0, scale, *(round(m - scale * c) for m, c in zip(middle, centre, strict=True))))
        name = f"uni{code:04X}"
        glyphs[name] = pen.glyph()
        face["hmtx"][name] = face["hmtx"][cmap[box]]
        face["vmtx"][name] = face["vmtx"][cmap[box]]
        for table in face["cmap"].tables:
            if table.isUnicode() and table.format in (4, 12):
                table.cmap[code] = name


def cut(source: Path, target: Path, kept: set[int]) -> None:
    """Writes the face `source` with the characters `kept` only; the same input gives the same bytes."""
    options = subset.Options(
        hinting=False,
        layout_features=[],
        legacy_kern=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        name_languages=[0x409],
        recalc_timestamp=False,
        drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "kern", "meta", "vhea", "vmtx"],
    )
    face = TTFont(source, recalcTimestamp=False)
    add_boxes(face)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=kept)
    worker.subset(face)
    face.save(target)
    print(f"{target.name}: {len(face.getBestCmap())} characters, {target.stat().st_size:,} bytes")


def fetched(folder: Path) -> Path:
    """Installs the packages into `folder`; their node_modules."""
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), *PACKAGES]
    subprocess.run(command, check=True)
    return folder / "node_modules"


def build(modules: Path, unihan: Path, target: Path) -> None:
    """Builds all faces and copies their licences."""
    kept = characters(unihan)
    scope = modules / "@expo-google-fonts"
    for name, source in FACES.items():
        cut(scope / source, target / name, kept)
    for name, source in LICENCES.items():
        shutil.copyfile(scope / source, target / name)


def main() -> None:
    """Reads the arguments and builds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--unihan", type=Path, required=True, help="Unihan_OtherMappings.txt, also as .bz2, or Unihan.zip")
    parser.add_argument("--from", dest="modules", type=Path, help="a node_modules folder that holds the packages already")
    parser.add_argument("--to", type=Path, default=Path(__file__).resolve().parent.parent / "templates" / "fonts")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build(arguments.modules or fetched(Path(folder)), arguments.unihan, arguments.to)


if __name__ == "__main__":
    main()
