"""The two languages of the messages, and phrases in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from msgspec import Struct

__all__ = ["Language", "Words", "counted", "near", "quoted", "spoken"]

_SAMPLE: Final = 40
"""Characters of a text that a message quotes."""

Language: TypeAlias = Literal["zh", "en"]


class Words(Struct, frozen=True):
    """A phrase in both languages, with `str.format` fields where it speaks of something: `of` fills them."""

    zh: str
    en: str

    def of(self, **parameters: object) -> Words:
        """The phrase with its fields filled, each in the language of the phrase where it has both."""
        return Words(
            self.zh.format_map({name: spoken(value, "zh") for name, value in parameters.items()}),
            self.en.format_map({name: spoken(value, "en") for name, value in parameters.items()}),
        )

    def within(self, language: Language) -> str:
        """The phrase in one language."""
        return self.en if language == "en" else self.zh


def spoken(value: object, language: Language) -> str:
    """A parameter of a message as it reads in one language."""
    return value.within(language) if isinstance(value, Words) else str(value)


def quoted(what: Words, text: str) -> Words:
    """`what` with the beginning of its text and its length, for what is named and not read; `what` alone where there is no text."""
    if not text.strip():
        return what
    line = " ".join(text.split())
    beginning = f"{line[:_SAMPLE]}{'…' if len(line) > _SAMPLE else ''}"
    return counted(Words("{what}“{text}”", "{what} “{text}”").of(what=what, text=beginning), text)


def counted(what: Words, text: str) -> Words:
    """`what` with how many characters its text has, for what is hidden: a report must not tell what it says."""
    return Words("{what} ({count} 字)", "{what} ({count} characters)").of(what=what, count=len("".join(text.split())))


def near(word: str, known: Iterable[str]) -> Words:
    """“did you mean …”, or nothing where no known word is near."""
    from difflib import get_close_matches  # only a mistake needs it

    known = tuple(known)
    swapped = [name for name in known if sorted(name) == sorted(word)]  # two letters swapped, the commonest slip
    found = swapped or get_close_matches(word, known, 1)
    return Words("; 是否指 {word}?", "; did you mean {word}?").of(word=found[0]) if found else Words("", "")
