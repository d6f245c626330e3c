"""The sentences of refusals, read once from the catalogues beside this module."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from server.contracts.languages import LANGUAGES, WRITTEN, own_texts
from server.web.http.language import in_language

FALLBACK = "request.refused"
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
MOST = 200


@cache
def catalogue(name: str, language: str) -> Mapping[str, Any]:
    """A catalogue in one language; what that one lacks as the next of its chain has it."""
    whole: dict[str, Any] = {}
    for tag in reversed(LANGUAGES[language].chain):
        whole |= _written(name, tag) if tag in WRITTEN else own_texts(tag, name)
    return whole


def _written(name: str, language: str) -> Mapping[str, Any]:
    path = files("server.web") / "text" / f"{name}.{language}.json"
    read: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def problem_texts(code: str, facts: Mapping[str, object], language: str) -> dict[str, str]:
    """Title, detail and action of a refusal, filled with its facts."""
    known = catalogue("problems", language)
    texts = known.get(code) or known[FALLBACK]
    return {part: fill(texts[part], facts, language) for part in ("title", "detail", "action")}


def field_text(kind: str, facts: Mapping[str, object], language: str) -> str:
    """What is wrong with one field; `kind` is Pydantic's name of the mistake."""
    known = catalogue("fields", language)
    return fill(known.get(kind) or known["invalid"], facts, language)


def fill(text: str, facts: Mapping[str, object], language: str) -> str:
    """Put facts into `{holes}`. A part in [brackets] goes if a fact of it is not there; any
    other missing fact is left as an ellipsis, for a sentence must always come."""

    def keep(part: re.Match[str]) -> str:
        holes = [hole for _, hole, _, _ in Formatter().parse(part[1]) if hole]
        return part[1] if all(facts.get(hole) is not None for hole in holes) else ""

    parts = []
    for literal, hole, _, _ in Formatter().parse(OPTIONAL.sub(keep, text)):
        parts.append(literal)
        if hole:
            parts.append(_said(hole, facts.get(hole, "…"), language))
    return "".join(parts)


def _said(hole: str, value: object, language: str) -> str:
    """A fact in words: states, steps and roles have names that people use."""
    words = catalogue("words", language).get(hole, {})
    named = isinstance(value, str) and value in words
    return str(words[value] if named else in_language(value, language))[:MOST]
