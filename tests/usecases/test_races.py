"""Every pair of verbs that can meet on one ticket, raced: one of the two serial orders comes out.

Two threads do a pair at once; what they were answered and left behind must be what one of the
orders gives. The orders are reckoned on SQLite, for both kinds of database: they must agree.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import Any

import pytest
from hypothesis import settings

from server.domain.errors import Refused
from server.domain.ticket import State
from server.domain.window import Json, UndoableStep, UndoneStep
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases import printing, rating, taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from server.usecases.configuring import Configure, configure
from tests.support.databases import Kept, emptied
from tests.support.halls import Clock, small_hall
from tests.support.people import OUT_OF_TURN, Clerk, of, take
from tests.support.truth import check, tickets_of, windows_of

SERIALLY: dict[tuple[str, tuple[str, str]], Any] = {}
"""What a pair gives in one order, by scene and pair."""


@dataclass
class Scene:
    """A hall with two clerks and ticket A001, with A002 waiting behind it."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    ticket: Json = field(default_factory=dict)
    hall: str = "main"

    def __post_init__(self) -> None:
        store = Store(self.database, lambda _: small_hall(self.hall))
        self.context = AppContext(store, now=self.clock)
        self.one, self.two = (Clerk(self.context, window, self.hall) for window in "12")

    def taken(self, **details: Any) -> None:
        configure(self.context, Configure(hall=self.hall, actor="a", document={"key": self.hall}))
        self.one.sign_on(), self.two.sign_on()
        self.ticket = take(self.context, hall=self.hall, **details)
        take(self.context, hall=self.hall)

    def hold(self, verb: str) -> Json:
        return of(getattr(taking, verb), self.context, self.ticket)

    def later(self, **wish: int) -> Json:
        return of(taking.postpone, self.context, self.ticket, **wish)

    def printed(self) -> Json:
        order = printing.PaperChanged(
            hall=self.hall, actor="printer", code=self.ticket.code, state="printed"
        )
        return printing.paper_changed(self.context, order)

    def rate(self) -> Json:
        order = rating.Rate(hall=self.hall, actor="x", code=self.ticket.code, level=5)
        return rating.rate(self.context, order)

    def close(self) -> Json:
        return close_day(self.context, CloseDay(hall=self.hall, actor="manager"))

    def again(self) -> Json:
        """A configuration that came out of an editor."""
        document = {"key": self.hall, "edition": 2}
        return configure(self.context, Configure(hall=self.hall, actor="a", document=document))


def issued(scene: Scene) -> None:
    scene.taken(printer="kiosk-1")


def waiting(scene: Scene) -> None:
    scene.taken()


def called(scene: Scene) -> None:
    scene.taken()
    scene.one.call_next()
    scene.clock.tick(seconds=20)


def serving(scene: Scene) -> None:
    called(scene)
    scene.one.start()


def parked(scene: Scene) -> None:
    serving(scene)
    scene.one.park()


def missed(scene: Scene) -> None:
    called(scene)
    scene.one.no_show()


def finished(scene: Scene) -> None:
    serving(scene)
    scene.one.finish()


Act = Callable[[Scene], Json]
ACTS: Mapping[str, Act] = {
    "take": lambda s: take(s.context, hall=s.hall),
    "enter": lambda s: s.hold("enter"),
    "printed": lambda s: s.printed(),
    "cancel": lambda s: s.hold("give_back"),
    "return": lambda s: s.hold("come_back"),
    "postpone": lambda s: s.later(places=1),
    "be away": lambda s: s.later(minutes=15),
    "rate": lambda s: s.rate(),
    "close day": lambda s: s.close(),
    "configure": lambda s: s.again(),
    "call next at 1": lambda s: s.one.call_next(),
    "finish and call next": lambda s: s.one.call_next(finish=True),
    "call next at 2": lambda s: s.two.call_next(),
    "call A001 at 2": lambda s: s.two.call(number="A001", **OUT_OF_TURN),
    "recall": lambda s: s.one.recall(),
    "start": lambda s: s.one.start(),
    "finish": lambda s: s.one.finish(),
    "no-show": lambda s: s.one.no_show(),
    "park": lambda s: s.one.park(),
    "resume at 1": lambda s: s.one.resume(number="A001"),
    "resume at 2": lambda s: s.two.resume(number="A001"),
    "transfer": lambda s: s.one.transfer(matter="tax"),
    "send to 2": lambda s: s.one.transfer(to_window="2", come_back=True),
    "pause": lambda s: s.one.pause(),
    "sign off": lambda s: s.one.sign_off(),
    "sign off 2": lambda s: s.two.sign_off(),
    "undo": lambda s: s.one.undo(),
}
SCENES: Mapping[Callable[[Scene], None], str] = {
    issued: "enter, printed, cancel, call next at 2, close day, take",
    waiting: "call next at 1, call next at 2, call A001 at 2, cancel, postpone, be away, pause, "
    "sign off, close day, configure",
    called: "start, recall, no-show, transfer, send to 2, undo, cancel, call next at 1, "
    "call next at 2, sign off, sign off 2, close day",
    serving: "finish, finish and call next, park, transfer, send to 2, undo, cancel, pause, "
    "call next at 2, close day",
    parked: "resume at 1, resume at 2, cancel, undo, call next at 1, close day",
    missed: "return, call A001 at 2, cancel, undo, call next at 1, call next at 2, close day",
    finished: "undo, rate, call next at 1, call next at 2, finish, close day, sign off",
}


