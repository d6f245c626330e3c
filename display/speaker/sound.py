"""The sentence of a call as samples, put together from its clips.

Clips come in any rate and with one channel or two; what is played has one of each.
"""

import io
from collections.abc import Callable, Collection
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from server.contracts.announcing import CallSound, PlayedClip

RATE = 48_000
"""Samples a second of what is played."""

Samples = NDArray[np.float32]
Fetch = Callable[[str], bytes]


class ClipError(Exception):
    """A clip can't be had or read; the message says which and why."""


class ClipStore:
    """Clips by their address, each fetched and decoded once."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._known: dict[str, Samples] = {}

    def of(self, address: str) -> Samples:
        """Its samples, from -1 to 1, at `RATE`. Raises ClipError."""
        if address not in self._known:
            self._known[address] = _decoded(address, self._fetch(address))
        return self._known[address]

    def keep(self, addresses: Collection[str]) -> None:
        """Have these at hand, and forget all others. Raises ClipError."""
        for address in addresses:
            self.of(address)
        wanted = frozenset(addresses)
        self._known = {at: clip for at, clip in list(self._known.items()) if at in wanted}


def _decoded(address: str, data: bytes) -> Samples:
    try:
        found, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ClipError(f"{address}: {error}") from error
    return _stretched(found.mean(axis=1), rate / RATE)


def _stretched(samples: Any, step: float) -> Samples:
    """Every `step`th sample, between two of them in proportion."""
    count = round(len(samples) / step)
    if count == len(samples):
        return np.asarray(samples, np.float32)
    at = np.arange(count) * step
    found: Samples = np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
    return found


def rendered(sound: CallSound, clips: ClipStore) -> Samples:
    """The whole sentence with its silences. Raises ClipError."""
    parts: list[Samples] = []
    for clip in sound.clips:
        parts.append(np.zeros(RATE * clip.gap_ms // 1000, np.float32))
        parts.append(_played(clip, clips, sound.speed))
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _played(clip: PlayedClip, clips: ClipStore, speed: float) -> Samples:
    louder: Samples = np.clip(_stretched(clips.of(clip.address), speed) * clip.gain, -1, 1)
    return louder.astype(np.float32)
