"""Builds templates/srgb.icc, the colour profile that a PDF for the archive must carry (ICC.1:2010, IEC 61966-2-1).

    python tools/build_profile.py

The numbers are those of the sRGB standard, adapted to D50 by the Bradford matrix; the file is in the public domain.
"""

from __future__ import annotations

import struct
from pathlib import Path

TARGET = Path(__file__).parent.parent / "templates" / "srgb.icc"
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {"r": (0.43607, 0.22249, 0.01392), "g": (0.38515, 0.71687, 0.09708), "b": (0.14307, 0.06061, 0.71410)}
BRADFORD = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
MADE = (2026, 1, 1, 0, 0, 0)


def fixed(numbers: tuple[float, ...]) -> bytes:
    """The numbers as s15Fixed16."""
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def words(text: str) -> bytes:
    """A text as multiLocalizedUnicode with one record."""
    data = text.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(data), 28) + data


def tags() -> list[tuple[bytes, bytes]]:
    """The elements of the profile with their signatures."""
    curve = b"para" + struct.pack(">IHH", 0, 3, 0) + fixed(CURVE)
    colours = [(f"{name}XYZ".encode(), b"XYZ " + bytes(4) + fixed(value)) for name, value in PRIMARIES.items()]
    return [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright, use freely")),
        (b"wtpt", b"XYZ " + bytes(4) + fixed(WHITE)),
        (b"chad", b"sf32" + bytes(4) + fixed(BRADFORD)),
        *colours,
        *((f"{name}TRC".encode(), curve) for name in PRIMARIES),
    ]


def profile() -> bytes:
    """The bytes of the profile; elements that are equal are stored once."""
    elements = tags()
    directory, body, places = b"", b"", {}
    start = 128 + 4 + 12 * len(elements)
    for signature, data in elements:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        directory += struct.pack(">4sII", signature, places[data], len(data))
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s6H4s", size, bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ", *MADE, b"acsp")
    head += bytes(28) + fixed(WHITE)
    return head + bytes(128 - len(head)) + struct.pack(">I", len(elements)) + directory + body


if __name__ == "__main__":
    TARGET.write_bytes(profile())
