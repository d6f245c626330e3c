"""What a zone hears in a busy quarter of an hour, recorded, beside the journal: the real rules, the
real clips and a clock that the sound moves."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

from display.speaker.sound import RATE, ClipStore, Samples, rendered
from server.domain.announcing import Form
from server.domain.errors import Refused
from server.domain.events.calls import CallSpoken, CallUnspoken
from server.storage.engine import Database
from server.storage.journal_words import event_of
from server.usecases.app_context import AppContext, new_code
from server.usecases.call_sounds import RecordedSounds
from server.voice.announcing import Announcement, announcement
from server.voice.clips import Clips, shipped_folder
from server.voice.measuring import read
from server.voice.mixing import resampled
from server.voice.needs import call_of
from server.voice.settings import voice_settings
from tests.support.halls import Clock
from tests.support.loudspeakers import Loudspeaker, ends, entries
from tests.support.people import Clerk, take
from tests.support.web import example_site, world_of

pytestmark = pytest.mark.system
WINDOWS = {"1": "household-move", "2": "id-card-renewal", "3": "elder-allowance", "4": "marriage"}
QUARTER = timedelta(minutes=15)
BETWEEN_CALLS_S = (1, 9)
ASKS_EVERY_S = 0.7
ONE_WRONG_WORD = 0.02
"""Share of a sentence's energy: another word is a tenth, another way to resample a thousandth."""


@dataclass
class Recording:
    """The output of a loudspeaker: sentences with the moments at which they begin and end."""

    clips: ClipStore
    sentences: list[tuple[datetime, datetime, Samples]] = field(default_factory=list)

    def play(self, now: datetime, speaker: Loudspeaker) -> float:
        """Seconds that it lasts."""
        assert speaker.playing is not None
        samples = rendered(speaker.playing, self.clips)
        seconds = len(samples) / RATE
        self.sentences.append((now, now + timedelta(seconds=seconds), samples))
        return seconds


def busy_quarter(context: AppContext, clock: Clock, recording: Recording) -> None:
    """Four windows call in zone A, faster than it can be said; some people come at once, some are
    called again."""
    chance, board = Random(10), Loudspeaker(context, "board", ("A",))
    clerks = {window: Clerk(context, window) for window in WINDOWS}
    for clerk in clerks.values():
        clerk.sign_on(name="王芳")
    end, call_at = clock.now + QUARTER, clock.now
    while clock.now < end or board.playing is not None:
        if board.playing is None:
            board.ask()
        over = clock.now + timedelta(seconds=ASKS_EVERY_S)
        if board.playing is not None:
            over = clock.now + timedelta(seconds=recording.play(clock.now, board))
        while call_at < min(over, end):
            clock.now = call_at
            _a_window_does_something(context, clerks, chance)
            call_at += timedelta(seconds=chance.uniform(*BETWEEN_CALLS_S))
        clock.now = over
        if board.playing is not None:
            board.finish()


def _a_window_does_something(context: AppContext, clerks: dict[str, Clerk], chance: Random) -> None:
    window = chance.choice(sorted(clerks))
    console, what = clerks[window], chance.random()
    if what < 0.25:
        _if_somebody_is_called(console.recall)
        return
    _if_somebody_is_called(console.start)
    if what < 0.85:
        take(context, WINDOWS[window], language=chance.choice(("zh", "en")))
        console.call_next(finish=True)


def _if_somebody_is_called(verb: Callable[[], object]) -> None:
    with suppress(Refused):
        verb()


def test_the_recording_of_a_busy_quarter_of_an_hour_is_what_the_journal_says(
    sqlite: Database, clock: Clock
) -> None:
    world = world_of(sqlite, clock)
    clips = Clips(None)
    sounds = RecordedSounds(world.context.store, clips)
    context = replace(world.context, sounds=sounds, code=new_code)
    recording = Recording(ClipStore(_shipped))
    busy_quarter(context, clock, recording)

    assert all(len(how) == 1 for how in ends(context).values()), "each call ended once"
    events = [event_of(entry) for entry in entries(context)]
    spoken = [each for each in events if isinstance(each, CallSpoken)]
    unspoken = [each for each in events if isinstance(each, CallUnspoken)]
    assert len(spoken) >= 60 and unspoken, "it was busy"
    assert {each.form for each in spoken} == {Form.FULL, Form.SHORT}
    assert [each.call for each in spoken] == sorted(each.call for each in spoken)
    for (_, before_ends, _), (after_begins, _, _) in pairwise(recording.sentences):
        assert after_begins >= before_ends

    described = example_site().hall("main")
    windows = {window.key: window for window in described.windows}
    settings = voice_settings(described, "A")
    called = {entry.seq: event_of(entry) for entry in entries(context)}
    assert len(recording.sentences) == len(spoken)
    for event, (_, _, heard) in zip(spoken, recording.sentences, strict=True):
        call = call_of(event.number, windows[event.window], event.language)
        again = type(called[event.call]).__name__ == "TicketRecalled"
        short = event.form is Form.SHORT
        said = announcement(replace(call, again=again), settings, clips, 600, short)
        expected = _sound(said)
        assert len(heard) == len(expected), event
        wrong = np.square(heard - expected).sum() / np.square(expected).sum()
        assert wrong < ONE_WRONG_WORD, event


def _sound(said: Announcement) -> NDArray[np.float64]:
    """As `server.voice.mixing` puts it together, each clip decoded once."""
    parts = [
        (np.zeros(RATE * each.gap_ms // 1000), _decoded(each.clip.file)) for each in said.played
    ]
    return np.concatenate([sound for pair in parts for sound in pair])


@cache
def _decoded(file: Path) -> NDArray[np.float64]:
    sound = read(file)
    return resampled(sound.samples, sound.rate, 1.0)


def _shipped(address: str) -> bytes:
    prefix = "/static/voices/"
    assert address.startswith(prefix)
    return (shipped_folder() / Path(address.removeprefix(prefix))).read_bytes()
