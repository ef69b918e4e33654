"""MD5, which a PDF is named by (ISO 32000-1 §14.4) and its attachments are checked with (§7.11.4)."""

from __future__ import annotations

try:
    # as `random` does: `hashlib` loads a whole library of cryptography, which takes longer than to write a page
    from _md5 import md5  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    from hashlib import md5

__all__ = ["md5"]
