"""The data in every form that an engine starts from, made once for each size: `python -m bench.prepare FOLDER PROJECTS`."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

from .data import table, text_of
from .goal import options
from .job import Case
from .limits_docx import write_docx
from .limits_xlsx import write_xlsx

__all__ = ["prepare"]

_MOST_PRINTED = 5_000  # projects; reading more pages than these take is not tried


def prepare(folder: Path, projects: int) -> None:
    """Writes the files; workbooks and Word documents are the limits' plain ones, so that no engine reads its own."""
    import goalconv

    made, case = table(projects), Case(folder, projects)
    case.path("rows").write_bytes(pickle.dumps(made))
    case.path("txt").write_text(text_of(made), encoding="utf-8")
    case.path("xlsx").write_bytes(write_xlsx(made))
    case.path("docx").write_bytes(write_docx(made))
    reading = goalconv.read(case.path("txt"), format="text", options=options())
    goalconv.write(reading.table, case.path("json"))
    if projects <= _MOST_PRINTED:
        goalconv.write(reading.table, case.path("pdf"), options=goalconv.WriteOptions(attach=False))


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), int(sys.argv[2]))
