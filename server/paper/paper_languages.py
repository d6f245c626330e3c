"""Words as paper can carry them: printers lay out four languages, and others in the place of one.

A language that follows another (`server.contracts.languages`) has its words set as that one's.
"""

from typing import Any

from printers.slip import LANGUAGES
from server.contracts.languages import FIRST, translated, written_like


def for_paper(node: Any, language: str) -> Any:
    """Facts or blocks with every text in the languages of paper, led by `language`'s words."""
    if isinstance(node, dict):
        if isinstance(node.get(FIRST), str):
            return _words(node, language)
        return {key: for_paper(value, language) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [for_paper(each, language) for each in node]
    return node


def set_as(language: str) -> str:
    """The language of paper that words in `language` are laid out as."""
    return language if language in LANGUAGES else written_like(language)


def _words(node: dict[str, str], language: str) -> dict[str, str]:
    found = {lang: text for lang, text in node.items() if lang in LANGUAGES}
    own = translated(node).get(language)
    return found if own is None else {**found, set_as(language): own}
