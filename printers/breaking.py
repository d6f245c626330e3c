"""Where lines break: hanzi anywhere but beside clinging punctuation, Latin and Arabic at
spaces, Tibetan after its syllable dots. A piece wider than the column is cut hard, so
that nothing ever runs off the paper."""

import re
import unicodedata
from functools import lru_cache

from printers.ink import Style, width

NOT_AT_START = "，。、；：！？）》」』】〕”’%％…—·,.;:!?)]}་།༎"
NOT_AT_END = "（《「『【〔“‘([{"
HANZI = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


@lru_cache(maxsize=2048)
def pieces(text: str, lang: str) -> tuple[str, ...]:
    """The smallest parts that a line may be broken between; spaces stay at their end."""
    found: list[str] = []
    for character in text:
        if found and clings(found[-1], character, lang):
            found[-1] += character
        else:
            found.append(character)
    return tuple(found)


def clings(before: str, character: str, lang: str) -> bool:
    """Whether a character must stay on the line of what comes before it."""
    last = before[-1]
    if character.isspace() or character in NOT_AT_START or unicodedata.combining(character):
        return True
    if last in NOT_AT_END:
        return True
    if last.isspace() or (lang == "bo" and last in "་།༎"):
        return False
    return not (HANZI.match(last) or HANZI.match(character))


@lru_cache(maxsize=4096)
def wrap(text: str, style: Style, lang: str, room: int) -> tuple[str, ...]:
    """Lines no wider than `room` dots."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += fill(paragraph, style, lang, room)
    return tuple(lines)


def fill(paragraph: str, style: Style, lang: str, room: int) -> list[str]:
    """Greedy filling, as readers of Chinese expect it."""
    lines: list[str] = []
    line = ""
    for piece in pieces(paragraph.strip(), lang):
        if not line or fits(line + piece, style, lang, room):
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece
        while not fits(line, style, lang, room):
            head = cut(line, style, lang, room)
            lines.append(line[:head])
            line = line[head:]
    if not line.strip():
        return lines
    return not_alone([*lines, line.rstrip()], style, lang, room)


def run_in(text: str, style: Style, lang: str, first: int, room: int) -> tuple[str, ...]:
    """Lines of a text that begins behind another one: `first` dots are left on its first line."""
    head = ""
    rest = list(pieces(text.strip(), lang))
    while rest and fits(head + rest[0], style, lang, first):
        head += rest.pop(0)
    return (head.rstrip(), *wrap("".join(rest), style, lang, room)) if rest else (head.rstrip(),)


def not_alone(lines: list[str], style: Style, lang: str, room: int) -> list[str]:
    """No hanzi stands alone on a last line: half a word like 窗口 reads as no word at all."""
    if len(lines) < 2 or len(pieces(lines[-1], lang)) > 1 or not HANZI.match(lines[-1]):
        return lines
    *kept, moved = pieces(lines[-2], lang)
    last = moved + lines[-1]
    if len(kept) < 2 or not HANZI.match(moved) or not fits(last, style, lang, room):
        return lines
    return [*lines[:-2], "".join(kept).rstrip(), last]


def fits(text: str, style: Style, lang: str, room: int) -> bool:
    """Whether a line stays within `room` dots."""
    return measured(text.rstrip(), style, lang) <= room


def measured(text: str, style: Style, lang: str) -> float:
    """Width by pieces, each from the cache, so that wrapping costs nothing the second time."""
    return sum(width(piece, style, lang) for piece in pieces(text, lang))


def cut(text: str, style: Style, lang: str, room: int) -> int:
    """How many characters of an unbreakable piece fit; at least one."""
    count = 1
    while count < len(text) and width(text[: count + 1], style, lang) <= room:
        count += 1
    while 1 < count < len(text) and unicodedata.combining(text[count]):
        count -= 1  # a mark goes where its letter goes
    return count


@lru_cache(maxsize=1024)
def balanced(text: str, style: Style, lang: str, room: int) -> tuple[str, ...]:
    """As few lines as `wrap` needs, but of even length: no last line of one character."""
    lines = wrap(text, style, lang, room)
    if len(lines) < 2:
        return lines
    narrow, wide = room // 2, room
    while wide - narrow > style.size // 2:
        middle = (narrow + wide) // 2
        if len(wrap(text, style, lang, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return wrap(text, style, lang, wide)


@lru_cache(maxsize=1024)
def shrunk(text: str, style: Style, lang: str, room: int, smallest: int) -> Style:
    """The largest style from `style` down to `smallest` at which the text fits on one line."""
    size = style.size
    found = width(text, style, lang)
    if found > room:
        size = max(smallest, int(size * room / found))
    while size > smallest and width(text, Style(size, style.bold, style.number), lang) > room:
        size -= 1
    return Style(size, style.bold, style.number)


@lru_cache(maxsize=1024)
def copyfitted(text: str, style: Style, lang: str, room: int) -> Style:
    """A style at most a sixth smaller, where that spares a line: paper is length, and nobody sees
    a few dots of size."""
    lines = len(wrap(text, style, lang, room))
    for size in range(style.size - 1, style.size - style.size // 6 - 1, -1):
        smaller = Style(size, style.bold, style.number)
        if len(wrap(text, smaller, lang, room)) < lines:
            return smaller
    return style
