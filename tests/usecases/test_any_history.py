"""Whatever happens in a hall, in whatever order: Hypothesis makes up the days."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
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

from server.contracts.answers import TicketView
from server.domain.errors import Refused
from server.domain.hall import Rule, RuleName
from server.domain.hours import Hours
from server.domain.rating import RatingChannel
from server.domain.ticket import State
from server.domain.window import Json
from server.storage import tickets
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases import rating, reading, taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.configuring import Configure, configure
from server.usecases.printing import PaperChanged, PrinterHeard, paper_changed, printer_health
from tests.support.halls import MORNING, SHANGHAI, Clock, small_hall
from tests.support.people import OUT_OF_TURN, Clerk, of, take
from tests.support.recomputed import recomputed
from tests.support.truth import check, events_after, folded, public, timeless

WINDOWS = st.sampled_from("123")
MATTERS = st.sampled_from(["hukou", "idcard", "tax"])
PRIORITY_CLASSES = st.sampled_from(["ordinary", "elder", "soldier"])
HOLDERS = ["enter", "give_back", "come_back", "postpone", "away"]
INDEX = st.integers(0, 30)
VERBS: dict[str, Json] = {
    "sign_on": {"name": "王芳"}, "sign_off": {}, "pause": {"reason": "break", "minutes": 5},
    "unpause": {}, "call_next": {}, "start": {}, "finish": {"outcome": "done"}, "recall": {},
    "no_show": {}, "park": {"reason": "copy", "minutes": 3}, "undo": {},
}  # fmt: skip
SENSIBLE = {
    "closed": ["sign_on"],
    "paused": ["unpause", "unpause", "sign_off"],
    "open": ["call_next", "call_next", "call_next", "call_next", "undo", "pause", "sign_off"],
    "called": ["start", "start", "no_show", "no_show", "recall", "undo"],
    "serving": ["finish", "finish", "park", "pause", "undo"],
}
PRINTER_STATES = ["ok", "ok", "paper_out", "near_end", "no_connection"]
HALLS = count(1)
MIDNIGHT = MORNING.replace(hour=16)
"""In the hall."""


class Day(RuleBasedStateMachine):
    """Citizens, clerks, a manager and the clock, each doing anything at any time."""

    context: AppContext
    database: Database
    begins = MORNING
    hours: Hours | None = None
    """The small hall's, unless it has others."""
    told = 0
    """Stories that came to their end."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock(self.begins)
        self.hall = f"hall-{next(HALLS)}"
        self.tickets: list[Json] = []
        self.states: list[Json] = []
        self.seen: Json | None = None
        # Each history has its own hall of the house, and its own rule for who is next.
        rules = list(RuleName)
        chosen = Rule(rules[next(HALLS) % len(rules)], bound=timedelta(minutes=5), ratio=1)
        hall = replace(
            small_hall(self.hall, chosen), pledge=timedelta(minutes=5), idle=timedelta(minutes=6)
        )
        hall = replace(hall, hours=self.hours or hall.hours)
        self.context = AppContext(Store(self.database, lambda document: hall), now=self.clock)
        self.version = 0
        self.configure()

    def shown(self) -> Json:
        """The public state of now; it is asked for again once something was done."""
        if self.seen is None:
            self.seen = public(self.context, self.hall)
        return self.seen

    def attempt(self, act: Any) -> Any:
        """Do it, or be refused; a refusal changes nothing at all."""
        before, self.seen = self.shown(), None
        self.states.append(before)
        try:
            return act()
        except Refused:
            assert timeless(self.shown()) == timeless(before)
            return None

    def configure(self) -> None:
        self.version += 1
        document = {"key": self.hall, "edition": self.version}
        configure(self.context, Configure(hall=self.hall, actor="admin", document=document))

    @rule(
        matter=MATTERS,
        priority_class=PRIORITY_CLASSES,
        paper=st.booleans(),
        due=st.integers(-5, 60),
    )
    def take(self, matter: str, priority_class: str, paper: bool, due: int) -> None:
        appointment = self.clock.now + timedelta(minutes=due - 40) if due > 30 else None
        taken = self.attempt(
            lambda: take(
                self.context,
                matter,
                self.hall,
                priority_class=priority_class,
                printer="p1" if paper else None,
                appointment=appointment,
            )
        )
        if taken is not None:
            self.tickets.append(taken)

    @rule(index=INDEX, verb=st.sampled_from(HOLDERS))
    def hold(self, index: int, verb: str) -> None:
        if self.tickets:
            ticket = self.tickets[index % len(self.tickets)]
            wish = {"postpone": {"places": 1}, "away": {"minutes": 15}}.get(verb, {})
            use_case = taking.postpone if wish else getattr(taking, verb)
            self.attempt(lambda: of(use_case, self.context, ticket, **wish))

    @rule(index=INDEX, level=st.integers(1, 5), channel=st.sampled_from(RatingChannel))
    def rate(self, index: int, level: int, channel: RatingChannel) -> None:
        if self.tickets:
            code = self.tickets[index % len(self.tickets)].code
            order = rating.Rate(
                hall=self.hall, actor="holder", code=code, level=level, channel=channel
            )
            self.attempt(lambda: rating.rate(self.context, order))

    @initialize()
    def morning(self) -> None:
        for window in "123":
            self.clerk(window).sign_on(name="王芳")
        self.tickets = [take(self.context, matter, self.hall) for matter in ("hukou", "tax", "tax")]

    @rule(window=WINDOWS, index=INDEX)
    def work(self, window: str, index: int) -> None:
        """Something that fits what stands at the window, most of the time."""
        shown = self.shown()["windows"][window]
        current_ticket = shown["ticket"]["state"] if shown["ticket"] else shown["state"]
        verb = SENSIBLE[current_ticket][index % len(SENSIBLE[current_ticket])]
        if verb in ("no_show", "come_back"):
            self.tick(seconds=20)
        self.attempt(lambda: self.clerk(window).do(verb, **VERBS[verb]))

    @rule(window=WINDOWS, verb=st.sampled_from(list(VERBS)))
    def blunder(self, window: str, verb: str) -> None:
        """A verb whether it fits or not; by the clerk there or by somebody else."""
        self.attempt(lambda: self.clerk(window).do(verb, **VERBS[verb]))

    @rule(window=WINDOWS)
    def next_please(self, window: str) -> None:
        self.attempt(lambda: self.clerk(window).call_next(finish=True))

    @rule(index=INDEX)
    def come_back(self, index: int) -> None:
        """Who was missed comes back: the newest of them, or nobody."""
        missed = self.shown()["missed"]
        for ticket in self.tickets:
            if ticket.number in missed and index % 3:
                self.attempt(lambda ticket=ticket: of(taking.come_back, self.context, ticket))
                return

    @rule(window=WINDOWS, index=INDEX, verb=st.sampled_from(["call", "resume", "take_back"]))
    def by_number(self, window: str, index: int, verb: str) -> None:
        if self.tickets:
            number = self.tickets[index % len(self.tickets)].number
            more = OUT_OF_TURN if verb == "call" else {}
            self.attempt(lambda: self.clerk(window).do(verb, number=number, **more))

    @rule(window=WINDOWS, matter=MATTERS, to=WINDOWS, back=st.booleans(), far=st.booleans())
    def send_on(self, window: str, matter: str, to: str, back: bool, far: bool) -> None:
        target: Json = {"to_window": to} if far else {"matter": matter}
        self.attempt(lambda: self.clerk(window).transfer(**target, come_back=back))

    def issued(self, number: str) -> TicketView:
        """The ticket of today with this number, as its holder sees it."""
        with self.context.store.database.reading() as connection:
            hall = self.context.store.hall(connection, self.hall)
            day = self.context.store.day(connection, hall, self.context.now())
            found = tickets.find(connection, self.hall, day, number=number)
        assert found is not None
        return reading.ticket(self.context, found.code)

    @rule(window=WINDOWS, matter=MATTERS, before_others=st.booleans())
    def without_a_ticket(self, window: str, matter: str, before_others: bool) -> None:
        wish = {"reason": "help", "allowed": True, "out_of_turn": before_others}
        begun = self.attempt(lambda: self.clerk(window).walk_in(matter=matter, **wish))
        if begun is not None and begun.result == "done":
            self.tickets.append(self.issued(begun.console.ticket.number))

    @rule(window=WINDOWS, matter=MATTERS, outcome=st.sampled_from(["done", "advice_only", None]))
    def another_matter(self, window: str, matter: str, outcome: str | None) -> None:
        self.attempt(lambda: self.clerk(window).add_matter(matter=matter, outcome=outcome))

    @rule(printer=st.sampled_from(["p1", "p2"]), state=st.sampled_from(PRINTER_STATES))
    def printer_says(self, printer: str, state: str) -> None:
        heard = PrinterHeard(hall=self.hall, actor="printing", printer=printer, state=state)
        self.attempt(lambda: printer_health(self.context, heard))

    @rule(index=INDEX, state=st.sampled_from(["sending", "printed", "failed"]))
    def paper_moves(self, index: int, state: str) -> None:
        if self.tickets:
            code = self.tickets[index % len(self.tickets)].code
            moved = PaperChanged(hall=self.hall, actor="printing", code=code, state=state)
            self.attempt(lambda: paper_changed(self.context, moved))

    @rule(seconds=st.sampled_from([1, 20, 180, 400, -30, -7200]))
    def time_passes(self, seconds: int) -> None:
        self.tick(seconds=seconds)

    def tick(self, **by: float) -> None:
        self.clock.tick(**by)
        self.seen = None

    @rule(what=st.sampled_from(["close", "configure", "tomorrow", *["nothing"] * 9]))
    def rare(self, what: str) -> None:
        if what == "tomorrow":
            self.tick(days=1)
        elif what == "configure":
            self.attempt(self.configure)
        elif what == "close":
            self.attempt(lambda: close_day(self.context, CloseDay(hall=self.hall, actor="manager")))

    def clerk(self, window: str) -> Clerk:
        return Clerk(self.context, window, self.hall)

    @invariant()
    def holds(self) -> None:
        """Nothing is at odds, and every ticket is accounted for."""
        tickets = check(self.context, self.hall)
        assert len(tickets) == len(self.tickets)
        if not tickets:
            return
        past = [ticket for ticket in tickets if ticket.day < max(t.day for t in tickets)]
        assert all(
            ticket.state in (State.FINISHED, State.CANCELLED, State.CLOSED) for ticket in past
        )

    def caught_up(self, state: Json) -> Json:
        """What a client shows that saw `state` and then heard every event."""
        return timeless(folded(state, events_after(self.context, self.hall, state["seq"])))

    def teardown(self) -> None:
        """From any moment on, snapshot and events make the snapshot of now; and the journal makes
        the figures."""
        recomputed(self.context, self.hall)
        now = timeless(public(self.context, self.hall))
        for state in self.states[-12:] + self.states[:2]:
            assert self.caught_up(state) == now
        type(self).told += 1


@pytest.fixture
def stories(database: Database) -> int:
    """Most of the time goes to the database's answers; what can happen is the same on both."""
    if settings.default.max_examples > 100:
        return 300
    return 15 if database.is_sqlite else 5


