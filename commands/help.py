"""The layout of help: lines by the columns that characters take, the words of the parser in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import typer

import goalconv
from goalconv.commands.console import tell
from goalconv.commands.language import language
from goalconv.commands.manners import COMMON

__all__ = ["Formatter"]

_WORDS: Final = {
    r"^Options$": "选项",
    r"^Arguments$": "参数",
    r"^Commands$": "命令",
    r"\[OPTIONS\]": "[选项]",
    r"COMMAND \[ARGS\]\.\.\.": "命令 [参数]...",
    r"  \[required\]$": "（必填）",
    r"  \[default: (.*?)(?:; (.*))?\]$": r"（默认 \1）",
    r"  \[env var: (.*?)\]$": r"（环境变量 \1）",
    r"  \[(\S*x\S*)\]$": r"（\1）",
}
"""What the parser says of itself in help, and the same in Chinese."""
_BRACED: Final = re.compile(r"\{(\S+)\}")
"""An argument that must be given, as newer parsers write it."""
_OPTION: Final = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
_LETTER: Final = "\u01c0"
"""Stands for a hyphen that no line ends with."""
_LIST: Final = 30
_GAP: Final = 2


_Formatter: Any = typer.Context.formatter_class


class Formatter(_Formatter):  # type: ignore[misc]
    """Help in the columns of the terminal, 80 at most: Chinese takes two for a character."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Writes how the command is called."""
        start = f"{prefix or tell('用法: ', 'Usage: ')}{prog} "
        blank = " " * goalconv.columns(start)
        lines = goalconv.wrap(_said(_BRACED.sub(r"\1", args)), self.width - len(blank))
        self.write(start + f"\n{blank}".join(lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """Writes the line above a section."""
        super().write_heading(_said(heading))

    def write_text(self, text: str) -> None:
        """Writes paragraphs; one that begins with a line of `\\b` keeps its lines."""
        indent = " " * self.current_indent
        paragraphs = [self._lines(paragraph) for paragraph in text.split("\n\n")]
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in paragraphs) + "\n")

    def _lines(self, paragraph: str) -> list[str]:
        if paragraph.startswith("\b\n"):
            return paragraph.splitlines()[1:]
        return _wrapped(" ".join(paragraph.split()), self.width - self.current_indent)

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _LIST, col_spacing: int = _GAP) -> None:
        """Writes names beside what they are; the options that every command takes stand in a section of their own."""
        own = [row for row in rows if not _is_common(row[0])]
        self._write_list(own)
        if common := [row for row in rows if _is_common(row[0])]:
            self.dedent()
            with self.section(tell("通用选项", "Options of every command")):
                self._write_list(common)
            self.indent()

    def _write_list(self, rows: Sequence[tuple[str, str]]) -> None:
        widest = max((width for name, _ in rows if (width := goalconv.columns(name)) <= _LIST), default=_LIST)
        stop = self.current_indent + widest + _GAP
        for name, text in rows:
            lines = _wrapped(_said(text), self.width - stop) or [""]
            first = " " * self.current_indent + name
            if goalconv.columns(name) > widest:
                self.write(f"{first}\n")
                first = ""
            self.write(goalconv.fit(first, stop) + f"\n{' ' * stop}".join(lines) + "\n")


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in which no name of an option is broken."""
    whole = _OPTION.sub(lambda name: name[0].replace("-", _LETTER), text)
    return [line.replace(_LETTER, "-") for line in goalconv.wrap(whole, width)]


def _is_common(name: str) -> bool:
    return name.split(",")[0].split()[0] in COMMON


def _said(text: str) -> str:
    """The text with the words of the parser in the language of the messages."""
    if language() == "zh":
        for pattern, chinese in _WORDS.items():
            text = re.sub(pattern, chinese, text)
    return text
