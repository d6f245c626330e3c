"""The sentences of refusals, read once from the catalogues beside this module."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from server.contracts.languages import LANGUAGES, WRITTEN, own_texts, translated
from server.domain.vocabulary import MARK, WORDS, Vocabulary
from server.web.http.language import in_language

FALLBACK = "request.refused"
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
MOST = 200
OURS = Vocabulary({name: translated(words) for name, words in WORDS.items()})
"""What is said where no hall is meant."""


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


def problem_texts(
    code: str, facts: Mapping[str, object], language: str, words: Vocabulary = OURS
) -> dict[str, str]:
    """Title, detail and action of a refusal, filled with its facts and the hall's `words`."""
    known = catalogue("problems", language)
    texts = known.get(code) or known[FALLBACK]
    return {
        part: fill(texts[part], facts, language, words) for part in ("title", "detail", "action")
    }


def field_text(kind: str, facts: Mapping[str, object], language: str) -> str:
    """What is wrong with one field; `kind` is Pydantic's name of the mistake."""
    known = catalogue("fields", language)
    return fill(known.get(kind) or known["invalid"], facts, language)


def fill(text: str, facts: Mapping[str, object], language: str, words: Vocabulary = OURS) -> str:
    """Put facts into `{holes}`, and the hall's words into `{@marks}`. A part in [brackets] goes if
    a fact of it is not there; any other missing fact is left as an ellipsis, for a sentence must
    always come."""

    def keep(part: re.Match[str]) -> str:
        holes = [hole for _, hole, _, _ in Formatter().parse(part[1]) if hole]
        return part[1] if all(facts.get(hole) is not None for hole in holes) else ""

    parts = []
    whole = MARK.sub(lambda mark: escaped(words.fill(mark[0], language, facts)), text)
    for literal, hole, _, _ in Formatter().parse(OPTIONAL.sub(keep, whole)):
        parts.append(literal)
        if hole:
            parts.append(words.fill(_said(hole, facts.get(hole, "…"), language), language, facts))
    return "".join(parts)


def escaped(word: str) -> str:
    """A word that is no template, to stand in one."""
    return word.replace("{", "{{").replace("}", "}}")


def _said(hole: str, value: object, language: str) -> str:
    """A fact in words: states, steps and roles have names that people use."""
    words = catalogue("words", language).get(hole, {})
    named = isinstance(value, str) and value in words
    return str(words[value] if named else in_language(value, language))[:MOST]
