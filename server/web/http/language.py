"""Which language a caller reads: `?lang=`, then Accept-Language, then Chinese.

On paper the reader is whoever takes it away, so that `first_language` or the ticket's leads there.
"""

from collections.abc import Mapping
from typing import Any

from flask import Request

LANGUAGES = ("zh", "en")


def language_of(request: Request) -> str:
    """One of LANGUAGES; what nobody can read of the request counts as not said."""
    asked = request.args.get("lang", "")[:2].lower()
    if asked in LANGUAGES:
        return asked
    if not request.headers.get("Accept-Language"):
        return LANGUAGES[0]
    for tag, quality in request.accept_languages:
        if quality > 0 and tag[:2].lower() in LANGUAGES:
            return tag[:2].lower()
    return LANGUAGES[0]


def first_language(described: Mapping[str, Any]) -> str:
    """What leads on a paper for somebody whose language nobody knows."""
    named: str = next(iter(described.get("languages", LANGUAGES)))
    return named


def in_language(value: object, language: str) -> object:
    """The text of `{"zh": …, "en": …}` in one language, falling back to Chinese."""
    if isinstance(value, Mapping) and "zh" in value:
        return value.get(language) or value["zh"]
    return value
