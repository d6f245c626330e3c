"""The parts of a site file that say how a hall calls aloud: sentences, chime, repeats, volume."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from server.contracts.site_places import ZoneKey
from server.contracts.site_rules import Span
from server.contracts.texts import Language, Part, Text

HOLE = re.compile(r"\{([^{}]*)\}")
HOLES = ("number", "place", "window", "unit")
"""What a sentence may ask for; `place` is where the call sends people, made by the sentence `place`
out of `window` (its number) and `unit` (窗口, room)."""

Percent = Annotated[int, Field(ge=0, le=100)]
Milliseconds = Annotated[int, Field(ge=0, le=5000)]
Speed = Annotated[float, Field(ge=0.8, le=1.25)]
Repeats = Annotated[int, Field(ge=1, le=3)]

CALL = Text(zh="请{number}号到{place}办理", en="Number {number}, please go to {place}")
AGAIN = Text(
    zh="再次呼叫，请{number}号到{place}办理",
    en="Calling again, number {number}, please go to {place}",
)
SHORT = Text(zh="{number}，{place}", en="{number}, {place}")
TEST = Text(zh="试音，没有叫号", en="Sound test, nobody is called")
PLACE = Text(zh="{window}号{unit}", en="{unit} {window}")
OWN_PLACE = Text(zh="{window}{unit}", en="{unit} {window}")
"""Where the hall has a word of its own beside the number (`words.window`): 号窗, 诊室, Room."""
UNIT = Text(zh="窗口", en="window")


class Sentences(Part):
    """What is said, by language; a language that a sentence lacks is spoken in Chinese."""

    call: Text = Field(default=CALL, description="A call: {number} and {place}.")
    again: Text = Field(default=AGAIN, description="The same number called again.")
    short: Text = Field(default=SHORT, description="A call while a zone is busy.")
    test: Text = Field(default=TEST, description="The test phrase; it calls nobody.")
    place: Text | None = Field(
        default=None,
        description="Where to: {window} is the number, {unit} the hall's word. Left out: "
        "{window}号{unit}, {unit} {window}; with a word of the hall's own {window}{unit}.",
    )


class VolumeAt(Part):
    """Another volume for a part of the day."""

    hours: Span = Field(description="From when until when, by the hall's clock.")
    percent: Percent = Field(description="Volume, 100 is the clip as it was recorded.")


class ZoneVoice(Part):
    """How one zone calls; what is left out is as in the hall."""

    chime: bool | None = Field(default=None, description="Two soft strokes before each call.")
    repeats: Repeats | None = Field(default=None, description="How often each call is said.")
    repeat_gap: Milliseconds | None = Field(
        default=None, description="Milliseconds between a call and its repetition."
    )
    gap: Milliseconds | None = Field(
        default=None, description="Milliseconds between the words of a call."
    )
    speed: Speed | None = Field(
        default=None, description="How fast it is said; 1 as it was recorded, 0.9 is slower."
    )
    volume: Percent | None = Field(default=None, description="Volume, 100 as it was recorded.")
    volume_at: tuple[VolumeAt, ...] | None = Field(
        default=None, description="Other volumes by time of day; the first that fits counts."
    )
    quiet: tuple[Span, ...] | None = Field(
        default=None, description="Hours without any sound; calls are shown as always."
    )
    languages: Literal["ticket"] | tuple[Language, ...] | None = Field(
        default=None,
        description="`ticket`: each call in the language of its ticket; or a list, said in turn.",
    )


class Voice(Part):
    """How a hall calls aloud (语音叫号); docs/voice.md."""

    sentences: Sentences = Field(default=Sentences(), description="What is said.")
    unit: Text = Field(
        default=UNIT,
        description="What a call sends people to (窗口, 房间, 楼); a hall with a word of its own "
        "beside the number has that instead.",
    )
    yao: bool = Field(default=False, description="Chinese says 幺 for the figure 1 of numbers.")
    chime: bool = Field(default=True, description="Two soft strokes before each call.")
    repeats: Repeats = Field(default=1, description="How often each call is said.")
    repeat_gap: Milliseconds = Field(
        default=700, description="Milliseconds between a call and its repetition."
    )
    gap: Milliseconds = Field(default=50, description="Milliseconds between the words of a call.")
    speed: Speed = Field(
        default=1.0, description="How fast it is said; 1 as it was recorded, 0.9 is slower."
    )
    volume: Percent = Field(default=100, description="Volume, 100 as it was recorded.")
    volume_at: tuple[VolumeAt, ...] = Field(
        default=(), description="Other volumes by time of day; the first that fits counts."
    )
    quiet: tuple[Span, ...] = Field(
        default=(), description="Hours without any sound; calls are shown as always."
    )
    languages: Literal["ticket"] | Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        default="ticket",
        description="`ticket`: each call in the language of its ticket; or a list, said in turn.",
    )
    zones: dict[ZoneKey, ZoneVoice] = Field(
        default_factory=dict, description="What differs in a zone, by its letter."
    )


def holes(template: str) -> Iterator[str]:
    """The names of the holes of a sentence, in order."""
    return (found[1] for found in HOLE.finditer(template))
