"""The sentence of a call as the words that are played one after another.

A word is named by what is said: 请, 号到, 零, A, window. That is the name of its clip, and of the
file in which a human announcer records it (`server.voice.clips`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import normalize

from server.contracts.languages import written_like
from server.contracts.site_voice import HOLE, OWN_PLACE, PLACE
from server.contracts.texts import Text
from server.voice.settings import VoiceSettings

ClipName = str
CHIME: ClipName = "chime"
REST: ClipName = ","
"""A short rest between two parts of a sentence; no clip."""

TOKEN = re.compile(r"[0-9]+|[A-Za-z][A-Za-z'’-]*|[^\W\d_a-zA-Z]+|[，。、；：！？,.;:!?…—]")
RESTS = frozenset("，。、；：！？,.;:!?…—")
DIGITS: Mapping[str, tuple[str, ...]] = {
    "zh": tuple("零一二三四五六七八九"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


@dataclass(frozen=True, slots=True)
class SpokenCall:
    """A call that is to be said. `number`: as on paper, A001. `window`: its key, 3 or 2A.
    `spoken`: where the call sends people instead, by language (a window's `spoken` in the site
    file). `language`: the ticket's. `again`: the number was called before. `unit`: the word
    beside this window's number, where it has one of its own."""

    number: str
    window: str
    zone: str
    spoken: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    again: bool = False
    unit: Text | None = None


def sentence(
    call: SpokenCall, language: str, settings: VoiceSettings, short: bool = False
) -> tuple[ClipName, ...]:
    """The words of `call` in `language`: figures of the ticket's number one by one."""
    template = settings.short if short else settings.again if call.again else settings.call
    return _filled(template.within(language), call, language, settings)


def test_phrase(language: str, settings: VoiceSettings) -> tuple[ClipName, ...]:
    """The words of the phrase that tries a zone's sound and calls nobody."""
    return tuple(_words(settings.test.within(language), language, settings.yao))


def place(call: SpokenCall, language: str, settings: VoiceSettings) -> tuple[ClipName, ...]:
    """Where a call sends people: the window's own words, or its number with the hall's unit."""
    own = call.spoken.get(language)
    usual = OWN_PLACE if call.unit and settings.place is PLACE else settings.place
    template = own if own is not None else usual.within(language)
    return _filled(template, call, language, settings)


def _filled(
    template: str, call: SpokenCall, language: str, settings: VoiceSettings
) -> tuple[ClipName, ...]:
    words: list[ClipName] = []
    for i, part in enumerate(HOLE.split(template)):
        if i % 2 == 0:
            words.extend(_words(part, language, settings.yao))
        elif part == "number":
            words.extend(spelt(call.number, language, settings.yao))
        elif part == "place":
            words.extend(place(call, language, settings))
        elif part == "window":
            words.extend(_words(call.window, language, settings.yao))
        elif part == "unit":
            words.extend(
                _words((call.unit or settings.unit).within(language), language, settings.yao)
            )
    return tuple(words)


def spelt(number: str, language: str, yao: bool = False) -> Iterator[ClipName]:
    """A ticket's number sign by sign, as the listener reads it on paper: A, 零, 零, 一."""
    digits = _digits(language, yao)
    for sign in number.upper():
        if sign.isdecimal():
            yield digits[int(sign)]
        elif sign.isalpha():
            yield sign


def _digits(language: str, yao: bool) -> tuple[str, ...]:
    digits = DIGITS[written_like(language)]
    return ("零", "幺", *digits[2:]) if yao and digits[0] == "零" else digits


def _words(text: str, language: str, yao: bool) -> Iterator[ClipName]:
    """The words of running text. In Chinese a run of hanzi is one word, whose clip may be made of
    several; elsewhere each stretch between signs and figures is."""
    for token in _tokens(text, written_like(language) == "zh"):
        if token in RESTS:
            yield REST
        elif token.isdecimal():
            yield from _figure(token, language, yao)
        elif token.isascii() and token.isupper() and len(token) <= 2:
            yield from token
        else:
            yield token


def _tokens(text: str, hanzi: bool) -> Iterator[str]:
    run: list[str] = []
    for found in TOKEN.finditer(normalize("NFKC", text)):
        token = found[0]
        if hanzi or not _in_phrase(token):
            if run:
                yield " ".join(run)
                run = []
            yield token
        else:
            run.append(token.lower())
    if run:
        yield " ".join(run)


def _in_phrase(token: str) -> bool:
    """A word of letters that is no abbreviation belongs to the phrase around it."""
    return token[0].isalpha() and not (token.isupper() and len(token) <= 2)


def _figure(figure: str, language: str, yao: bool) -> Iterator[ClipName]:
    """A window's number: up to 99 as a number (twelve, 十二), longer ones figure by figure."""
    value = int(figure)
    if len(figure) > 2 or figure[0] == "0" or value < 10:
        yield from spelt(figure, language, yao)
    elif written_like(language) == "zh":
        yield "".join(_chinese(value))
    else:
        yield from _english(value)


def _chinese(value: int) -> Iterator[str]:
    tens, ones = divmod(value, 10)
    digits = DIGITS["zh"]
    if tens > 1:
        yield digits[tens]
    yield "十"
    if ones:
        yield digits[ones]


def _english(value: int) -> Iterator[ClipName]:
    if value < 20:
        yield TEENS[value - 10]
        return
    tens, ones = divmod(value, 10)
    yield TENS[tens]
    if ones:
        yield DIGITS["en"][ones]
