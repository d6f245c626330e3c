"""Which language a caller reads: `?lang=`, then Accept-Language, then Chinese.

On paper the reader is whoever takes it away, so that `first_language` or the ticket's leads there.
"""

from collections.abc import Mapping
from typing import Any

from flask import Request

from server.contracts.languages import FIRST, LANGUAGES, WRITTEN, spoken


def language_of(request: Request) -> str:
    """One of LANGUAGES; what nobody can read of the request counts as not said."""
    asked = spoken(request.args.get("lang", ""))
    if asked is not None:
        return asked
    if not request.headers.get("Accept-Language"):
        return FIRST
    for tag, quality in request.accept_languages:
        known = spoken(tag) if quality > 0 else None
        if known is not None:
            return known
    return FIRST


def first_language(described: Mapping[str, Any]) -> str:
    """What leads on a paper for somebody whose language nobody knows."""
    named: str = next(iter(described.get("languages", LANGUAGES)))
    return named


def in_language(value: object, language: str) -> object:
    """The text of `{"zh": …, "en": …}` in one language, falling back along its chain."""
    if isinstance(value, Mapping) and FIRST in value:
        return next(value[tag] for tag in LANGUAGES[language].chain if value.get(tag))
    return value


def offered(listed: tuple[str, ...] | list[str], chosen: str) -> list[dict[str, str]]:
    """The languages that a page may speak: Chinese, English, those that its hall lists, and the
    one that it was asked for."""
    wanted = dict.fromkeys((*listed, *WRITTEN, chosen))
    return [LANGUAGES[tag].for_page() for tag in wanted if tag in LANGUAGES]
