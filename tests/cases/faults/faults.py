"""Functions that misbehave, each in its own way, for the tests of isolation."""

from __future__ import annotations

import ctypes
import os
import sys
import time

from goalconv.converters import catalogue as kinds
from goalconv.converters.errors import UnreadableError
from goalconv.converters.places import TextPlace


def double(value: int) -> int:
    return 2 * value


def process() -> int:
    return os.getpid()


def hang() -> None:
    time.sleep(600)


def spin() -> None:
    while True:
        pass


def allocate() -> int:
    held = [b"x" * (1 << 20) for _ in range(1 << 14)]
    return len(held)


def allocate_at_once() -> int:
    return len(bytearray(1 << 40))


def abort() -> None:
    os.abort()


def segfault() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def print_much() -> str:
    print("x" * 1_000_000)
    os.write(1, b"y" * 1_000_000)
    sys.stderr.write("z" * 1_000_000)
    return "done"


def read_input() -> str:
    return sys.stdin.read()


def refuse() -> None:
    raise UnreadableError(kinds.FORMULA_WITHOUT_VALUE, TextPlace(3, 4), formula="A1+B1")


def fail() -> None:
    raise ZeroDivisionError("a bug")


def give_what_cannot_be_sent() -> object:
    return lambda: None


def write_file(path: str) -> None:
    with open(path, "w") as stream:
        stream.write("x")
