"""Splits a text into runs of one script and one direction, in the order seen on paper.

Pillow has no font fallback and shapes one font at a time, so the splitting is
done here. Order follows the Unicode bidirectional algorithm for what tickets
hold: words of one or two directions, numbers, punctuation; explicit embedding
controls have been dropped before (`normalising`). Characters that no font of
this machine holds make runs without a face, which are drawn as their codes.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from printers.faces import SHAPED, Face, Script, can_shape, face_for, holds

RTL = {"R", "AL"}
MARKS = {"Mn", "Me", "Mc", "Cf"}
LOOSE_MARKS = re.compile("[\u0300-\u036f]")  # those that no letter is composed with
NARROW = (0x2032, 0x2033, 0x2212)  # signs that stand in English as often as in Chinese
# Thai, Mongolian, Dai, Lisu, Yi and Miao: from the files of `fonts/scripts`.
OTHER = ((0xE00, 0xE80), (0x1800, 0x1AB0), (0xA000, 0xA500), (0x16F00, 0x16FA0))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one font draws in one direction; without a face, each drawn as its code."""

    text: str
    face: Face | None
    script: Script
    rtl: bool = False

    @property
    def shaped(self) -> bool:
        """Whether letters join, stack or carry marks, so that raqm has to lay them out."""
        needed = self.script in SHAPED or LOOSE_MARKS.search(self.text) is not None
        return needed and self.face is not None and can_shape()


def script_of(character: str) -> Script | None:
    """The script of a character; None for spaces and marks, which follow their neighbour."""
    point = ord(character)
    if point < 0x80 and character != " ":
        return "latin"
    if 0x600 <= point < 0x780 or 0xFB50 <= point < 0xFE00 or 0xFE70 <= point < 0xFEFF:
        return "arabic"
    if 0xF00 <= point < 0x1000:
        return "tibetan"
    if character.isspace() or unicodedata.category(character) in MARKS:
        return None
    if point < 0x530 or 0x1E00 <= point < 0x2028 or point in NARROW or 0x20A0 <= point < 0x20C0:
        return "latin"
    if any(first <= point < end for first, end in OTHER):
        return "other"
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
    """The runs of one line from left to right; a line end that was left inside counts as space."""
    text = text.replace("\n", " ")
    scripts: list[Script] = ["number"] * len(text) if number else scripts_in(text, lang)
    runs: list[tuple[int, Run]] = []
    keys = list(zip(levels(text, lang), scripts, strict=True))
    located = chosen_faces(text, keys, bold)
    at = 0
    for (level, script, face), group in groupby(located):
        length = len(list(group))
        part = text[at : at + length]
        runs.append((level, Run(part, face, script, level % 2 == 1)))
        at += length
    return tuple(visual_order(runs))


def chosen_faces(
    text: str, keys: list[tuple[int, Script]], bold: bool
) -> list[tuple[int, Script, Face | None]]:
    """The font for each character. A mark is drawn by the font of its letter where it can be; a
    joiner that no font holds joins nothing, and is no reason for a code."""
    found: list[tuple[int, Script, Face | None]] = []
    for character, (level, script) in zip(text, keys, strict=True):
        face = face_for(character, script, bold)
        if found and unicodedata.category(character) in MARKS:
            before = found[-1]
            joiner = unicodedata.category(character) == "Cf"
            if before[2] is not None and (joiner or holds(before[2], character)):
                face, script = before[2], before[1]
        found.append((level, script, face))
    return found


@lru_cache(maxsize=4096)
def missing(text: str, lang: str, bold: bool, number: bool = False) -> str:
    """The characters of a text that no font of this machine holds, each once, in order."""
    runs = split(text, lang, bold, number)
    lost = "".join(run.text for run in runs if run.face is None)
    return "".join(sorted(set(lost), key=lost.index))
