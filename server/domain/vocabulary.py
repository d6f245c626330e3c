"""What a hall calls its windows and desks, and sentences that are said with it.

A sentence holds marks: `{@place}` is the hall's word (窗口, 诊室), `{@window:sender}` that of the
window which the fact `sender` names. The browser kit reads the same marks (`kit/text.js`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "window": {"zh": "号窗", "en": "Window"},
    "place": {"zh": "窗口", "en": "window"},
    "here": {"zh": "本窗", "en": "This window"},
    "guide": {"zh": "导办台", "en": "guide desk"},
}
"""What is said where the hall has no word of its own; the kit's `kit.word.*` are the same."""

OF_WINDOWS = frozenset({"window", "place", "here"})
MARK = re.compile(r"\{@(\w+)(?::(\w+))?\}")
MARKS = re.compile(r"(\{@[^}]*\})")
FACT = re.compile(r"\{(\w+)\}")


def within(words: Words, language: str) -> str:
    """Words in a language, else in the one it is a script of, else in one that its readers know."""
    tags = (language, language.partition("-")[0], "zh" if language.startswith("zh") else "en", "zh")
    return next(words[tag] for tag in tags if words.get(tag))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words`: the hall's, by name and language. `windows`: by window those that have their own."""

    words: Mapping[str, Words] = field(default_factory=lambda: WORDS)
    windows: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)

    def word(self, name: str, window: object = None) -> Words:
        """A word of the hall; of the window's own, if the window has one."""
        own = self.windows.get(str(window or "").upper().lstrip("0"), {})
        return own.get(name) or self.words.get(name) or WORDS[name]

    def named(self, window: str) -> dict[str, str]:
        """A window as it is called: 3 号窗, 12 诊室; Window 3, Room 12."""
        unit = self.word("window", window)
        return {
            tag: f"{window} {word}" if tag.startswith("zh") else f"{word} {window}"
            for tag, word in {"en": unit["zh"], **unit}.items()
        }

    def listed(self, windows: Sequence[str]) -> dict[str, str]:
        """Windows as they are called: 01、02 号窗、21 诊室; each kind by its own word."""
        kinds = [
            (unit, [window.zfill(2) for window in kind])
            for unit, kind in groupby(windows, key=lambda window: self.word("window", window))
        ]
        return {
            "zh": "、".join(f"{'、'.join(signs)} {unit['zh']}" for unit, signs in kinds),
            "en": ", ".join(f"{within(unit, 'en')} {', '.join(signs)}" for unit, signs in kinds),
        }

    def fill(self, text: str, language: str, facts: Mapping[str, object]) -> str:
        """One language's text with its marks replaced; other holes stay."""

        def word(mark: re.Match[str]) -> str:
            name, of = mark[1], mark[2] or "window"
            return within(self.word(name, facts.get(of) if name in OF_WINDOWS else None), language)

        return MARK.sub(word, text)

    def say(self, sentence: Words, /, **facts: object) -> dict[str, str]:
        """A sentence of ours as this hall says it, by language, with its facts filled in; a fact
        in words is said in the sentence's language."""

        def fact(hole: re.Match[str]) -> str:
            value = facts[hole[1]]
            if isinstance(value, Mapping) and "zh" in value:
                return within(value, tag)
            return str(value)

        found = {}
        for tag, text in sentence.items():
            parts = MARKS.split(text)
            found[tag] = "".join(
                self.fill(part, tag, facts) if i % 2 else FACT.sub(fact, part)
                for i, part in enumerate(parts)
            )
        return found
