"""Which words a hall says, out of its windows, series and sentences: what an announcer records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from server.contracts.languages import FIRST
from server.contracts.site import Hall
from server.contracts.site_places import Window
from server.voice.clips import Clip, Clips, voice_of
from server.voice.joining import Lacking, joined
from server.voice.sentences import (
    CHIME,
    REST,
    ClipName,
    SpokenCall,
    sentence,
    spelt,
    test_phrase,
)
from server.voice.settings import VoiceSettings, voice_settings

FIGURES = "0123456789"


class Standing(StrEnum):
    """Whose clip says a word: the announcer's, one made here, the program's, several of these put
    together, or none."""

    HUMAN = "human"
    MADE = "made"
    SHIPPED = "shipped"
    JOINED = "joined"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the hall's calls. `parts`: the clips that say it; `lacking`: what none says."""

    language: str
    name: ClipName
    parts: tuple[Clip, ...]
    lacking: tuple[Lacking, ...]

    @property
    def standing(self) -> Standing:
        if self.lacking:
            return Standing.MISSING
        return Standing(self.parts[0].origin) if len(self.parts) == 1 else Standing.JOINED

    @property
    def length_ms(self) -> int:
        return sum(clip.length_ms for clip in self.parts)


def needs(hall: Hall, clips: Clips) -> list[SpokenWord]:
    """Every word that `hall` says, once for each voice: chime, letters, figures, then the rest."""
    found: dict[tuple[str, ClipName], None] = {}
    for language in voices(hall):
        for name in _words(hall, language):
            found[(language, name)] = None
    return [_need(language, name, clips) for language, name in found]


def voices(hall: Hall) -> list[str]:
    """The languages whose clips the hall uses: those of its tickets, or those said in turn."""
    return list(dict.fromkeys(voice_of(language) for language in spoken_languages(hall)))


def spoken_languages(hall: Hall) -> list[str]:
    """The languages that a hall calls in."""
    zones = [voice_settings(hall, zone.key) for zone in hall.zones]
    return list(dict.fromkeys(tag for zone in zones for tag in (zone.languages or hall.languages)))


def _words(hall: Hall, voice: str) -> Iterator[ClipName]:
    if voice == FIRST:
        yield CHIME
    yao = hall.voice.yao
    yield from dict.fromkeys("".join(sorted(series.prefix for series in hall.series)))
    yield from spelt(FIGURES, voice, yao)
    for language in spoken_languages(hall):
        if voice_of(language) != voice:
            continue
        for zone in hall.zones:
            settings = voice_settings(hall, zone.key)
            windows = [window for window in hall.windows if window.zone == zone.key]
            yield from _said(windows, language, settings)


def _said(windows: list[Window], language: str, settings: VoiceSettings) -> Iterator[ClipName]:
    for window in windows:
        for short, again in ((False, False), (False, True), (True, False)):
            call = replace(call_of("", window), again=again)
            yield from _without_rests(sentence(call, language, settings, short))
    yield from _without_rests(test_phrase(language, settings))


def call_of(number: str, window: Window, language: str | None = None) -> SpokenCall:
    """A call to a window of the site file."""
    spoken = window.spoken.by_language() if window.spoken else {}
    unit = window.words.window
    return SpokenCall(number, window.key, window.zone, spoken, language, unit=unit)


def _without_rests(names: tuple[ClipName, ...]) -> Iterator[ClipName]:
    return (name for name in names if name != REST)


def _need(language: str, name: ClipName, clips: Clips) -> SpokenWord:
    parts = joined(name, language, clips)
    return SpokenWord(
        language,
        name,
        tuple(part for part in parts if isinstance(part, Clip)),
        tuple(part for part in parts if isinstance(part, Lacking)),
    )


def by_standing(found: list[SpokenWord]) -> Mapping[Standing, int]:
    """How many words stand how."""
    return {standing: sum(n.standing is standing for n in found) for standing in Standing}
