"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from . import catalogue as kinds
from .errors import UnreadableError, UnwritableError
from .language import Words

__all__ = ["check_target", "read_file", "write_file"]


def read_file(path: Path) -> bytes:
    """The bytes of a regular file; raises `UnreadableError` where there is none to be read."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=Words("不是普通文件", "it is no plain file"))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=error.strerror or error) from error


def check_target(path: Path, *, source: Path | None = None, force: bool = False) -> None:
    """Raises `UnwritableError` where `path` may not be written: it is the input, a link, a folder, or exists."""
    if path.is_symlink() or path.is_dir():
        raise UnwritableError(
            kinds.OUTPUT_FAILED,
            path=path,
            reason=Words("是符号链接", "it is a link") if path.is_symlink() else Words("是文件夹", "it is a folder"),
        )
    if not path.exists():
        return
    if source is not None and source.exists() and path.samefile(source):
        raise UnwritableError(kinds.OUTPUT_IS_INPUT, path=path)
    if not force:
        raise UnwritableError(kinds.OUTPUT_EXISTS, path=path)


def write_file(path: Path, data: bytes, *, force: bool = False) -> None:
    """Writes `data` to `path`: whoever looks finds the old file or the whole new one.

    Raises `UnwritableError` where the file exists and `force` is not given, or where it cannot be
    written. A symbolic link is not followed but refused: it may point anywhere.
    """
    import tempfile  # brings random numbers and hashes along, which reading does not need

    check_target(path, force=force)
    try:
        handle, name = tempfile.mkstemp(prefix=".goalconv-", dir=path.parent)
    except OSError as error:
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=error.strerror or error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except OSError as error:
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=error.strerror or error) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else what the user's mask gives a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
