"""A hall as the rules see it: queues, matters, windows, classes, and the rules chosen for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from server.domain.errors import Unknown
from server.domain.hours import Hours
from server.domain.people import Role
from server.domain.vocabulary import Vocabulary

ORDINARY = "ordinary"
APPOINTMENT = "appointment"


class Mode(StrEnum):
    """A rehearsal hall lives in the same house and can reach no live display; a closed one is
    there for its history alone."""

    LIVE = "live"
    REHEARSAL = "rehearsal"
    CLOSED = "closed"


class RuleName(StrEnum):
    """Who is next; each rule is described where it is decided, in `calling`."""

    ARRIVAL = "arrival"
    STRICT = "strict"
    AGEING = "ageing"
    RATIO = "ratio"
    APPOINTMENT = "appointment"
    HEAD_START = "head_start"


class LastTicket(StrEnum):
    """What becomes of who asks a kiosk for a number that would hardly be called before closing."""

    OFF = "off"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its numbers.

    `bound`: from this wait on nobody of a higher class goes first (ageing); how much earlier a
    higher class counts as having come, for each rank (head start).
    `ratio`: priority calls for one ordinary call while both wait (ratio).
    `appointment_every`: of so many calls of a window at most one is an appointment.
    """

    name: RuleName = RuleName.ARRIVAL
    bound: timedelta = timedelta(minutes=30)
    ratio: int = 3
    appointment_every: int = 3


