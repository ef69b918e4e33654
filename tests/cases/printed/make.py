"""Makes the files of this folder anew: examples in their own layout, saved by LibreOffice and printed by Chromium. Run it in this folder."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import goalconv

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent.parent / "examples"
LAYOUTS = {
    "declaration-2025": "declaration", "two-sided-2025": "declaration", "forms-2025": "declaration", "self-evaluation-2024": "declaration",
    "indicators-2025": "indicators",
}  # fmt: skip

BY_CHROMIUM = ("two-sided-2025", "forms-2025")


def office(source: Path, form: str, folder: Path) -> Path:
    """What LibreOffice makes of a file."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder / form), str(source)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / form / f"{source.stem}.{form}"


def chromium(source: Path, folder: Path) -> Path:
    """What Chromium prints of a page."""
    made = folder / "chromium.pdf"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = ["chromium", *options, f"--print-to-pdf={made}", source.as_uri()]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return made


def made_of(name: str, layout: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """The files that other programs make of an example, each with its name here."""
    table = goalconv.read(EXAMPLES / f"{name}.json").table
    own = {form: folder / f"{name}.{form}" for form in ("xlsx", "docx", "html")}
    for path in own.values():
        goalconv.write(table, path, options=goalconv.WriteOptions(layout=layout))
    for form in ("xls", "ods", "xlsx"):
        yield f"{name}-calc.{form}", office(own["xlsx"], form, folder)
    yield f"{name}-writer.docx", office(own["docx"], "docx", folder)
    yield f"{name}-writer-odt.docx", office(office(own["docx"], "odt", folder), "docx", folder)
    if name != "indicators-2025":  # a goal of two lines, which a page does not tell from a broken one
        yield f"{name}-writer.pdf", office(own["docx"], "pdf", folder)
    if name in BY_CHROMIUM:
        yield f"{name}-chromium.pdf", chromium(own["html"], folder)


def main() -> None:
    for name, layout in LAYOUTS.items():
        with tempfile.TemporaryDirectory() as folder:
            for target, made in made_of(name, layout, Path(folder)):
                shutil.copy(made, HERE / target)


if __name__ == "__main__":
    main()
