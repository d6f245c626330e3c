"""How example halls call aloud."""

from functools import cache
from pathlib import Path

from server.configuration.reading import read
from server.contracts.site import Hall
from server.voice.settings import VoiceSettings, voice_settings

EXAMPLES = Path(__file__).parents[2] / "server" / "demo"


@cache
def example_hall(name: str) -> Hall:
    """The first hall of an example site: centre, hospital or minimal."""
    return read(EXAMPLES / f"{name}.yaml").halls[0]


def ordinary() -> VoiceSettings:
    """As a hall calls that says nothing about it."""
    return voice_settings(example_hall("minimal"), "A")


def with_own_word() -> VoiceSettings:
    """A hospital: 诊室 and Room stand beside the number."""
    return voice_settings(example_hall("hospital"), "A")
