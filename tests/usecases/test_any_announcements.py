"""Whatever happens between calls and loudspeakers: each call ends once, in its zone's order."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from server.domain.announcing import STALE_AFTER
from server.domain.errors import Refused
from server.storage.engine import Database
from server.storage.speaking_turns import TurnsInDatabase
from server.usecases import taking
from server.usecases.announcing import DropOverdue, drop_overdue
from server.usecases.app_context import AppContext, new_code
from server.usecases.closing import CloseDay, close_day
from tests.support.halls import Clock, context_of
from tests.support.loudspeakers import Loudspeaker, ends, one_clip, waiting
from tests.support.people import Clerk, of, take
from tests.usecases.test_announcing import two_zones

WINDOWS = st.sampled_from("123")
VERBS = st.sampled_from(
    ["call_next", "call_next", "recall", "recall", "start", "no_show", "finish", "undo"]
)
SPEAKERS = st.integers(0, 3)
ZONES = (None, ("A",), ("B",), ("A", "B"))
HALLS = count(1)


class Announced(RuleBasedStateMachine):
    """Clerks call, holders give up, speakers speak, fail, fall silent and come back."""

    context: AppContext
    told = 0
    """Stories that came to their end."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        hall = replace(two_zones(), key=f"hall-{next(HALLS)}")
        made = context_of(self.database, hall, clock=self.clock)
        self.context = replace(made, sounds=one_clip, turns=self.turns, code=new_code)
        self.hall = hall.key
        self.speakers = [self.speaker(number) for number in range(4)]
        self.names = count(10)
        self.tickets: list[Any] = []
        self.given: dict[str, list[int]] = {"A": [], "B": []}

    database: Database

    @property
    def turns(self) -> TurnsInDatabase:
        return TurnsInDatabase(self.database.reading, self.database.writing)

    def speaker(self, number: int, name: int = 0) -> Loudspeaker:
        return Loudspeaker(self.context, f"{name}-{number}", ZONES[number], self.hall)

    @initialize()
    def morning(self) -> None:
        for window in "123":
            Clerk(self.context, window, self.hall).sign_on(name="王芳")

    @rule(tax=st.booleans())
    def take(self, tax: bool) -> None:
        self.tickets.append(take(self.context, "tax" if tax else "hukou", self.hall))

    @rule(window=WINDOWS, verb=VERBS)
    def work(self, window: str, verb: str) -> None:
        self.attempt(lambda: Clerk(self.context, window, self.hall).do(verb))

    @rule(window=WINDOWS)
    def call(self, window: str) -> None:
        self.take(window == "3")
        self.work(window, "call_next")

    @rule(window=WINDOWS)
    def send_on(self, window: str) -> None:
        self.attempt(lambda: Clerk(self.context, window, self.hall).transfer(matter="tax"))

    @rule(index=st.integers(0, 30))
    def give_up(self, index: int) -> None:
        if self.tickets:
            ticket = self.tickets[index % len(self.tickets)]
            self.attempt(lambda: of(taking.give_back, self.context, ticket))

    @rule(number=SPEAKERS, trouble=st.sampled_from([None, None, None, "autoplay"]))
    def ask(self, number: int, trouble: str | None) -> None:
        self.heard(self.speakers[number], lambda each: each.ask(trouble))

    @rule(number=SPEAKERS, spoken=st.sampled_from([True, True, True, False]))
    def come_to_the_end(self, number: int, spoken: bool) -> None:
        if self.speakers[number].playing is not None:
            self.heard(self.speakers[number], lambda each: each.finish(spoken))

    @rule(number=SPEAKERS)
    def die(self, number: int) -> None:
        """Its page is loaded again: what it played is heard of no more."""
        self.speakers[number] = self.speaker(number, next(self.names))

    @rule(number=SPEAKERS)
    def lose_an_answer(self, number: int) -> None:
        self.speakers[number].playing = None

    @rule(seconds=st.sampled_from([0.3, 0.7, 1.9, 3, 20, 61, -5]))
    def time_passes(self, seconds: float) -> None:
        self.clock.tick(seconds=seconds)

    @rule()
    def keep_house(self) -> None:
        drop_overdue(self.context, DropOverdue(hall=self.hall, actor="housekeeping"))

    def heard(self, speaker: Loudspeaker, act: Any) -> None:
        """What a speaker is given belongs to a zone that is its own."""
        turn = act(speaker)
        if turn.call is not None:
            assert turn.zones[turn.call.zone] == "mine"
            self.given[turn.call.zone].append(turn.call.call)

    def attempt(self, act: Any) -> None:
        with suppress(Refused):
            act()

    @invariant()
    def every_call_waits_or_has_ended_once(self) -> None:
        found = ends(self.context, self.hall)
        over = Counter({call: len(how) for call, how in found.items()})
        still = set(waiting(self.context, self.hall))
        assert {call for call, times in over.items() if times == 0} == still
        assert max(over.values(), default=0) <= 1

    @invariant()
    def calls_are_begun_in_their_order(self) -> None:
        for begun in self.given.values():
            assert begun == sorted(begun)

    def teardown(self) -> None:
        self.clock.tick(seconds=STALE_AFTER.total_seconds() + 1)
        close_day(self.context, CloseDay(hall=self.hall, actor="manager"))
        assert all(len(how) == 1 for how in ends(self.context, self.hall).values())
        type(self).told += 1


@pytest.fixture
def stories(database: Database) -> int:
    if settings.default.max_examples > 100:
        return 300
    return 20 if database.is_sqlite else 6


def test_any_announcements(database: Database, stories: int) -> None:
    machine = type("AnnouncedHere", (Announced,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=stories, stateful_step_count=50, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert machine.told >= stories
