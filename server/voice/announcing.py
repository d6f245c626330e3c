"""What is played for a call: clips in order, each with the silence before it and its volume."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from server.contracts.languages import FIRST
from server.voice.clips import Clip, Clips
from server.voice.joining import Lacking, joined
from server.voice.sentences import (
    CHIME,
    REST,
    ClipName,
    SpokenCall,
    sentence,
    test_phrase,
)
from server.voice.settings import VoiceSettings

AFTER_CHIME_MS = 150
REST_MS = 180
BETWEEN_LANGUAGES_MS = 450


@dataclass(frozen=True, slots=True)
class Played:
    """One clip. `address`: path on the server; `gap_ms`: silence before it, milliseconds;
    `gain`: 1.0 as recorded; `length_ms`: of the clip as recorded, before any speed."""

    address: str
    gap_ms: int
    gain: float
    length_ms: int
    clip: Clip


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that is played for one call, repetitions and languages among it.

    `speed`: how fast each clip is played. `lacking`: what no clip says, so that part of the
    sentence is silent and somebody has to hear of it. `quiet`: nothing is played at this hour.
    `length_ms`: from the first silence to the end of the last clip, at that speed.
    """

    played: tuple[Played, ...]
    speed: float
    lacking: tuple[Lacking, ...]
    quiet: bool
    length_ms: int


def announcement(
    call: SpokenCall, settings: VoiceSettings, clips: Clips, minute: int, short: bool = False
) -> Announcement:
    """What a zone plays for `call` at `minute` of the day by the hall's clock.

    `short`: the sentence of a busy zone, said once and without a chime, since the zone listens
    already. A window's own words that lack a clip are replaced by its number.
    """
    spoken, lacking = [], []
    for language in settings.in_turn(call.language):
        words, missed = _said(call, language, settings, clips, short)
        spoken.append(words)
        lacking += missed
    repeats = 1 if short else settings.repeats
    form = (repeats, not short)
    return _arranged(spoken, settings, clips, settings.gain(minute), form, lacking)


def trial(settings: VoiceSettings, clips: Clips, minute: int) -> Announcement:
    """The chime and the test phrase of a zone, in each language that it says by itself; in quiet
    hours, too, since somebody wants to hear it now."""
    spoken: list[list[Clip | None]] = []
    lacking: list[Lacking] = []
    for language in settings.languages or settings.in_turn(None):
        words, missed = _found(test_phrase(language, settings), language, clips)
        spoken.append(words)
        lacking += missed
    gain = settings.gain(minute) or settings.volume / 100
    return _arranged(spoken, settings, clips, gain, (1, True), lacking)


def _said(
    call: SpokenCall, language: str, settings: VoiceSettings, clips: Clips, short: bool
) -> tuple[list[Clip | None], list[Lacking]]:
    words, lacking = _found(sentence(call, language, settings, short), language, clips)
    if not lacking or language not in call.spoken:
        return words, lacking
    plain = replace(call, spoken={})
    instead, still = _found(sentence(plain, language, settings, short), language, clips)
    return instead, lacking + [each for each in still if each not in lacking]


def _found(
    names: Iterable[ClipName], language: str, clips: Clips
) -> tuple[list[Clip | None], list[Lacking]]:
    """The clips of a sentence, None for a rest, and what none says."""
    said: list[Clip | None] = []
    lacking: list[Lacking] = []
    for name in names:
        if name == REST:
            said.append(None)
            continue
        for part in joined(name, language, clips):
            if isinstance(part, Lacking):
                lacking.append(part)
            else:
                said.append(part)
    return said, lacking


def _arranged(
    spoken: list[list[Clip | None]],
    settings: VoiceSettings,
    clips: Clips,
    gain: float,
    form: tuple[int, bool],
    lacking: list[Lacking],
) -> Announcement:
    """`form`: how often it is said, and whether a chime comes first."""
    repeats, chimes = form
    chimes = chimes and settings.chime
    chime = clips.find(FIRST, CHIME) if chimes else None
    if chimes and chime is None:
        lacking = [Lacking(FIRST, CHIME), *lacking]
    played: list[Played] = []
    if gain > 0:
        if chime is not None:
            played.append(_played(chime, 0, gain))
        for turn in range(repeats):
            begin = settings.repeat_gap_ms if turn else AFTER_CHIME_MS
            played += _turn(spoken, begin if played else 0, settings.gap_ms, gain)
    length = sum(each.gap_ms + each.length_ms / settings.speed for each in played)
    known = tuple(dict.fromkeys(lacking))
    return Announcement(tuple(played), settings.speed, known, gain == 0, round(length))


def _turn(
    spoken: list[list[Clip | None]], begin_ms: int, gap_ms: int, gain: float
) -> Iterator[Played]:
    for i, words in enumerate(spoken):
        gap = BETWEEN_LANGUAGES_MS if i else begin_ms
        for clip in words:
            if clip is None:
                gap += REST_MS
            else:
                yield _played(clip, gap, gain)
                gap = gap_ms


def _played(clip: Clip, gap_ms: int, gain: float) -> Played:
    return Played(clip.address, gap_ms, gain, clip.length_ms, clip)
