"""Small PDF files drawn by hand: each test says what stands on its pages."""

from __future__ import annotations


def document(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is the catalog."""
    out, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, entries, end)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def pages(
    *contents: str, entries: str = "", resources: str = "", more: tuple[bytes, ...] = (), media: str = "0 0 400 400"
) -> bytes:
    """A PDF whose pages have these contents; objects of `more` are numbered from 4."""
    start = 4 + len(more)
    kids = " ".join(f"{start + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}/MediaBox[{media}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    ]
    for index, content in enumerate(contents):
        shared = f"<</Type/Page/Parent 2 0 R/Contents {start + 2 * index + 1} 0 R/Resources<</Font<</F1 3 0 R>>{resources}>>{entries}>>"
        objects += [shared.encode(), stream(content.encode())]
    return document(*objects)


def text(x: float, y: float, words: str, size: float = 10, mode: int = 0) -> str:
    return f"BT {mode} Tr /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def lines(xs: list[float], ys: list[float]) -> str:
    """Stroked rules of a table."""
    down = "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)
    return down + "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)


def words(*rows: tuple[str, ...], top: float = 385, height: float = 20, columns: tuple[float, ...] = (55, 155, 255)) -> str:
    return "".join(
        text(columns[at], top - height * row, cell) for row, cells in enumerate(rows) for at, cell in enumerate(cells) if cell
    )
