"""Full-width signs where YAML wants half-width ones: the commonest slip of a Chinese keyboard.

Found line by line, before YAML sees the text, because to YAML they are letters like any other and
the mistake shows somewhere else or not at all. Within a text of the file they are right.
"""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from server.configuration.findings import Finding
from server.configuration.sentences import model_in
from server.contracts.site import Site
from server.contracts.site_mistakes import words

HALF = {
    "：": ": ",
    "，": ", ",
    "“": '"',
    "”": '"',
    "＂": '"',
    "‘": "'",
    "’": "'",
    "＇": "'",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "\u3000": "  ",
    "－": "-",
    "＃": "#",
}
FULL_WIDTH = re.compile(f"[{''.join(HALF)}]")
QUOTED = re.compile(r"""(?<![^\s\[{,:：，-])("(?:\\.|[^"\\])*"|'(?:''|[^'])*')""")
COMMENT = re.compile(r"(?:^|\s)#.*")
WRAPPED = re.compile(
    r"(?:^\s*-\s+|[:：,，\[{]\s*)([“”＂][^“”＂]*[“”＂]|[‘’＇][^‘’＇]*[‘’＇])(?=\s*(?:[,，\]}]|$))"
)
LISTED = re.compile(r"[\[［【]([^\[\]\u3400-\u9fff]*)[\]］】]")
OPENING = re.compile(r"[:：]\s*([｛［【])")
CLOSING = re.compile(r"([｝］】])\s*[,，]?\s*$")
INDENT = re.compile(r"^ *(\u3000+)")
DASH = re.compile(r"^\s*(－)\s")
HASH = re.compile(r"(?:^|\s)(＃)")


def quote_slips(text: str) -> dict[int, list[int]]:
    """Line (from 0) → columns (from 0) of Chinese quotes around a whole text, which YAML would
    take for a part of it."""
    found = {
        number: [place for match in WRAPPED.finditer(line) for place in _ends(match)]
        for number, line in _suspects(text)
    }
    return {number: places for number, places in found.items() if places}


def all_slips(text: str) -> dict[int, list[int]]:
    """The same of every sign, for a file in which something is wrong."""
    found = {number: sorted(set(_slips(line))) for number, line in _suspects(text)}
    return {number: places for number, places in found.items() if places}


def _suspects(text: str) -> Iterator[tuple[int, str]]:
    """Number and bare text of the lines that hold a full-width sign at all; few do."""
    for number, line in enumerate(text.splitlines()):
        if FULL_WIDTH.search(line):
            yield number, _bare(line)


def straightened(text: str, slips: dict[int, list[int]]) -> str:
    """The text with half-width signs in their place, so that what else is wrong can be told."""
    lines = text.splitlines(keepends=True)
    for number, places in slips.items():
        line = lines[number]
        for place in reversed(places):
            sign = HALF[line[place]]
            spaced = line[place + 1 : place + 2] in (" ", "\n", "")
            sign = sign.rstrip() if spaced and sign != "  " else sign
            line = f"{line[:place]}{sign}{line[place + 1 :]}"
        lines[number] = line
    return "".join(lines)


def slip_findings(text: str, slips: dict[int, list[int]]) -> list[Finding]:
    """One finding for each line: which signs, and what to type instead."""
    lines = text.splitlines()
    return [_finding(number, places, lines[number]) for number, places in slips.items()]


def _finding(number: int, places: list[int], line: str) -> Finding:
    signs = list(dict.fromkeys(line[place] for place in places))
    shown = {"\u3000": ("空格", "space")}
    zh = "、".join(shown.get(sign, (sign,))[0] for sign in signs)
    en = " ".join(shown.get(sign, ("", sign))[1] for sign in signs)
    half = list(dict.fromkeys(HALF[sign].strip() for sign in signs))
    keys = " ".join(filter(None, half))
    spaced = bool({":", ","} & set(half))
    fix_zh = f"改成半角的 {keys}" if keys else "改成普通空格"
    fix_en = f"type a half-width {keys}" if keys else "type plain spaces"
    return Finding(
        number + 1,
        places[0] + 1,
        "",
        words(f"这一行用了全角符号 {zh}", f"there is a full-width {en} in this line"),
        words(fix_zh + "，后面空一格" * spaced, fix_en + ", and a space after it" * spaced),
    )


def _slips(line: str) -> Iterator[int]:
    for match in WRAPPED.finditer(line):
        yield from _ends(match)
    for pattern in (*_at_names(), OPENING, CLOSING, INDENT, DASH, HASH):
        for match in pattern.finditer(line):
            yield from range(match.start(1), match.end(1))
    for match in LISTED.finditer(line):
        yield from (match.start(1) + i for i, sign in enumerate(match[1]) if sign == "，")


def _ends(match: re.Match[str]) -> tuple[int, int]:
    return match.start(1), match.end(1) - 1


def _bare(line: str) -> str:
    """The line with what stands in half-width quotes, and a comment, blanked out."""

    def blank(match: re.Match[str]) -> str:
        return '"' + "x" * (len(match[0]) - 2) + '"'

    line = QUOTED.sub(blank, line)
    return COMMENT.sub(lambda match: " " * len(match[0]), line)


@cache
def _at_names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A colon after a name that site files know, and a comma before one."""
    names = "|".join(sorted(_names(), key=len, reverse=True))
    colon = re.compile(rf"(?:^[\s\u3000]*(?:[-－]\s*)?|[{{｛,，]\s*)(?:{names})\s*(：)")
    comma = re.compile(rf"(，)\s*(?=(?:{names})\s*[:：])")
    return colon, comma


def _names() -> set[str]:
    found = {"ug", "bo"}
    models: list[type[BaseModel]] = [Site]
    seen: set[type[BaseModel]] = set()
    while models:
        model = models.pop()
        if model in seen:
            continue
        seen.add(model)
        found |= set(model.model_fields)
        inner = (model_in(field.annotation) for field in model.model_fields.values())
        models += [each for each in inner if each is not None]
    return found
