"""The pages for people: templates in two languages, in which every text is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import jinja2

import goalconv
from goalconv import Language
from goalconv.service.page_words import WORDS
from goalconv.service.settings import Settings
from goalconv.service.work import ENCODINGS

__all__ = ["home_values", "render"]

_FORMS: Final = "goalconv.service", "templates"


@cache
def _environment() -> jinja2.Environment:
    """The templates: all that stands in {{ }} is escaped, and a name that is not given is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(*_FORMS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, language: Language, **values: Any) -> str:
    """The template with the values filled in; `say` gives it the words of its language."""
    say = {name: words.within(language) for name, words in WORDS.items()}
    page = _environment().get_template(f"{template}.html")
    return page.render(say=say, language=language, version=goalconv.__version__, **values)


def home_values(settings: Settings, **values: Any) -> dict[str, Any]:
    """What the page with the form is filled with; `values` are what it says this time, an error or that all is deleted."""
    readable = (form for form in goalconv.all_formats() if form.reader)
    said = {"problem": "", "hint": "", "code": "", "request_id": "", "deleted": False, **values}
    return {
        "files": settings.files, "size": settings.body >> 20, "most": settings.body, "minutes": max(1, round(settings.keep / 60)),
        "suffixes": [suffix for form in readable for suffix in form.suffixes], "profiles": goalconv.all_profiles(), "encodings": ENCODINGS, **said,
    }  # fmt: skip