@dataclass(frozen=True, slots=True)
class MissRule:
    """What a no-show means (过号).

    `gap`: time between a call or recall and a no-show at the least. `after`: someone who
    returns is called after the next so many. `within`: how long they may return.
    `misses`: with so many the ticket ends. `recalls`: so many before a no-show at the least, each
    `recall_gap` or more after the call before it.
    """

    gap: timedelta = timedelta(seconds=15)
    after: int = 3
    within: timedelta = timedelta(minutes=30)
    misses: int = 2
    recalls: int = 0
    recall_gap: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """A priority class. A higher rank goes first; ordinary is rank 0."""

    key: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """One number series: its prefix is unique in the hall."""

    key: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A service that citizens choose; it draws its numbers from its queue. `quota`: so many numbers
    a day at most."""

    key: str
    series: str
    zone: str
    typical: timedelta = timedelta(minutes=10)
    quota: int | None = None


class WindowKind(StrEnum):
    """What a window is: a counter, a cashier's (收费), a remote one whose clerk is elsewhere, or a
    tide window (潮汐窗口), which opens only on days on which the manager says so."""

    COUNTER = "counter"
    CASHIER = "cashier"
    REMOTE = "remote"
    TIDE = "tide"


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a manager decided about a window for one business day: whether it opens, and whether it
    stays open over lunch; None: as on any day."""

    day: date
    opens: bool | None = None
    lunch: bool | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A window and the matters it serves, each with its weight (1 is usual). `lunch`: it has a
    lunch shift (午间不断档). `plan`: what differs on one day."""

    key: str
    zone: str
    serves: Mapping[str, float]
    kind: WindowKind = WindowKind.COUNTER
    lunch: bool = False
    plan: DayPlan | None = None

    def opens_on(self, day: date) -> bool:
        """Whether anybody may sit down there on this business day."""
        if self.plan is not None and self.plan.day == day and self.plan.opens is not None:
            return self.plan.opens
        return self.kind is not WindowKind.TIDE

    def over_lunch(self, day: date) -> bool:
        """Whether it opens on this business day and stays open over its breaks."""
        lunch = self.lunch
        if self.plan is not None and self.plan.day == day and self.plan.lunch is not None:
            lunch = self.plan.lunch
        return lunch and self.opens_on(day)

    @property
    def queues(self) -> tuple[str, ...]:
        """The lines it calls from: its matters, and those sent to this very window."""
        return (*self.serves, own_queue(self.key))

    @property
    def weights(self) -> Mapping[str, float]:
        """What its queues weigh; who was sent to this very window weighs as usual."""
        return {**self.serves, own_queue(self.key): 1.0}


def own_queue(window: str) -> str:
    """The line of those who were transferred to one window and nobody else may call."""
    return f"@{window}"


@dataclass(frozen=True, slots=True)
class Holders:
    """Who has a right that the hall gives: all of a role, or people by their logins."""

    roles: frozenset[Role] = frozenset()
    logins: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CheckIn:
    """When somebody with an appointment may take a number: so long before and after its time."""

    early: timedelta = timedelta(minutes=30)
    late: timedelta = timedelta(minutes=15)


PRINTER = {"zh": "打印机 {key}", "en": "Printer {key}"}
MANAGERS = Holders(roles=frozenset({Role.MANAGER}))


@dataclass(frozen=True)
class Hall:
    """All that the rules need to know of a hall; it changes only with its configuration.

    `pause_reasons` hold the words that boards show, by language, `call_reasons` those of a call
    out of turn. `pledge`: the wait that the hall promises, if it promises one. `idle`: it is an
    alarm when a window does nothing for so long while somebody waits as long. `rights`: who has
    those that the hall gives, by their names in `server.web.auth.rights`. `authorised`: the matters
    of those clerks, as the journal names them, who may not do all; everybody else may.
    """

    key: str
    hours: Hours
    series: Mapping[str, Series]
    matters: Mapping[str, Matter]
    windows: Mapping[str, Window]
    priority_classes: Mapping[str, PriorityClass]
    rule: Rule = Rule()
    misses: MissRule = MissRule()
    mode: Mode = Mode.LIVE
    undo_within: timedelta = timedelta(minutes=2)
    postpones: int = 2
    pledge: timedelta | None = None
    pause_reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    park_reasons: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    call_reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Vocabulary = field(default_factory=Vocabulary)
    check_in: CheckIn = CheckIn()
    last_ticket: LastTicket = LastTicket.WARN
    idle: timedelta = timedelta(minutes=30)
    clerk_shown: frozenset[str] = frozenset({"name", "post", "staff_no", "photograph"})
    """What public screens may show of who sits at a window."""
    rights: Mapping[str, Holders] = field(
        default_factory=lambda: {"call_out_of_turn": MANAGERS, "serve_walk_in": MANAGERS}
    )
    authorised: Mapping[str, frozenset[str]] = field(default_factory=dict)
    locked: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Kiosks that give no numbers now, by their keys, with the words why."""
    printers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What people call each printer, with its place, by its key."""

    @property
    def order(self) -> tuple[Rule, Mapping[str, PriorityClass]]:
        """What decides who is next, beside who waits and who calls."""
        return self.rule, self.priority_classes

    def named(self, window: str) -> dict[str, str]:
        """A window as its hall calls it: 3 号窗, 12 诊室; Window 3, Room 12."""
        return self.words.named(window)

    def printer_named(self, printer: str) -> Mapping[str, str]:
        """A printer's name and place; one that left the configuration has its key alone."""
        return self.printers.get(printer) or self.words.say(PRINTER, key=printer)

    def printers_named(self, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """The name and place of each of these printers, by its key."""
        return {key: dict(self.printer_named(key)) for key in sorted(keys)}

    def matter(self, key: str) -> Matter:
        if key not in self.matters:
            raise Unknown("matter.unknown", {"matter": key, "hall": self.key})
        return self.matters[key]

    def window(self, key: str) -> Window:
        if key not in self.windows:
            raise Unknown("window.unknown", {"window": key, "hall": self.key})
        return self.windows[key]

    def priority_class(self, key: str) -> PriorityClass:
        if key not in self.priority_classes:
            raise Unknown("priority_class.unknown", {"priority_class": key, "hall": self.key})
        return self.priority_classes[key]

    def may_do(self, clerk: str | None, matter: str) -> bool:
        """Whether a clerk is authorised for a matter (授权); nobody (of a closed window) is
        taken for one who is."""
        matters = self.authorised.get(clerk or "")
        return matters is None or matter in matters

    def seat(self, window: str, clerk: str | None) -> Window:
        """A window with what this clerk does at it: its matters, less those that the clerk is not
        authorised for."""
        place = self.windows[window]
        if (clerk or "") not in self.authorised:
            return place
        own = {key: weight for key, weight in place.serves.items() if self.may_do(clerk, key)}
        return replace(place, serves=own)

    def windows_for(
        self, matter: str, clerks: Mapping[str, str | None], day: date
    ) -> tuple[str, ...]:
        """The windows that may do a matter on a day while these clerks sit there: those that serve
        it, but for those not to be opened that day, and where somebody sits who is not authorised.
        A closed one may: who is can sit down there."""
        return tuple(
            key for key in self.opening(matter, day) if self.may_do(clerks.get(key), matter)
        )

    def opening(self, matter: str, day: date) -> tuple[str, ...]:
        """The windows that serve a matter and are to be opened that day."""
        serving = self.windows_of.get(matter, ())
        return tuple(key for key in serving if self.windows[key].opens_on(day))

    def over_lunch(self, matter: str, day: date) -> bool:
        """Whether a window that serves the matter stays open over the breaks of that day."""
        return any(self.windows[key].over_lunch(day) for key in self.windows_of.get(matter, ()))

    def open_for(self, matter: str, now: datetime, day: date) -> bool:
        """Whether the hall is open for a matter: within its hours, and in a break where a window
        with a lunch shift serves it."""
        if self.hours.open_at(now):
            return True
        return self.hours.break_ends(now) is not None and self.over_lunch(matter, day)

    def served_elsewhere(self, matter: str, window: str, day: date) -> bool:
        """Whether any other window that opens that day serves the matter."""
        return any(key != window for key in self.opening(matter, day))

    @cached_property
    def windows_of(self) -> Mapping[str, tuple[str, ...]]:
        """The windows that serve each matter, in the order of the hall's list."""
        return {
            matter: tuple(w.key for w in self.windows.values() if matter in w.serves)
            for matter in self.matters
        }
