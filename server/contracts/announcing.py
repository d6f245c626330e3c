"""What a loudspeaker and the server say to one another.

The names are those of `server.domain.announcing`; a test compares the two.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from server.contracts.live import Words
from server.contracts.texts import Part

UnspokenName = Literal[
    "superseded", "answered", "missed", "moved", "cancelled", "undone", "closed", "stale", "mute",
    "quiet", "no_clips", "interrupted", "removed",
]  # fmt: skip
"""Why a call was not spoken."""

TroubleName = Literal["autoplay", "no_sound", "no_clips"]
"""Why a speaker can't speak: its browser wants a touch first, the machine has no sound that works,
a clip can't be fetched or decoded."""

TurnName = Literal["mine", "another", "mute"]
"""Who speaks in a zone: the one who asks, another speaker, or nobody."""

SpeakerKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
ZoneName = Annotated[str, StringConstraints(min_length=1, max_length=16)]


class EndedCall(Part):
    """What became of a call that a speaker was given."""

    call: int = Field(ge=1, description="Its journal number.")
    spoken: bool = Field(description="It was heard to the end; false: it broke off.")
    after_ms: int = Field(
        default=0, ge=0, le=600_000,
        description="From the answer that gave it to the first sound, milliseconds.",
    )  # fmt: skip


class AskTurn(Part):
    """A speaker asks for the turn of its zones, and for the next call to speak."""

    speaker: SpeakerKey = Field(
        description="Its own name, made up when it starts; a page that is loaded again has another."
    )
    zones: list[ZoneName] | None = Field(
        default=None, max_length=100, description="The zones that hear it; null: all of the hall."
    )
    trouble: TroubleName | None = Field(
        default=None, description="Why it can't speak; null: it can."
    )
    busy: bool = Field(default=False, description="It speaks at the moment: no call, please.")
    wait_ms: int = Field(
        default=0, ge=0, le=1000,
        description="Answer as soon as there is a call to speak, or after so long, milliseconds.",
    )  # fmt: skip
    leaving: bool = Field(default=False, description="It stops: its turns are free.")
    ended: list[EndedCall] = Field(
        default_factory=list, max_length=20, description="Calls that it is done with."
    )


class PlayedClip(Part):
    """One sound file of a sentence."""

    address: str = Field(description="Path on the server.")
    gap_ms: int = Field(description="Silence before it, milliseconds.")
    gain: float = Field(description="Volume; 1 as it was recorded.")
    length_ms: int = Field(description="Its length as it was recorded, milliseconds.")


class CallSound(Part):
    """What is heard for a call."""

    clips: list[PlayedClip] = Field(description="In order.")
    speed: float = Field(description="How fast each is played; 1 as it was recorded.")
    length_ms: int = Field(description="Of the whole, milliseconds.")


class CallToSpeak(CallSound):
    """A call that the speaker says now, to the end, and then reports as ended."""

    call: int = Field(description="Its journal number.")
    zone: str = Field(description="The zone that hears it.")
    number: str = Field(description="The number on the ticket.")
    window: str = Field(description="Key of the window.")
    form: Literal["full", "short", "test"] = Field(
        description="The short sentence is that of a busy zone; the test phrase calls nobody: "
        "`number` and `window` are empty."
    )


class ClipsToLoad(Part):
    """The sound files that calls of a hall are made of, figures and letters among them."""

    clips: list[str] = Field(description="Paths on the server.")


class SoundTest(Part):
    """The test phrase of a zone is to be heard."""

    zone: ZoneName = Field(description="Its key.")


TrialName = Literal["waiting", "speaking", "heard", "unheard"]
"""How a test phrase stands: calls are spoken before it, it is being spoken, it was heard to the
end, nothing was heard."""


class SoundTrial(Part):
    """What became of a zone's test phrase."""

    hall: str = Field(description="Key of the hall.")
    zone: str = Field(description="Key of the zone.")
    test: int | None = Field(description="Journal number of the wish; null: nobody can speak.")
    state: TrialName = Field(description="How it stands.")
    by: str | None = Field(default=None, description="The board or loudspeaker that spoke it.")
    text: Words | None = Field(default=None, description="Why nothing was heard.")
    action: Words | None = Field(default=None, description="What to do then.")


class ZoneSound(Part):
    """How the sound of a zone is."""

    hall: str = Field(description="Key of the hall.")
    zone: str = Field(description="Key of the zone.")
    name: Words = Field(description="Its name.")
    by: str | None = Field(description="The board or loudspeaker that speaks; null: nobody does.")
    action: Words | None = Field(default=None, description="What to do where nobody speaks.")


class SpeakerTurn(Part):
    """Who speaks where, and what the asker says next."""

    zones: dict[str, TurnName] = Field(description="Each zone that was asked for.")
    call: CallToSpeak | None = Field(default=None, description="To be spoken now.")
    turn_ms: int = Field(
        description="So long after it asked a speaker may sound; it is silent then by itself."
    )
    ask_ms: int = Field(description="Ask again after so many milliseconds.")
