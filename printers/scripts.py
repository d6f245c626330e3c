"""Splits a text into runs of one script and one direction, in the order seen on paper.

Pillow has no font fallback and shapes one font at a time, so the splitting is
done here. Order follows the Unicode bidirectional algorithm for what tickets
hold: words of one or two directions, numbers, punctuation; explicit embedding
controls are not used and count as neutral.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from printers.errors import MissingGlyph
from printers.faces import Face, Script, face_for

RTL = {"R", "AL"}
MARKS = {"Mn", "Me", "Mc", "Cf"}
MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws in one direction."""

    text: str
    face: Face
    script: Script
    rtl: bool = False

    @property
    def shaped(self) -> bool:
        """Whether letters join or stack, so that raqm has to lay them out."""
        return self.script in ("arabic", "tibetan")


def script_of(character: str) -> Script | None:
    """The script of a character; None for spaces and marks, which follow their neighbour."""
    point = ord(character)
    if 0x600 <= point < 0x780 or 0xFB50 <= point < 0xFE00 or 0xFE70 <= point < 0xFEFF:
        return "arabic"
    if 0xF00 <= point < 0x1000:
        return "tibetan"
    if character.isspace() or unicodedata.category(character) in MARKS:
        return None
    if point < 0x250 or 0x2010 <= point < 0x2027 or point in (0x2032, 0x2033, 0x20AC, 0x2212):
        return "latin"
    return "hanzi"


def leading(lang: str) -> Script:
    """The script that a language is written in."""
    scripts: dict[str, Script] = {"zh": "hanzi", "ug": "arabic", "bo": "tibetan"}
    return scripts.get(lang, "latin")


def scripts_in(text: str, lang: str) -> list[Script]:
    """One script per character.

    Quotation marks, dashes and dots that exist once in Unicode are drawn full
    width in Chinese and narrow in English; in Uyghur a digit or a full stop
    between Arabic words stays in the Arabic font.
    """
    previous = leading(lang)
    found: list[Script] = []
    for character in text:
        script = script_of(character)
        if script is None or (character in "“”‘’…—·" and lang == "zh"):
            script = previous if script is None else "hanzi"
        found.append(script)
        previous = script
    return found


def levels(text: str, lang: str) -> list[int]:
    """Bidirectional level of each character: even reads to the right, odd to the left."""
    base = 1 if lang == "ug" else 0
    classes = [strong_class(character) for character in text]
    if base == 0 and "R" not in classes:
        return [0] * len(text)
    resolve_neutrals(classes, "R" if base else "L")
    table = {"L": 2 if base else 0, "R": 1, "N": 2}
    return [table[found] for found in classes]


def strong_class(character: str) -> str:
    """L, R, N(umber) or a space for neutral; marks count as neutral and follow."""
    found = unicodedata.bidirectional(character)
    if found in RTL:
        return "R"
    if found in ("EN", "AN"):
        return "N"
    return "L" if found == "L" else " "


def resolve_neutrals(classes: list[str], base: str) -> None:
    """Neutrals take the direction of both neighbours where these agree, else the base.

    A separator between two digits (10:30, 3–5 without spaces) belongs to the number.
    """
    at = 0
    for neutral, group in groupby(list(classes), key=lambda found: found == " "):
        end = at + len(list(group))
        if neutral:
            before = classes[at - 1] if at else base
            after = classes[end] if end < len(classes) else base
            if before == after == "N" and end - at == 1:
                side = "N"
            else:
                before, after = ("R" if c == "N" else c for c in (before, after))
                side = before if before == after else base
            classes[at:end] = [side] * (end - at)
        at = end


def visual_order(runs: list[tuple[int, Run]]) -> list[Run]:
    """Reverses every stretch at or above each odd level, highest level first (rule L2)."""
    order = list(runs)
    for level in range(max((lev for lev, _ in runs), default=0), 0, -1):
        turned: list[tuple[int, Run]] = []
        for high, group in groupby(order, key=lambda pair: pair[0] >= level):
            stretch = list(group)
            turned += reversed(stretch) if high else stretch
        order = turned
    return [run for _, run in order]


@lru_cache(maxsize=4096)
def split(text: str, lang: str, bold: bool, number: bool = False) -> tuple[Run, ...]:
    """The runs of one line from left to right; MissingGlyph where no font has a character."""
    scripts: list[Script] = ["number"] * len(text) if number else scripts_in(text, lang)
    runs: list[tuple[int, Run]] = []
    keys = list(zip(levels(text, lang), scripts, strict=True))
    located = [
        (level, script, chosen_face(character, script, bold, text))
        for character, (level, script) in zip(text, keys, strict=True)
    ]
    at = 0
    for (level, script, face), group in groupby(located):
        length = len(list(group))
        part = text[at : at + length]
        runs.append((level, Run(part, face, script, level % 2 == 1)))
        at += length
    return tuple(visual_order(runs))


def chosen_face(character: str, script: Script, bold: bool, text: str) -> Face:
    """The font for one character."""
    face = face_for(character, script, bold)
    if face is None and unicodedata.category(character) == "Cf":
        face = face_for(" ", script, bold)
    if face is None:
        raise MissingGlyph(character, text)
    return face
