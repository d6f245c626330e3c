"""The sound of a call: the hall's sentence for it, out of its recordings."""

import logging
from datetime import datetime

from server.configuration.halls import site_of_document
from server.contracts.announcing import CallSound, PlayedClip
from server.contracts.site_places import Window
from server.domain.announcing import Form, PendingCall, Unspoken
from server.domain.hall import Hall
from server.storage.base import Connection
from server.storage.store import Store
from server.voice.announcing import Announcement, announcement, trial
from server.voice.clips import Clips
from server.voice.joining import Lacking
from server.voice.sentences import CHIME, SpokenCall
from server.voice.settings import voice_settings

log = logging.getLogger("servicehall.voice")


class RecordedSounds:
    """Sentences of the halls of one database, as `AppContext.sounds`."""

    def __init__(self, store: Store, clips: Clips) -> None:
        self._store = store
        self._clips = clips
        self._said: set[tuple[str, Lacking]] = set()

    def __call__(
        self, connection: Connection, hall: Hall, call: PendingCall, form: Form, now: datetime
    ) -> CallSound | Unspoken:
        """What is played for `call` at `now`; QUIET in quiet hours, NO_CLIPS when not a word of
        it is recorded. A part that is not recorded is left out, and said once on the log."""
        _, document = self._store.document(connection, hall.key)
        described = site_of_document(document).halls[0]
        settings = voice_settings(described, call.zone)
        minute = _minute(hall, now)
        if form is Form.TEST:
            return self._heard(hall.key, trial(settings, self._clips, minute))
        window = next((each for each in described.windows if each.key == call.window), None)
        short = form is Form.SHORT
        said = announcement(_spoken(call, window), settings, self._clips, minute, short)
        return self._heard(hall.key, said)

    def wanted(self, connection: Connection, hall: Hall, zone: str, now: datetime) -> bool:
        """Whether the site file has the zone sound at `now`: no quiet hours, no volume of 0."""
        _, document = self._store.document(connection, hall.key)
        settings = voice_settings(site_of_document(document).halls[0], zone)
        return settings.gain(_minute(hall, now)) > 0

    def _heard(self, hall: str, found: Announcement) -> CallSound | Unspoken:
        self._complain(hall, found)
        if found.quiet:
            return Unspoken.QUIET
        if not any(each.clip.name != CHIME for each in found.played):
            return Unspoken.NO_CLIPS
        return sound_of(found)

    def _complain(self, hall: str, found: Announcement) -> None:
        for lacking in found.lacking:
            if (hall, lacking) not in self._said:
                self._said.add((hall, lacking))
                log.warning(
                    "hall %s: no recording says %s (%s); 'servicehall voice list' names what is "
                    "needed", hall, lacking.name, lacking.language or "any language",
                )  # fmt: skip


def _minute(hall: Hall, now: datetime) -> int:
    """Of the day, by the hall's clock."""
    local = now.astimezone(hall.hours.timezone)
    return 60 * local.hour + local.minute


def _spoken(call: PendingCall, window: Window | None) -> SpokenCall:
    spoken = {} if window is None or window.spoken is None else window.spoken.by_language()
    return SpokenCall(
        number=call.number, window=call.window, zone=call.zone, spoken=spoken,
        language=call.language, again=call.times > 1,
        unit=None if window is None else window.words.window,
    )  # fmt: skip


def sound_of(found: Announcement) -> CallSound:
    """As speakers are given it."""
    clips = [
        PlayedClip(
            address=each.address, gap_ms=each.gap_ms, gain=each.gain, length_ms=each.length_ms
        )
        for each in found.played
    ]
    return CallSound(clips=clips, speed=found.speed, length_ms=found.length_ms)
