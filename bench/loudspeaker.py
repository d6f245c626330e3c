"""`servicehall speaker` with a sink that says when each sentence would be heard.

Started as `python -m bench.loudspeaker PORT TOKEN ZONE PACE`; PACE 1 takes as long as a sentence
lasts, 0 no time at all. Each line is JSON: what the program says, or a sentence: its number, the
moment of its first audible sample (CLOCK_MONOTONIC, behind the buffer of a sound card) and its
length, in seconds.
"""

import json
import sys
import time

import numpy as np
import urllib3

from display.speaker.asking import Server
from display.speaker.program import SpeakerProgram
from display.speaker.sinks import SoundCard
from display.speaker.sound import RATE, Samples

AUDIBLE = 0.001
"""A sample above this, -60 dB, is heard."""


def tell(**facts: object) -> None:
    """One line."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def lead_s(samples: Samples) -> float:
    """Seconds of silence before a sentence."""
    return float(np.argmax(np.abs(samples) > AUDIBLE)) / RATE


class TellingSink:
    """Says when it would be heard; a sentence lasts `pace` times its length."""

    def __init__(self, pace: float) -> None:
        self._pace = pace
        self._over = 0.0

    def play(self, name: str, samples: Samples) -> None:
        """See `display.speaker.sinks.Sink`."""
        now = time.monotonic()
        length = len(samples) / RATE
        heard = now + SoundCard.BUFFER_MS / 1000 + lead_s(samples)
        tell(number=name, heard=heard, begun=now, length=length)
        self._over = now + self._pace * length

    def allow_until(self, moment: float) -> None:
        """Nothing sounds here."""

    def ended(self) -> bool | None:
        """Always heard to the end."""
        return None if time.monotonic() < self._over else True

    def close(self) -> None:
        """Nothing is open."""


def main(port: str, token: str, zone: str, pace: str) -> None:
    """Speak until terminated."""
    server = Server(f"http://127.0.0.1:{port}", token, urllib3.PoolManager(maxsize=2))
    program = SpeakerProgram(
        server, TellingSink(float(pace)), [zone], lambda _, sentence: tell(said=sentence)
    )
    program.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
