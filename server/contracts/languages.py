"""The languages that screens, refusals and tickets speak: one folder each, found once.

`server/web/static/languages/<tag>/language.json` makes a language. Chinese and English are written
with the code, and their texts lie beside each surface; every further one is that folder alone,
with files of the same names, and says in `like` which of the two it follows: its forms (dates,
commas, the layout of paper), and its texts wherever it has none of its own. docs/recipes.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FIRST = "zh"
WRITTEN = (FIRST, "en")


@dataclass(frozen=True, slots=True)
class InterfaceLanguage:
    """One language, by its tag as site files and `?lang=` say it."""

    tag: str
    name: str
    html: str
    like: str
    accepts: tuple[str, ...] = ()
    note: str = ""

    @property
    def chain(self) -> tuple[str, ...]:
        """Where a text is looked for, in order."""
        return tuple(dict.fromkeys((self.tag, self.like, FIRST)))

    def for_page(self) -> dict[str, str]:
        """What a page's modules need of it (`Boot.languages`)."""
        return {"tag": self.tag, "name": self.name, "html": self.html, "like": self.like}


def _folder() -> Any:
    return files("server") / "web" / "static" / "languages"


def _read(tag: str) -> InterfaceLanguage:
    said = json.loads((_folder() / tag / "language.json").read_text("utf-8"))
    like = tag if tag in WRITTEN else said["like"]
    accepts = tuple(said["accepts"])
    return InterfaceLanguage(tag, said["name"], said["html"], like, accepts, said.get("note", ""))


def _found() -> dict[str, InterfaceLanguage]:
    tags = sorted(each.name for each in _folder().iterdir() if each.is_dir())
    further = (tag for tag in tags if tag not in WRITTEN)
    return {tag: _read(tag) for tag in (*WRITTEN, *further)}


LANGUAGES: Mapping[str, InterfaceLanguage] = _found()
"""By tag; Chinese first, English second."""


def spoken(asked: str) -> str | None:
    """The tag of the language that a browser or a person means; None if nobody speaks it here."""
    wanted = asked.strip().lower()
    while wanted:
        for tag, language in LANGUAGES.items():
            if wanted == tag.lower() or wanted in language.accepts:
                return tag
        wanted = wanted.rpartition("-")[0]
    return None


def written_like(tag: str) -> str:
    """Chinese or English: whose forms a language has; a tag that nobody speaks here is Chinese."""
    known = spoken(tag)
    return LANGUAGES[known].like if known is not None else FIRST


@cache
def own_texts(tag: str, name: str) -> Mapping[str, Any]:
    """A file of a further language; empty where it has none of this name."""
    path = _folder() / tag / f"{name}.json"
    if tag in WRITTEN or not path.is_file():
        return {}
    read: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return read


def translated(words: Mapping[str, str]) -> dict[str, str]:
    """Words of ours in Chinese and English, with those of every further language that has them.

    Found by the Chinese sentence, in the language's `phrases.json`; what it lacks is left out,
    and whoever reads it falls back.
    """
    further = {tag: own_texts(tag, "phrases").get(words[FIRST]) for tag in LANGUAGES}
    return {**words, **{tag: text for tag, text in further.items() if text and tag not in words}}
