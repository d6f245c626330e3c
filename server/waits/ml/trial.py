"""Runs the learned model beside the default every day and uses it only while it is better.

Trees can't reach beyond what they saw and long waits are seen seldom, so the longer the
engine's own estimate the more of it is kept.
"""

from collections import deque
from dataclasses import dataclass

from server.domain.waiting.conformal import seconds_of, size
from server.domain.waiting.estimate import Estimate
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.halls import Halls
from server.waits.ml.trainer import Row, Trainer
from server.waits.ml.trees import predict

_TRIAL_DAYS = 7
_TRIAL_TICKETS = 40
_SHORT, _LONG = 2.0, 4.5  # log sizes: some three minutes, three quarters of an hour
_SHARE_SHORT, _SHARE_LONG = 1.0, 0.4  # of the learned answer


@dataclass(frozen=True, slots=True)
class Switch:
    """The learned model was taken into use, or out of it, from `day` on; errors in seconds."""

    day: int
    in_use: bool
    default_mae: float
    learned_mae: float


@dataclass(slots=True)
class Trial:
    """One day's absolute errors of both."""

    n: int = 0
    default: float = 0.0
    learned: float = 0.0


class LearnedAdvisor:
    """Advises one hall's engine from what `trainer` learned; `hall` numbers it in the trainer."""

    def __init__(self, trainer: Trainer, hall: int = 0) -> None:
        self.trainer = trainer
        self.hall = hall
        self.in_use = False
        self.switches: list[Switch] = []
        self.day = 0
        self._asked: dict[str, tuple[Row, Estimate, Estimate | None]] = {}
        self.trials: deque[Trial] = deque([Trial()], maxlen=_TRIAL_DAYS)

    def advise(self, ticket: str | None, row: Row, default: Estimate) -> Estimate:
        """The learned answer while it is in use, else the engine's own."""
        row = (*row, float(self.hall))
        learned = self._learned(row, default) if self.trainer.point else None
        if ticket is not None:
            self._asked[ticket] = (row, default, learned)
        return learned if self.in_use and learned is not None else default

    def _learned(self, row: Row, default: Estimate) -> Estimate:
        own = size(default.point)
        share = _share(own)
        point = own + share * (max(0.0, predict(self.trainer.point, row)) - own)
        own = size(default.high)
        high = own + share * (max(0.0, predict(self.trainer.high, row)) - own)
        middle = seconds_of(point)
        return Estimate(middle, min(default.low, middle), max(middle, seconds_of(high)))

    def waited(self, ticket: str, seconds: float) -> None:
        """Learn from it tonight; judge both answers now."""
        row, default, learned = self._asked.pop(ticket, (None, None, None))
        if row is None or default is None:
            return
        self.trainer.add(self.day, row, seconds)
        if learned is not None:
            trial = self.trials[-1]
            trial.n += 1
            trial.default += abs(default.point - seconds)
            trial.learned += abs(learned.point - seconds)

    def forget(self, ticket: str) -> None:
        """Drop a question: its wait neither trains nor counts in the trial."""
        self._asked.pop(ticket, None)

    def new_day(self, day: int) -> None:
        """Learn in the night, and decide who answers tomorrow."""
        self._asked.clear()
        self.day = day
        self._decide(day)
        self.trials.append(Trial())
        self.trainer.train_before(day)

    def _decide(self, day: int) -> None:
        n = sum(trial.n for trial in self.trials)
        if n < _TRIAL_TICKETS:
            return
        default = sum(trial.default for trial in self.trials) / n
        learned = sum(trial.learned for trial in self.trials) / n
        better = learned < default
        if better != self.in_use:
            self.in_use = better
            self.switches.append(Switch(day, better, default, learned))


def _share(own: float) -> float:
    """The learned answer's share for an estimate of log size `own`."""
    beyond = min(1.0, max(0.0, (own - _SHORT) / (_LONG - _SHORT)))
    return _SHARE_SHORT + (_SHARE_LONG - _SHARE_SHORT) * beyond


def learned_halls() -> Halls:
    """Halls that learn together, each with its own trial."""
    trainer = Trainer()
    numbers: dict[str, int] = {}

    def make(site: str) -> Estimator:
        number = numbers.setdefault(site, len(numbers))
        return Estimator(advisor=LearnedAdvisor(trainer, number))

    return Halls(make)
