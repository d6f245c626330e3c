"""How many are called before somebody: the rules of `calling`, played until their turn.

The call and what people are told come from one function, so they can't disagree. With one window
the number is exact while nobody comes or goes and the calls follow at once (`now` stands still:
later, somebody may have waited up to the bound, or an appointment be due). With several windows,
which call in turn here, it is between the least that one of them alone would call before, and
all whom any of them would.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.calling import CallHistory, Candidate, Ranks, choose
from server.domain.hall import Rule


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits: `due` comes before `place` and `entered` in the order of a queue."""

    due: int
    candidate: Candidate

    @property
    def order(self) -> tuple[int, int, int]:
        return (self.due, *self.candidate.arrival)


@dataclass(frozen=True, slots=True)
class Caller:
    """A window that calls: the weight of each queue that it calls from, and its last calls."""

    weights: Mapping[str, float]
    history: CallHistory = field(default_factory=CallHistory)


def queues_before(
    ticket: int,
    waiting: Iterable[Waiting],
    callers: Sequence[Caller],
    rules: tuple[Rule, Ranks],
    now: datetime,
) -> list[str]:
    """The queue of each of `waiting` whom the `callers` call before `ticket`, which is one of them,
    in the order of the calls."""
    queues = _Queues(waiting)
    turns = deque(callers)
    called: list[str] = []
    idle = 0
    while turns and idle < len(turns):
        caller = turns.popleft()
        choice = choose(queues.candidates(caller), *rules, caller.history, now)
        turns.append(caller if choice is None else replace(caller, history=choice.history))
        if choice is None:
            idle += 1
            continue
        if choice.candidate.ticket == ticket:
            break
        queues.call(choice.candidate, caller)
        called.append(choice.candidate.queue)
        idle = 0
    return called


class _Queues:
    """The queues while the calls are played."""

    def __init__(self, waiting: Iterable[Waiting]) -> None:
        self._of: dict[str, dict[tuple[str, bool], deque[Candidate]]] = defaultdict(dict)
        self._back: dict[int, Candidate] = {}
        for one in sorted(waiting, key=lambda one: one.order):
            candidate = one.candidate
            if candidate.turn is not None:
                self._back[candidate.ticket] = candidate
                continue
            classes = self._of[candidate.queue]
            classes.setdefault(_kind(candidate), deque()).append(candidate)

    def candidates(self, caller: Caller) -> list[Candidate]:
        found = [
            queue[0] if weight == 1 else replace(queue[0], weight=weight)
            for key, weight in caller.weights.items()
            for queue in self._of[key].values()
            if queue
        ]
        return found + [one for one in self._back.values() if one.queue in caller.weights]

    def call(self, called: Candidate, caller: Caller) -> None:
        """Take the called one out, and count the call for those who came back."""
        if called.turn is None:
            self._of[called.queue][_kind(called)].popleft()
        else:
            del self._back[called.ticket]
        for one in list(self._back.values()):
            if one.queue in caller.weights:
                self._back[one.ticket] = replace(one, turn=(one.turn or 0) - 1)


def _kind(candidate: Candidate) -> tuple[str, bool]:
    """Among those of one queue and kind no rule disturbs the order."""
    return candidate.priority_class, candidate.appointment is not None
