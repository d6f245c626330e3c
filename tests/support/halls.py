"""Small halls, a clock that stands until it is moved, and a house on a database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from server.domain.hall import Hall, Matter, MissRule, PriorityClass, Rule, RuleName, Series, Window
from server.domain.hours import Hours
from server.storage.base import Base
from server.storage.engine import Database
from server.storage.store import Store
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure

MORNING = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)  # 9:00 in the hall
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass
class Clock:
    """Stands still; `tick` moves it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Codes:
    """Ticket codes in order, so that a test can name them."""

    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        return f"{next(self.numbers):010d}"


def small_hall(key: str = "main", rule: Rule | None = None, windows: int = 3) -> Hall:
    """Two queues, three matters, windows that serve all but the last, which serves one."""
    everything = {"hukou": 1.0, "idcard": 1.0, "tax": 1.0}
    keys = [str(number) for number in range(1, windows + 1)]
    return Hall(
        key=key,
        hours=Hours(SHANGHAI, ((),) * 7, always=True),
        series={"police": Series("police", "A"), "tax": Series("tax", "B")},
        matters={
            "hukou": Matter("hukou", "police", "A"),
            "idcard": Matter("idcard", "police", "A"),
            "tax": Matter("tax", "tax", "B"),
        },
        windows={
            number: Window(number, "A", {"tax": 1.0} if number == keys[-1] else everything)
            for number in keys
        },
        priority_classes={
            "ordinary": PriorityClass("ordinary"),
            "elder": PriorityClass("elder", 1),
            "soldier": PriorityClass("soldier", 2),
        },
        rule=rule or Rule(RuleName.ARRIVAL),
        misses=MissRule(gap=timedelta(seconds=15), after=2),
        pause_reasons={"break": {"zh": "短暂休息", "en": "Short break"}, "shift": {"zh": "换班"}},
        park_reasons=frozenset({"copy", "pay", "form", "other"}),
        call_reasons={"help": {"zh": "需要照顾", "en": "Needs help"}},
        outcomes=frozenset({"done", "accepted", "materials_missing"}),
    )


def create_tables(database: Database) -> None:
    Base.metadata.create_all(database.writer)


def context_of(database: Database, *halls: Hall, clock: Clock | None = None) -> AppContext:
    """A house with these halls in force; the document of a test hall is just its key."""
    known = {hall.key: hall for hall in halls}
    store = Store(database, lambda document: known[document["key"]])
    context = AppContext(store, now=clock or Clock(), code=Codes())
    for hall in halls:
        document = {"key": hall.key}
        configure(
            context, Configure(hall=hall.key, actor="test", document=document, mode=hall.mode)
        )
    return context


def with_rule(hall: Hall, **rule: object) -> Hall:
    return replace(hall, rule=replace(hall.rule, **rule))
