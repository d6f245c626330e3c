"""What is said when a number is called: pure, values in and sentences out.

A sentence has two forms. The written one stands on a screen ("请A001号到3号窗口办理");
the spoken one has the ticket's digits as single words ("请A零零一号，到3号窗口办理"), since a
voice reads "001" as one and the listener holds paper that says 001. The window's own number
stays a numeral: a voice says "十四" for 14, which is what the sign above the window is called.

The wordings themselves are data (`static/wording.json`), one entry a language; the browser's
`announcing.js` reads the same file and must say the same words (a test holds them together).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from string import Formatter

_SLOTS = {"number", "window", "place"}


class WordingError(ValueError):
    """A wording that cannot say where somebody has to go; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `window` is the number as the sign shows it, without leading zeros."""

    number: str
    window: str
    place: str = "window"
    times: int = 1


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says a call."""

    language: str
    voice: str
    written: str
    spoken: str
    again: str
    digits: Mapping[str, str]
    joint: str
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one language shows and says. `voice` is the BCP 47 tag of the voice to use."""

    language: str
    voice: str
    written: str
    spoken: str


def read_wording(language: str, entry: Mapping[str, object]) -> Wording:
    """Check one language's entry. Refuses (WordingError) a template that lacks a slot, or a
    digit without a word: half a sentence from a loudspeaker sends people to the wrong place."""
    wording = Wording(
        language=language,
        voice=_text(entry, "voice", language),
        written=_template(entry, "written", language),
        spoken=_template(entry, "spoken", language),
        again=_text(entry, "again", language),
        digits=_words(entry, "digits", language),
        joint=_text(entry, "joint", language),
        places=_words(entry, "places", language),
    )
    missing = sorted(set("0123456789") - set(wording.digits))
    if missing:
        raise WordingError(f"{language}: digits {', '.join(missing)} have no word")
    return wording


def shipped_wordings() -> dict[str, Wording]:
    """The wordings that come with the product, by language."""
    text = files("display").joinpath("static/wording.json").read_text(encoding="utf-8")
    return {language: read_wording(language, entry) for language, entry in json.loads(text).items()}


def announce(call: Call, wordings: Sequence[Wording]) -> tuple[Sentence, ...]:
    """The call in each language, in the order given (the hall's first language first)."""
    return tuple(_sentence(call, wording) for wording in wordings)


def spell(number: str, wording: Wording) -> str:
    """The ticket number one character at a time: A001 is "A零零一" and "A zero zero one"."""
    return wording.joint.join(wording.digits.get(char, char) for char in number)


def _sentence(call: Call, wording: Wording) -> Sentence:
    place = wording.places.get(call.place)
    if place is None:
        raise WordingError(f"{wording.language}: no word for the place {call.place!r}")
    again = wording.again if call.times > 1 else ""
    written = wording.written.format(number=call.number, window=call.window, place=place)
    spoken = wording.spoken.format(
        number=spell(call.number, wording), window=call.window, place=place
    )
    return Sentence(wording.language, wording.voice, again + written, again + spoken)


def _text(entry: Mapping[str, object], field: str, language: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str):
        raise WordingError(f"{language}: {field} must be a text")
    return value


def _template(entry: Mapping[str, object], field: str, language: str) -> str:
    template = _text(entry, field, language)
    try:
        slots = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise WordingError(f"{language}: {field} cannot be read: {error}") from error
    if slots != _SLOTS:
        wrong = ", ".join(sorted(slots ^ _SLOTS))
        raise WordingError(f"{language}: {field} needs number, window, place once; check {wrong}")
    return template


def _words(entry: Mapping[str, object], field: str, language: str) -> dict[str, str]:
    value = entry.get(field)
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise WordingError(f"{language}: {field} must map to words")
    return {str(key): word for key, word in value.items()}