def attempt(act: Act, scene: Scene) -> str:
    """What the caller was told, in a word."""
    try:
        answered = act(scene)
    except Refused as refused:
        return refused.code
    return str(getattr(answered, "result", None) or getattr(answered, "state", None) or "done")


def verb_of(step: UndoableStep | UndoneStep | None) -> str | None:
    if step is None:
        return None
    return step.verb.value if isinstance(step, UndoableStep) else "undone"


def left(scene: Scene) -> Any:
    """What there is afterwards, without numbers that depend on the journal's."""
    with scene.context.store.database.reading() as connection:
        tickets = tickets_of(connection, scene.hall)
        windows = windows_of(connection, scene.hall)
    in_queue = sorted(
        (t for t in tickets if t.state is State.WAITING),
        key=lambda t: (t.queue, t.due, t.place, t.entered),
    )
    return (
        [
            (t.number, t.state, t.queue, t.window, t.times, t.misses, t.closed_from, t.rating,
             t.come_back, t.paper, t.started_at is None, t.ended_at is None)
            for t in tickets
        ],
        [t.number for t in in_queue],
        sorted(
            (w.key, w.state, w.ticket and w.ticket.number, verb_of(w.step),
             w.call and (w.call.number, w.call.of, w.call.times))
            for w in windows
        ),
    )  # fmt: skip


@dataclass
class Stage:
    """Sets a scene once, and puts it back for each pair: on a database of either kind."""

    set_scene: Callable[[Scene], None]
    database: Database
    reference: Database

    def __post_init__(self) -> None:
        made = Scene(emptied(self.database))
        self.set_scene(made)
        self.ticket, self.now, self.rows = made.ticket, made.clock.now, Kept(self.database)

    def scene(self, database: Database) -> Scene:
        self.rows.put_back(database)
        return Scene(database, Clock(self.now), self.ticket)

    def serially(self, acts: tuple[str, str]) -> Any:
        """One after the other."""
        known = SERIALLY.get((self.set_scene.__name__, acts))
        if known is None:
            made = self.scene(self.reference)
            told = {position: attempt(ACTS[name], made) for position, name in enumerate(acts)}
            known = SERIALLY[self.set_scene.__name__, acts] = (told, left(made))
        return known

    def at_once(self, acts: tuple[str, str]) -> Any:
        made, gate = self.scene(self.database), threading.Barrier(2)
        told: dict[int, str] = {}

        def run(position: int, name: str) -> None:
            gate.wait()
            told[position] = attempt(ACTS[name], made)

        threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check(made.context, made.hall)
        return told, left(made)


def chosen(database: Database, scene: Callable[[Scene], None]) -> list[tuple[str, str]]:
    """All pairs: half on each kind of database, or with the thorough profile all on both."""
    pairs = list(combinations_with_replacement(SCENES[scene].split(", "), 2))
    if settings.default.max_examples > 100:
        return pairs
    return pairs[::2] if database.is_sqlite else pairs[1::2]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_every_pair_gives_what_one_order_gives(
    database: Database, kept_sqlite: Database, scene: Callable[[Scene], None]
) -> None:
    stage = Stage(scene, database, kept_sqlite)
    for pair in chosen(database, scene):
        told, there = stage.at_once(pair)
        if (told, there) != stage.serially(pair):
            turned = {0: told[1], 1: told[0]}
            assert (turned, there) == stage.serially(pair[::-1]), pair


def test_every_verb_is_raced() -> None:
    raced = {name for acts in SCENES.values() for name in acts.split(", ")}
    assert raced == set(ACTS)
