"""How one zone of a hall calls aloud: the hall's block `voice` with what differs in the zone."""

from dataclasses import dataclass
from typing import Any

from server.contracts.languages import FIRST
from server.contracts.site import Hall
from server.contracts.site_rules import Span
from server.contracts.site_voice import OWN_PLACE, PLACE, Voice, VolumeAt, ZoneVoice
from server.contracts.texts import Text


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Settings of one zone. `repeat_gap_ms`, `gap_ms`: milliseconds; `volume`: per cent;
    `languages`: said in turn, or None for the language of each ticket."""

    call: Text
    again: Text
    short: Text
    test: Text
    place: Text
    unit: Text
    yao: bool
    chime: bool
    repeats: int
    repeat_gap_ms: int
    gap_ms: int
    speed: float
    volume: int
    volume_at: tuple[VolumeAt, ...]
    quiet: tuple[Span, ...]
    languages: tuple[str, ...] | None
    offered: tuple[str, ...]

    def gain(self, minute: int) -> float:
        """The volume at a minute of the hall's day by the clock, 1.0 as recorded, 0.0 quiet."""
        if any(_within(minute, span) for span in self.quiet):
            return 0.0
        fitting = (each.percent for each in self.volume_at if _within(minute, each.hours))
        return next(fitting, self.volume) / 100

    def in_turn(self, ticket: str | None) -> tuple[str, ...]:
        """The languages of a call for a ticket taken in `ticket`."""
        if self.languages is not None:
            return self.languages
        return (ticket if ticket in self.offered else FIRST,)


def _within(minute: int, span: Span) -> bool:
    """22:00-07:00 is a night, 12:00-24:00 ends with the day."""
    start, end = (60 * int(at[:2]) + int(at[3:]) for at in span.split("-"))
    return start <= minute < end if start < end else minute >= start or minute < end


def voice_settings(hall: Hall, zone: str) -> VoiceSettings:
    """The settings of `zone`; a zone that the block does not name has the hall's."""
    voice, differs = hall.voice, hall.voice.zones.get(zone, ZoneVoice())
    said = voice.sentences
    own = hall.words.window
    languages = _chosen(voice, differs, "languages")
    return VoiceSettings(
        call=said.call,
        again=said.again,
        short=said.short,
        test=said.test,
        place=said.place or (OWN_PLACE if own else PLACE),
        unit=own or voice.unit,
        yao=voice.yao,
        chime=_chosen(voice, differs, "chime"),
        repeats=_chosen(voice, differs, "repeats"),
        repeat_gap_ms=_chosen(voice, differs, "repeat_gap"),
        gap_ms=_chosen(voice, differs, "gap"),
        speed=_chosen(voice, differs, "speed"),
        volume=_chosen(voice, differs, "volume"),
        volume_at=_chosen(voice, differs, "volume_at"),
        quiet=_chosen(voice, differs, "quiet"),
        languages=None if languages == "ticket" else languages,
        offered=hall.languages,
    )


def _chosen(voice: Voice, zone: ZoneVoice, name: str) -> Any:
    own = getattr(zone, name)
    return getattr(voice, name) if own is None else own
