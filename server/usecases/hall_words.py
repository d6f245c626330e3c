"""Sentences of ours as a hall says them, in every language that the program has."""

from collections.abc import Mapping

from server.contracts.languages import translated
from server.domain.hall import Hall

Words = Mapping[str, str]


def said(hall: Hall, sentence: Words, /, **facts: object) -> dict[str, str]:
    """A sentence with the hall's words and its facts; a fact in words is translated too."""
    known = {
        name: translated(fact) if isinstance(fact, Mapping) and "zh" in fact else fact
        for name, fact in facts.items()
    }
    return hall.words.say(translated(sentence), **known)


def both(*sentences: Words) -> dict[str, str]:
    """Sentences one after another, with no space between the Chinese ones."""
    whole = [translated(sentence) for sentence in sentences]
    return {
        tag: ("" if tag.startswith("zh") else " ").join(each.get(tag, each["zh"]) for each in whole)
        for tag in whole[0]
    }
