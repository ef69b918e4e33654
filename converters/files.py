"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from . import catalogue as kinds
from .errors import UnreadableError, UnwritableError
from .language import Words
from .limits import Limits

__all__ = ["check_target", "read_file", "write_file"]

_READING: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_WRITING: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_SPECIAL: Final = (
    (stat.S_ISDIR, Words("是文件夹", "it is a folder")),
    (stat.S_ISLNK, Words("是符号链接", "it is a symbolic link")),
    (stat.S_ISFIFO, Words("是管道, 不是文件; 请用 - 从标准输入读取", "it is a pipe, not a file; use - to read standard input")),
    (stat.S_ISSOCK, Words("是套接字, 不是文件", "it is a socket, not a file")),
    (stat.S_ISCHR, Words("是设备, 不是文件", "it is a device, not a file")),
    (stat.S_ISBLK, Words("是设备, 不是文件", "it is a device, not a file")),
)
_OTHER: Final = Words("不是普通文件", "it is no regular file")
_SHOWN: Final = 200
_PREFIX: Final = ".goalconv-"
_SUFFIX: Final = ".part"
_LEFT: Final = 3600
"""Seconds after which a temporary file is one that a killed process left: none is begun before all its bytes are there."""


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
            return limits.take(stream, about.st_size)
    except OSError as error:
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=_reason(error)) from error
    except ValueError as error:  # a name with NUL in it
        raise UnreadableError(kinds.INPUT_FAILED, path=repr(str(path)), reason=_reason(error)) from error


def _refuse_special(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise UnreadableError(kinds.INPUT_FAILED, path=path, reason=_special(mode))


def _special(mode: int) -> Words:
    """What a path is that is no regular file."""
    return next((words for of_kind, words in _SPECIAL if of_kind(mode)), _OTHER)


def check_target(path: Path, *, source: Path | None = None, force: bool = False) -> None:
    """Raises `UnwritableError` where `path` may not be written: it is the input, a link, a folder, or exists."""
    try:
        _check(path, source, force)
    except (OSError, ValueError) as error:  # a name too long, or with NUL in it
        raise UnwritableError(kinds.OUTPUT_FAILED, path=str(path)[:_SHOWN], reason=_reason(error)) from error


def _check(path: Path, source: Path | None, force: bool) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=_special(mode))
    if source is not None and source.exists() and path.samefile(source):
        raise UnwritableError(kinds.OUTPUT_IS_INPUT, path=path)
    if not force:
        raise UnwritableError(kinds.OUTPUT_EXISTS, path=path)


def write_file(path: Path, data: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Writes `data`, or its pieces, to `path`: whoever looks finds the old file or the whole new one, also after a crash or a loss of power.

    Raises `UnwritableError` where the file exists and `force` is not given, or where it cannot be
    written. A symbolic link is not followed but refused: it may point anywhere.
    """
    check_target(path, force=force)
    _sweep(path.parent)
    try:
        handle, name = _begin(path.parent)
    except OSError as error:
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=_reason(error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _mode(path))
        _place(name, path, force)
    except OSError as error:
        raise UnwritableError(kinds.OUTPUT_FAILED, path=path, reason=_reason(error)) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _begin(folder: Path) -> tuple[int, str]:
    """A temporary file, open, that is new and nobody else's; `tempfile` takes as long to import as a table takes to be checked."""
    name = str(folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")
    return os.open(name, _WRITING, 0o600), name


@cache
def _sweep(folder: Path) -> None:
    """Removes, once in a process, what writers that were killed have left in a folder."""
    try:
        with os.scandir(folder) as found:
            left = [entry.path for entry in found if _is_left(entry)]
        for path in left:
            os.unlink(path)
    except (OSError, ValueError):  # the writing itself will say what is wrong with the folder
        pass


def _is_left(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a temporary file that nobody writes any more."""
    if not (entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False)):
        return False
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT


def _place(name: str, path: Path, force: bool) -> None:
    """Gives the finished file its name; without `force` only where nobody else has taken it meanwhile."""
    if force:
        os.replace(name, path)
    else:
        try:
            os.link(name, path)
        except FileExistsError as error:
            raise UnwritableError(kinds.OUTPUT_EXISTS, path=path) from error
        except OSError:  # a file system without links
            os.replace(name, path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Has the system write down the folder, without which a loss of power may take the name back."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # some network file systems; the file itself is safe
        pass
    finally:
        os.close(handle)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else what the user's mask gives a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
