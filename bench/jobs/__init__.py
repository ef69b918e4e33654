"""The jobs, one module each, with its engines: goalconv, its peers, and the least that the job can take."""

from typing import Final

__all__ = ["JOBS"]

JOBS: Final = (
    "text_read", "json_decode", "json_encode", "xlsx_write", "xlsx_read", "docx_write", "docx_read", "pdf_write", "pdf_read", "compare",
)  # fmt: skip
