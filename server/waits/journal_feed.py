"""What a hall learns from its journal: the events as the waits engine and staffing want them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.domain.chain import Entry
from server.domain.hall import Hall, RuleName
from server.domain.staffing.workload import Workload
from server.domain.waiting.clock import day_number, wall_seconds
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.saving import restore, save
from server.domain.window import Json
from server.storage.journal_words import private_part, public_part

RANK_FIRST = 7 * 86_400.0  # seconds of head start that put a class before everybody
JOINS = ("ticket.entered", "ticket.returned", "ticket.transferred")
LEAVES = ("ticket.cancelled", "ticket.closed")
ENDS = ("ticket.finished", "ticket.missed", "ticket.parked", "ticket.transferred")


@dataclass
class Mind:
    """All that one hall knows: how long people wait, who comes, how long services take.

    `joined` and `called` hold, for tickets in the hall now, when they joined their queue, and
    when and for which queue they were called; wall-clock seconds.
    """

    engine: Estimator = field(default_factory=Estimator)
    workload: Workload = field(default_factory=Workload)
    joined: dict[str, float] = field(default_factory=dict)
    called: dict[str, tuple[float, str]] = field(default_factory=dict)

    def dump(self) -> str:
        state = {
            "engine": save(self.engine),
            "workload": self.workload.state(),
            "joined": self.joined,
            "called": self.called,
        }
        return json.dumps(state, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "Mind":
        """What `dump` wrote; ValueError, KeyError or TypeError for anything else."""
        state = json.loads(text)
        return cls(
            restore(state["engine"]),
            Workload.from_state(state["workload"]),
            dict(state["joined"]),
            {ticket: (t, queue) for ticket, (t, queue) in state["called"].items()},
        )

    def new_day(self, day: int) -> None:
        """Begin a business day (days since 1970-01-01)."""
        self.engine.new_day(day)
        self.workload.new_day(day)
        self.joined.clear()
        self.called.clear()


def tell(mind: Mind, hall: Hall, entry: Entry) -> None:
    """Give one event of the journal."""
    t = wall_seconds(entry.at.astimezone(hall.hours.timezone))
    if entry.type == "day.opened":
        mind.new_day(day_number(t))
    elif entry.type.startswith("window."):
        _window(mind.engine, hall, t, public_part(entry.payload))
    elif entry.ticket is not None:
        hear(mind, hall, Happened(t, entry.type, str(entry.ticket), private_part(entry.payload)))


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a ticket; `t` in wall-clock seconds."""

    t: float
    kind: str
    ticket: str
    facts: Json

    @property
    def queue(self) -> str:
        return str(self.facts.get("queue") or self.facts["matter"])

    @property
    def joins(self) -> bool:
        """Somebody begins to wait, for the first time or again."""
        issued = self.kind == "ticket.issued" and self.facts["state"] == "waiting"
        return issued or self.kind in JOINS

    @property
    def taken_back(self) -> bool:
        """A call was undone: the person waits as before."""
        return self.kind == "ticket.undone" and self.facts["state"] == "waiting"


def hear(mind: Mind, hall: Hall, happened: Happened) -> None:
    """Give what happened to one ticket."""
    _wait(mind.engine, hall, happened)
    _work(mind, happened)


def _window(engine: Estimator, hall: Hall, t: float, public: Mapping[str, Any]) -> None:
    for key, shown in public.get("windows", {}).items():
        if key in hall.windows:
            queues = frozenset(hall.windows[key].queues)
            engine.window(t, key, queues, shown["state"] == "open")


def _wait(engine: Estimator, hall: Hall, it: Happened) -> None:
    """What the waits engine hears of an event."""
    if it.kind in ENDS:
        engine.end(it.t, it.ticket, it.facts.get("window"))
    if it.joins or it.taken_back or it.kind == "ticket.released":
        since = order_key(hall, it.t, str(it.facts["priority_class"]))
        engine.arrive(it.t, it.ticket, it.queue, since=since)
    elif it.kind == "ticket.called":
        engine.start(it.t, it.ticket, it.facts["window"])
    elif it.kind == "ticket.postponed":
        engine.put_off(it.ticket)
    elif it.kind in LEAVES:
        engine.leave(it.t, it.ticket)


def _work(mind: Mind, it: Happened) -> None:
    """What staffing hears of it: who comes, who gives up, how long a window is taken."""
    if it.kind in ENDS:
        began = mind.called.pop(it.ticket, None)
        if began is not None and it.t >= began[0]:
            mind.workload.served(began[1], it.t - began[0])
    if it.joins:
        mind.joined[it.ticket] = it.t
        if it.kind in ("ticket.issued", "ticket.entered"):
            mind.workload.arrived(it.t, it.queue)
    elif it.kind == "ticket.called":
        mind.called[it.ticket] = (it.t, it.queue)
        mind.workload.waited(it.t - mind.joined.get(it.ticket, it.t), left=False)
    elif it.kind == "ticket.undone":
        mind.called.pop(it.ticket, None)
    elif it.kind == "ticket.cancelled" and it.ticket not in mind.called:
        mind.workload.waited(it.t - mind.joined.get(it.ticket, it.t), left=True)


def order_key(hall: Hall, t: float, priority_class: str) -> float:
    """The moment by which the hall's rule orders somebody who joins at `t`.

    Under ageing a class goes before everybody who has waited less than the bound, which is the
    same as having come that much earlier; under strict it goes before all.
    """
    rank = (
        hall.priority_classes[priority_class].rank if priority_class in hall.priority_classes else 0
    )
    if rank <= 0 or hall.rule.name in (RuleName.ARRIVAL, RuleName.APPOINTMENT):
        return t
    if hall.rule.name is RuleName.STRICT:
        return t - rank * RANK_FIRST
    return t - rank * hall.rule.bound.total_seconds()
