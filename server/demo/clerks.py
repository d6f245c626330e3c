"""Pretend clerks: one at each window, who looks at the console and does the next thing.

What to do follows from the console alone, so a person may take a window over at any moment
from the same console; the pretend clerk goes on from whatever is there then.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote

from server.demo.scheduler import Life, Scheduler
from server.demo.visitors import Visitors
from server.rehearsal.http_client import Api, HttpAnswer

SOON_S = 10.0  # after a refusal: somebody else is at the window, or the hall is closed
IDLE_S = (4.0, 12.0)
OUTCOMES = ("done", "accepted", "materials_missing", "handed_over", "advice_only")
OUTCOME_WEIGHTS = (62, 22, 8, 3, 5)
PARKS = ("copy", "pay", "form")
PAUSES = ("break", "shift", "equipment", "meeting")
PAUSE_WEIGHTS = (6, 2, 1, 1)
SPREAD = 0.35  # standard deviation of the logarithm of a service's length
WALK_S = (8.0, 45.0)  # from the call to the window
GIVES_UP_S = (50.0, 80.0)  # from the call until a clerk believes that nobody comes
BETWEEN_PAUSES_S = (5400.0, 9000.0)
PARKED = 0.05
SENT_ON = 0.03


def spread(chance: Random) -> float:
    """What a service takes, as a share of its usual length; one on average."""
    return math.exp(chance.gauss(-(SPREAD**2) / 2, SPREAD))


@dataclass
class PretendClerk:
    """One pretend clerk. Times below are seconds of the hall, `pace` times as fast as real."""

    api: Api
    visitors: Visitors
    scheduler: Scheduler
    hall: Mapping[str, Any]
    window: str
    token: str
    pace: float
    rng: Random
    parked: list[tuple[float, str]] = field(default_factory=list)
    pause_left: float = 300.0

    def __post_init__(self) -> None:
        self.minutes = {m["key"]: m.get("typical_minutes") or 10 for m in self.hall["matters"]}
        self.served = next(w["matters"] for w in self.hall["windows"] if w["key"] == self.window)
        self.gap = float(self.hall["hall"]["no_show"].get("min_gap_seconds", 15))
        self.next_pause = self.scheduler.now() + self.real(self.rng.uniform(600, 7200))

    def real(self, seconds: float) -> float:
        return seconds / self.pace

    def life(self) -> Life:
        """Looks, acts, waits, for ever."""
        yield self.real(self.rng.uniform(0, 60))
        while True:
            answer = self.api.get(f"/windows/{self.name}", self.token)
            if not answer.ok:
                yield SOON_S
                continue
            yield from self.turn(answer.body)

    @property
    def name(self) -> str:
        return quote(f"{self.hall['hall']['key']}.{self.window}")

    def turn(self, console: Mapping[str, Any]) -> Life:
        """The next thing to do at this console."""
        state, ticket = console["window"]["state"], console.get("ticket")
        if state == "closed":
            yield 0.0 if self.verb("sign-on").ok else SOON_S
        elif ticket is not None and ticket["state"] == "called":
            yield from self.receive(ticket)
        elif ticket is not None:
            yield from self.serve(ticket)
        elif state == "paused":
            yield self.pause_left * self.rng.uniform(0.6, 1.1)
            yield 0.0 if self.verb("unpause").ok else SOON_S
        elif self.scheduler.now() >= self.next_pause:
            yield self.pause()
        else:
            yield self.next_one()

    def next_one(self) -> float:
        """Whoever comes back from the copier goes first, then whoever is next."""
        if self.parked and self.parked[0][0] <= self.scheduler.now():
            _, number = self.parked.pop(0)
            if self.verb("resume", {"number": number}).ok:
                return 0.0
        answer = self.verb("call-next")
        if not answer.ok:
            return SOON_S
        idle = answer.body["result"] == "nobody"
        return self.real(self.rng.uniform(*IDLE_S)) + 0.5 if idle else 0.0

    def pause(self) -> float:
        (reason,) = self.rng.choices(PAUSES, PAUSE_WEIGHTS)
        self.next_pause = self.scheduler.now() + self.real(self.rng.uniform(*BETWEEN_PAUSES_S))
        minutes = self.minutes_of((5, 10, 15))
        self.pause_left = 60.0 * minutes
        return 0.0 if self.verb("pause", {"reason": reason, "minutes": minutes}).ok else SOON_S

    def minutes_of(self, usual: tuple[int, ...]) -> int:
        """Real minutes, since the board says when a window comes back; one at the least."""
        return max(1, round(self.rng.choice(usual) / self.pace))

    def receive(self, ticket: Mapping[str, Any]) -> Life:
        """Wait for the person; call again; give up in the end."""
        visitor = self.visitors.by_number.get(ticket["number"])
        if visitor is None or visitor.comes or ticket.get("times", 1) > 2:
            yield self.real(self.rng.uniform(*WALK_S))
            yield 0.0 if self.verb("start").ok else SOON_S
            return
        half = [seconds / 2 for seconds in GIVES_UP_S]
        yield max(self.gap, self.real(self.rng.uniform(*half)))
        if self.verb("recall").ok:
            yield max(self.gap, self.real(self.rng.uniform(*half)))
        if self.verb("no-show").ok:
            self.scheduler.add(self.visitors.missed(visitor))
        else:
            yield SOON_S

    def serve(self, ticket: Mapping[str, Any]) -> Life:
        """Serve to the end, or to where it is interrupted."""
        length = 60.0 * self.minutes.get(ticket["matter"], 10) * spread(self.rng)
        fate = self.rng.random()
        yield self.real(length * (1 if fate > PARKED + SENT_ON else 0.4))
        number = ticket["number"]
        if fate < PARKED and not any(number == parked for _, parked in self.parked):
            self.park(number)
        elif fate < PARKED + SENT_ON and self.send(ticket["matter"]):
            return
        elif not self.finish(number):
            yield SOON_S

    def park(self, number: str) -> None:
        minutes = self.minutes_of((5, 10, 15))
        body = {"reason": self.rng.choice(PARKS), "minutes": minutes}
        if self.verb("park", body).ok:
            back = self.scheduler.now() + minutes * 60 * self.rng.uniform(0.5, 1.1)
            self.parked.append((back, number))
            self.parked.sort()

    def send(self, matter: str) -> bool:
        """Transfer to another matter that another window serves."""
        others = sorted(
            key
            for window in self.hall["windows"]
            if window["zone"] == self.zone and window["key"] != self.window
            for key in window["matters"]
            if key != matter and key not in self.served
        )
        if not others:
            return False
        return self.verb("transfer", {"matter": self.rng.choice(others)}).ok

    @property
    def zone(self) -> str:
        return str(next(w["zone"] for w in self.hall["windows"] if w["key"] == self.window))

    def finish(self, number: str) -> bool:
        known = {outcome["key"] for outcome in self.hall["hall"].get("outcomes", ())}
        (outcome,) = self.rng.choices(OUTCOMES, OUTCOME_WEIGHTS)
        body: dict[str, object] = {"outcome": outcome} if outcome in known else {}
        if not self.verb("finish", body).ok:
            return False
        visitor = self.visitors.by_number.get(number)
        if visitor is not None:
            self.scheduler.add(self.visitors.served(visitor))
        return True

    def leave(self) -> bool:
        """Send home whoever is at the window, served, and sign off; False if nobody answers."""
        answer = self.api.get(f"/windows/{self.name}", self.token)
        ticket = answer.body.get("ticket") if answer.ok else None
        if ticket is not None and ticket["state"] == "called":
            self.verb("start")
        if ticket is not None:
            self.verb("finish")
        return bool(answer.status) and bool(self.verb("sign-off").status)

    def verb(self, verb: str, body: Mapping[str, object] | None = None) -> HttpAnswer:
        return self.api.post(f"/windows/{self.name}/{verb}", body or {}, self.token)