def test_any_history(database: Database, stories: int) -> None:
    machine = type("DayHere", (Day,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=stories, stateful_step_count=50, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert machine.told >= stories, "each was told to its end, and nothing was at odds"


class Night(Day):
    """The same around midnight, in a hall that never shuts: it carries over who is there."""

    begins = MIDNIGHT - timedelta(minutes=5)
    hours = Hours(SHANGHAI, (((0, 24 * 60),),) * 7)

    @rule()
    def turn(self) -> None:
        """The next business day begins, with the next thing that happens."""
        day = self.clock.now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        self.clock.now = day + timedelta(days=1, minutes=1)
        self.seen = None


def test_any_history_of_a_hall_that_never_shuts(database: Database, stories: int) -> None:
    machine = type("NightHere", (Night,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=stories, stateful_step_count=50, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert machine.told >= stories


def any_act(day: Day, dice: random.Random) -> Callable[[], None]:
    """One of the things that people do in a hall, about as often as they do it."""
    window, index = dice.choice("123"), dice.randrange(31)
    rare = dice.choice(["close", "configure", "tomorrow"]) if dice.random() < 0.1 else "nothing"
    matter, priority_class = (
        dice.choice(["hukou", "idcard", "tax"]),
        dice.choice(["ordinary", "elder"]),
    )
    acts: list[Callable[[], None]] = [
        *[lambda: day.take(matter, priority_class, dice.random() < 0.2, dice.randrange(60))] * 2,
        *[lambda: day.work(window, index)] * 7,
        lambda: day.hold(index, dice.choice(["enter", "give_back", "postpone", "away"])),
        lambda: day.next_please(window),
        lambda: day.come_back(index),
        lambda: day.by_number(window, index, dice.choice(["call", "resume", "resume"])),
        lambda: day.send_on(window, "hukou", dice.choice("123"), index > 15, index % 2 == 0),
        lambda: day.time_passes(dice.choice([1, 20, 180, -30])),
        lambda: day.rate(index, dice.randint(1, 5), dice.choice(list(RatingChannel))),
        lambda: day.printer_says(dice.choice(["p1", "p2"]), dice.choice(PRINTER_STATES)),
        lambda: day.paper_moves(index, dice.choice(["sending", "printed", "failed"])),
        lambda: day.rare(rare),
    ]  # fmt: skip
    return dice.choice(acts)


def test_a_long_history(database: Database) -> None:
    """Where Hypothesis keeps its stories short: one of a few hundred steps."""
    dice = random.Random(1)
    day = type("LongDay", (Day,), {"database": database})()
    day.morning()
    for step in range(200):
        any_act(day, dice)()
        if step % 10 == 0:
            day.holds()
            recomputed(day.context, day.hall)
    day.holds()
    day.teardown()
    assert len(day.tickets) > 15
    assert day.caught_up(day.states[0]) == timeless(public(day.context, day.hall))
