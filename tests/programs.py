"""Programs that some tests use as independent readers; where they are not installed those tests are skipped by name.

`.ci/run` installs them, so that nothing is skipped there.
"""

from __future__ import annotations

import shutil

import pytest

NEEDS_POPPLER = pytest.mark.skipif(not shutil.which("pdfdetach"), reason="needs poppler")
NEEDS_LIBREOFFICE = pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice and poppler"
)
NEEDS_CHROMIUM = pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
