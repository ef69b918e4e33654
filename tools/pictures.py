"""The pictures of the documentation: real output of the examples, as small pictures of few colours in docs/pictures/. `make pictures`.

A page of PDF is drawn by pdfium; workbooks and Word documents are laid out by LibreOffice first, web pages by Chromium, so that a picture
shows what a reader sees. Needs `soffice` and `chromium`, which `make test` needs, too.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image

import goalconv

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
WIDTH = 900
COLOURS = 12


class Picture(NamedTuple):
    """A picture: its name, the example that it shows, in which layout and format, which page, and how much of it from the top."""

    name: str
    example: str
    layout: str
    form: str
    page: int = 0
    part: float = 1.0


PICTURES = (
    Picture("disclosure", "liwan-2025.txt", "disclosure", "pdf"),
    Picture("declaration", "declaration-2025.txt", "declaration", "pdf"),
    Picture("indicators", "liwan-2025.txt", "indicators", "pdf"),
    Picture("xlsx", "liwan-2025.txt", "disclosure", "xlsx", part=0.6),
    Picture("docx", "two-sided-2025.txt", "declaration", "docx"),
    Picture("html", "declaration-2025.txt", "declaration", "html"),
)


def written(picture: Picture, folder: Path) -> Path:
    """The file that the picture shows."""
    path = folder / f"{picture.name}.{picture.form}"
    goalconv.write(
        goalconv.read(ROOT / "examples" / picture.example).table, path, options=goalconv.WriteOptions(layout=picture.layout)
    )
    return path


def paged(path: Path) -> Path:
    """The file as PDF, by the program that people open it with."""
    if path.suffix == ".pdf":
        return path
    pdf = path.with_suffix(".pdf")
    if path.suffix == ".html":
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={pdf}",
            "--no-pdf-header-footer",
            str(path),
        ]
    else:
        profile = f"-env:UserInstallation=file://{path.parent}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return pdf


def drawn(pdf: Path, page: int, part: float) -> Image.Image:
    """A page in few colours, from the top."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        image = sheet.render(scale=2 * WIDTH / sheet.get_width()).to_pil().convert("RGB")
    image = image.crop((0, 0, image.width, round(image.height * part))).reduce(2)
    return image.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Draws all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            path = FOLDER / f"{picture.name}.png"
            drawn(paged(written(picture, Path(folder))), picture.page, picture.part).save(path, optimize=True)
            print(f"{path.relative_to(ROOT)} {path.stat().st_size}")


if __name__ == "__main__":
    sys.exit(main())
