"""Pretend visitors: when they come, for what, and what they do with their number."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from server.demo.scheduler import Life, Scheduler
from server.rehearsal.http_client import Api

BUSY = 1.0  # share of the windows' time that visitors fill when the hall is at its fullest
CLOSED_S = 60.0
FIRST_QUEUE = 3.0  # people a window who stand at the door when it opens
PAPER_PACE = 4.0  # above this pace the printer could not follow
PAPER = 0.15
LEVELS = (5, 4, 3, 2, 1)
LEVEL_WEIGHTS = (70, 20, 6, 3, 1)
PRIORITY_CLASSES = ("elder", "disabled", "pregnant", "veteran")
PRIORITY_CLASS_WEIGHTS = (6, 2, 2, 1)
PRIORITY = 0.11
COMES = 0.94  # of those who are called


@dataclass(frozen=True, slots=True)
class Visitor:
    """One visit. The shares of what visitors do are guesses, chosen so that all is seen."""

    code: str
    number: str
    matter: str
    comes: bool
    returns: bool
    rates: bool


def busyness(hour: float) -> float:
    """How full the hall is at a time of day, 1 at its fullest: a morning and an afternoon peak."""
    morning = math.exp(-(((hour - 10.0) / 1.4) ** 2))
    afternoon = 0.85 * math.exp(-(((hour - 14.5) / 1.5) ** 2))
    return 0.45 + 0.55 * min(1.0, morning + afternoon)


def arrivals_per_hour(catalogue: Mapping[str, Any]) -> dict[str, float]:
    """Visitors an hour and matter that would just fill every window, each matter its share."""
    rates: dict[str, float] = {matter["key"]: 0.0 for matter in catalogue["matters"]}
    minutes = {m["key"]: float(m.get("typical_minutes") or 10) for m in catalogue["matters"]}
    for window in catalogue["windows"]:
        for matter in window["matters"]:
            rates[matter] += 60.0 / len(window["matters"]) / minutes[matter]
    return rates


class Visitors:
    """All pretend visitors of one hall."""

    def __init__(
        self, api: Api, hall: Mapping[str, Any], token: str, pace: float, rng: Random
    ) -> None:
        self.api, self.token, self.pace, self.rng = api, token, pace, rng
        self.path = f"/halls/{quote(hall['hall']['key'])}/tickets"
        self.zone = ZoneInfo(hall["hall"]["timezone"])
        self.rates = arrivals_per_hour(hall)
        self.materials = {m["key"]: len(m["materials"]) for m in hall["matters"]}
        known = {priority_class["key"] for priority_class in hall["priority_classes"]}
        self.priority_classes = [
            (k, w)
            for k, w in zip(PRIORITY_CLASSES, PRIORITY_CLASS_WEIGHTS, strict=True)
            if k in known
        ]
        self.first = int(FIRST_QUEUE * len(hall["windows"]))
        self.by_number: dict[str, Visitor] = {}

    def arrivals(self, scheduler: Scheduler) -> Life:
        """Comes to no end: first those at the door, then one after another (Poisson)."""
        for _ in range(self.first):
            wait = self.arrive(scheduler)
            yield wait or self.rng.uniform(0.1, 0.6)
        while True:
            now = scheduler.wall(self.zone)
            rate = sum(self.rates.values()) * BUSY * busyness(now.hour + now.minute / 60)
            yield self.rng.expovariate(rate / 3600) / self.pace
            yield self.arrive(scheduler)

    def arrive(self, scheduler: Scheduler) -> float:
        """One visitor takes a number; seconds until the next may try."""
        matters = list(self.rates)
        (matter,) = self.rng.choices(matters, [self.rates[m] for m in matters])
        answer = self.api.post(self.path, self.wish(matter), self.token)
        if not answer.ok:
            return CLOSED_S if answer.code in ("hall.closed", "unreachable") else 1.0
        visitor = Visitor(
            answer.body["code"],
            answer.body["number"],
            matter,
            comes=self.rng.random() < COMES,
            returns=self.rng.random() < 0.5,
            rates=self.rng.random() < 0.55,
        )
        self.by_number[visitor.number] = visitor
        scheduler.add(self.patience(visitor))
        return 0.0

    def wish(self, matter: str) -> dict[str, object]:
        rng = self.rng
        paper = self.pace <= PAPER_PACE and rng.random() < PAPER
        wish: dict[str, object] = {
            "matter": matter,
            "language": "en" if rng.random() < 0.05 else "zh",
            "paper": paper,
            "materials": [rng.random() < 0.8 for _ in range(self.materials[matter])],
        }
        if self.priority_classes and rng.random() < PRIORITY:
            keys, weights = zip(*self.priority_classes, strict=True)
            wish["priority"] = rng.choices(keys, weights)[0]
        return wish

    def patience(self, visitor: Visitor) -> Life:
        """A few give up, a few let others go first; a refusal means they were called already."""
        fate = self.rng.random()
        if fate < 0.03:
            yield self.rng.uniform(300, 1500) / self.pace
            self.of(visitor, "cancel")
        elif fate < 0.07:
            yield self.rng.uniform(60, 600) / self.pace
            self.of(visitor, "postpone", {"places": self.rng.choice((1, 3))})

    def missed(self, visitor: Visitor) -> Life:
        if visitor.returns:
            yield self.rng.uniform(120, 480) / self.pace
            self.of(visitor, "return")

    def served(self, visitor: Visitor) -> Life:
        """Rates on the phone, most of them well."""
        if visitor.rates:
            yield self.rng.uniform(10, 120) / self.pace
            (level,) = self.rng.choices(LEVELS, LEVEL_WEIGHTS)
            self.of(visitor, "rating", {"level": level})

    def of(self, visitor: Visitor, verb: str, body: Mapping[str, object] | None = None) -> bool:
        """With the code alone, as from their phone."""
        path = f"/tickets/{quote(visitor.code)}/{verb}"
        return self.api.post(path, body or {}, "").ok
