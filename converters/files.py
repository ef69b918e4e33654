"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from . import catalogue as kinds
from .errors import UnreadableError, UnwritableError
from .language import Words
from .limits import Limits

__all__ = ["check_target", "read_file", "write_file"]

_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_SPECIAL: Final = (
    (stat.S_ISDIR, Words("是文件夹", "it is a folder")),
    (stat.S_ISFIFO, Words("是管道, 不是文件; 请用 - 从标准输入读取", "it is a pipe, not a file; use - to read standard input")),
    (stat.S_ISSOCK, Words("是套接字, 不是文件", "it is a socket, not a file")),
    (stat.S_ISCHR, Words("是设备, 不是文件", "it is a device, not a file")),
    (stat.S_ISBLK, Words("是设备, 不是文件", "it is a device, not a file")),
)
_OTHER: Final = Words("不是普通文件", "it is no regular file")


def read_file(path: Path, limits: Limits = Limits()) -> bytes:
    """The bytes of a regular file; raises `UnreadableError` where there is none to be read, or it is over the limit.

    A pipe or a device is never opened: it might wait for ever, or do something.
    """
    try:
        _refuse_special(path, path.stat().st_mode)
        with open(os.open(path, _READING), "rb") as stream:
            about = os.fstat(stream.fileno())
            _refuse_special(path, about.st_mode)  # it may be another file by now
            limits.hold("input_bytes", about.st_size)
            data = stream.read(limits.input_bytes + 1)
    except OSError as error:
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=error.strerror or error) from error
    except ValueError as error:  # a name with NUL in it
        raise UnreadableError(kinds.INPUT_FAILED, path=repr(str(path)), reason=error) from error
    limits.hold("input_bytes", len(data))
    return data


def _refuse_special(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        found = next((words for of_kind, words in _SPECIAL if of_kind(mode)), _OTHER)
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=found)


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
