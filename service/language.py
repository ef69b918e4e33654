"""The language in which a request is answered."""

from __future__ import annotations

from starlette.datastructures import Headers, QueryParams
from starlette.types import Scope

from goalconv import Language

__all__ = ["language_of"]


def language_of(scope: Scope) -> Language:
    """The language of an answer: `lang` of the query, else the first of Accept-Language, else Chinese."""
    stated = QueryParams(scope.get("query_string", b"")).get("lang") or Headers(scope=scope).get("accept-language", "")
    return "en" if stated.lower().startswith("en") else "zh"
