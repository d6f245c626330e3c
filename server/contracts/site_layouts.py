"""How the boards of a hall are laid out: layouts as data, which devices name."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from server.contracts.site_places import ZoneKey
from server.contracts.texts import Key, Part

MEDIA_NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(jpg|jpeg|png|webp|mp4|webm)$"
MediaName = Annotated[str, StringConstraints(pattern=MEDIA_NAME)]
"""A file of the folder `media` beside the database: Latin letters, figures, dot, dash."""


class Layout(Part):
    """A layout of a board; one that is not given is the usual one."""

    key: Key = Field(description="Its name for programs.")
    zones: tuple[ZoneKey, ...] = Field(
        default=(), max_length=30,
        description="Zones whose calls, people waiting and windows it shows; none: those of the "
        "board's own zone, or the whole hall.",
    )  # fmt: skip
    languages: Literal[1, 2] = Field(
        default=2, description="2: the hall's first language and the other beside it; 1: the first."
    )
    columns: Literal[1, 2] = Field(
        default=2, description="Columns of calls at the most; one on a narrow panel."
    )
    waiting: bool = Field(default=True, description="Whether people waiting are listed.")
    paused: bool = Field(default=True, description="Whether paused windows are listed.")
    notices: bool = Field(
        default=True, description="Whether notices stand at the foot. A lost line always does."
    )
    clock: bool = Field(default=True, description="Whether the time of day is shown.")
    media: tuple[MediaName, ...] = Field(
        default=(),
        max_length=50,
        description="Pictures and videos in place of the calls while nobody is called, in turn: "
        "files of the folder `media` beside the database.",
    )
    seconds: Annotated[int, Field(ge=3, le=600)] = Field(
        default=12, description="How long each picture is shown; a video until its end."
    )
    sound: bool = Field(default=False, description="Whether videos are heard, softly under calls.")
