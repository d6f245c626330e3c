"""What the manager asks: is the pledge kept, what if more windows opened, how many are needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.domain.staffing.simulation import SimulatedWindow, Situation, Wait, simulate
from server.domain.waiting.clock import QUARTER, quarter

SEEDS = tuple(range(20))  # plays of the day that an answer rests on
_SHARE = 0.9  # of the people for whom the pledge must be kept


@dataclass(frozen=True, slots=True)
class Outlook:
    """People who come from now on (and who wait now): how they would fare. Seconds, shares."""

    people: float  # a play
    mean_wait: float
    kept: float  # share called within the pledge, of those who did not leave before it was due
    left: float  # people a play who give up
    unserved: float  # people a play who still wait when the last window closes
    kept_by_quarter: dict[int, float]  # quarter hour of arrival -> share kept


@dataclass(frozen=True, slots=True)
class Need:
    """Windows needed in all; None: not even `most` keep the pledge. The outlook then is that
    of the people still to come (of those in queue now, when nobody is to come)."""

    windows: int | None
    outlook: Outlook


def outlook(situation: Situation, pledge: float, seeds: Sequence[int] = SEEDS) -> Outlook:
    """Play the rest of the day once for each seed; `pledge` in seconds."""
    return _seen(_played(situation, seeds), situation.now, pledge, len(seeds))


def _played(situation: Situation, seeds: Sequence[int]) -> list[Wait]:
    return [wait for seed in seeds for wait in simulate(situation, seed)]


def _seen(waits: Sequence[Wait], now: float, pledge: float, plays: int) -> Outlook:
    n = len(waits)
    if not n:
        return Outlook(0.0, 0.0, 1.0, 0.0, 0.0, {})
    by_quarter: dict[int, list[Wait]] = {}
    for wait in waits:
        by_quarter.setdefault(quarter(max(wait.arrived, now)), []).append(wait)
    return Outlook(
        people=n / plays,
        mean_wait=sum(wait.seconds for wait in waits) / n,
        kept=_kept(waits, pledge),
        left=sum(wait.left for wait in waits) / plays,
        unserved=sum(not wait.served and not wait.left for wait in waits) / plays,
        kept_by_quarter={q: _kept(by_quarter[q], pledge) for q in sorted(by_quarter)},
    )


def _kept(waits: Sequence[Wait], pledge: float) -> float:
    due = [wait for wait in waits if not wait.left or wait.seconds > pledge]
    return sum(wait.served and wait.seconds <= pledge for wait in due) / len(due) if due else 1.0


def with_more(
    situation: Situation, more: int, at: float, queues: frozenset[str], closes: float | None = None
) -> Situation:
    """The same hall with `more` windows for `queues` from `at` on (closed with the rest)."""
    last = max((w.closes for w in situation.windows), default=situation.until)
    until = last if closes is None else closes
    extra = tuple(
        SimulatedWindow(f"+{i + 1}", queues, max(at, situation.now), until) for i in range(more)
    )
    return replace(situation, windows=situation.windows + extra)


def windows_needed(
    situation: Situation,
    pledge: float,
    queues: frozenset[str],
    most: int = 20,
    share: float = _SHARE,
    seeds: Sequence[int] = SEEDS,
) -> Need:
    """The fewest windows, from now on, with which `share` of the people wait within `pledge`.

    Windows already open count first, those with the widest choice of queues before others; more
    are opened at once for `queues`. Only people who come from now on are promised anything.
    """
    own = sorted(situation.windows, key=lambda w: (-len(w.queues & queues), w.id))
    low, high = 1, most
    needed: Need | None = None
    best = Outlook(0.0, 0.0, 0.0, 0.0, 0.0, {})
    while low <= high:
        count = (low + high) // 2
        kept_open = replace(situation, windows=tuple(own[:count]))
        trial = with_more(kept_open, max(0, count - len(own)), situation.now, queues)
        waits = _played(trial, seeds)
        to_come = [wait for wait in waits if wait.arrived >= situation.now] or waits
        best = _seen(to_come, situation.now, pledge, len(seeds))
        if best.kept >= share:
            needed, high = Need(count, best), count - 1
        else:
            low = count + 1
    return needed or Need(None, best)


def quarter_label(q: int) -> str:
    """The clock time at which a quarter hour of the day begins."""
    minutes = q * QUARTER // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
