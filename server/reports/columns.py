"""The tables of facts as files hold them: the rows of the domain with what they are grouped by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from server.domain.facts.hall_facts import FactRows
from server.domain.facts.rows import CallFact, ServiceFact, VisitFact
from server.domain.window import wire_time

Value = str | int | bool | list[str] | None
Row = dict[str, Value]


class FactTable(StrEnum):
    """A kind of facts."""

    VISITS = "visits"
    CALLS = "calls"
    SERVICES = "services"
    RATINGS = "ratings"
    WINDOWS = "windows"


OF_ALL = {"hall": "VARCHAR", "day": "DATE"}
OF_VISIT = {
    "ticket": "BIGINT", "matter": "VARCHAR", "organisation": "VARCHAR",
    "priority_class": "VARCHAR", "channel": "VARCHAR", "hour": "UTINYINT", "quarter": "UTINYINT",
    "weekday": "UTINYINT", "window": "VARCHAR", "clerk": "VARCHAR",
}  # fmt: skip
COLUMNS: Mapping[FactTable, Mapping[str, str]] = {
    FactTable.VISITS: {
        **OF_ALL, **OF_VISIT, "number": "VARCHAR", "issued_at": "TIMESTAMP",
        "ended_at": "TIMESTAMP", "end": "VARCHAR", "unserved": "BOOLEAN", "waited_s": "INTEGER",
        "left_after_s": "INTEGER", "served_s": "INTEGER", "misses": "USMALLINT",
        "transfers": "USMALLINT", "postponed": "USMALLINT", "quoted_low_s": "INTEGER",
        "quoted_high_s": "INTEGER", "first_wait_s": "INTEGER", "outcome": "VARCHAR",
    },
    FactTable.CALLS: {
        **OF_ALL, **OF_VISIT, "stage": "USMALLINT", "called_at": "TIMESTAMP",
        "waited_s": "INTEGER", "left_after_s": "INTEGER", "walked_s": "INTEGER",
        "recalls": "USMALLINT", "why": "VARCHAR", "end": "VARCHAR",
    },
    FactTable.SERVICES: {
        **OF_ALL, **OF_VISIT, "stage": "USMALLINT", "started_at": "TIMESTAMP",
        "served_s": "INTEGER", "end": "VARCHAR",
    },
    FactTable.RATINGS: {
        **OF_ALL, "ticket": "BIGINT", "seq": "BIGINT", "at": "TIMESTAMP", "level": "UTINYINT",
        "reasons": "VARCHAR[]", "said_more": "BOOLEAN", "source": "VARCHAR",
    },
    FactTable.WINDOWS: {
        **OF_ALL, "window": "VARCHAR", "clerk": "VARCHAR", "hour": "UTINYINT",
        "weekday": "UTINYINT", "start": "TIMESTAMP", "seconds": "INTEGER", "doing": "VARCHAR",
        "reason": "VARCHAR",
    },
}  # fmt: skip
"""Name and type of each column. `hour`, `quarter` (of the day, from 0) and `weekday` (1 is Monday)
are the hall's clock when the number was given; of window time, when the stretch began."""


@dataclass(frozen=True, slots=True)
class RowWords:
    """What rows of one hall say beside the journal. `organisations`: of each matter."""

    hall: str
    zone: ZoneInfo
    organisations: Mapping[str, str]


def rows(facts: FactRows, words: RowWords) -> dict[FactTable, list[Row]]:
    """The rows of each table."""
    visits = {visit.ticket: visit for visit in facts.visits}
    return {
        FactTable.VISITS: [*_visits(facts, words)],
        FactTable.CALLS: [_call(call, visits[call.ticket], words) for call in facts.calls],
        FactTable.SERVICES: [_service(each, visits[each.ticket], words) for each in facts.services],
        FactTable.RATINGS: [
            {
                "hall": words.hall, "day": each.day.isoformat(), "ticket": each.ticket,
                "seq": each.seq, "at": wire_time(each.at), "level": each.level,
                "reasons": list(each.reasons), "said_more": each.said_more, "source": each.source,
            }
            for each in facts.ratings
        ],
        FactTable.WINDOWS: [
            {
                "hall": words.hall, "day": each.day.isoformat(), "window": each.window,
                "clerk": each.clerk, "start": wire_time(each.start), "seconds": each.seconds,
                "doing": each.doing, "reason": each.reason, **_hour(each.start, words.zone),
            }
            for each in facts.windows
        ],
    }  # fmt: skip


def _visits(facts: FactRows, words: RowWords) -> Iterator[Row]:
    waited: dict[int, int] = {}
    for call in facts.calls:
        if call.waited_s is not None:
            waited[call.ticket] = waited.get(call.ticket, 0) + call.waited_s
    served: dict[int, int] = {}
    for service in facts.services:
        if service.served_s is not None:
            served[service.ticket] = served.get(service.ticket, 0) + service.served_s
    for visit in facts.visits:
        yield {
            **_of_visit(visit, visit.matter, words), "window": visit.window, "clerk": visit.clerk,
            "number": visit.number, "issued_at": wire_time(visit.issued_at),
            "ended_at": wire_time(visit.ended_at), "end": visit.end, "unserved": visit.unserved,
            "waited_s": waited.get(visit.ticket), "left_after_s": visit.left_after_s,
            "served_s": served.get(visit.ticket), "misses": visit.misses,
            "transfers": visit.transfers, "postponed": visit.postponed,
            "quoted_low_s": visit.quoted_low_s, "quoted_high_s": visit.quoted_high_s,
            "first_wait_s": visit.first_wait_s, "outcome": visit.outcome,
        }  # fmt: skip


def _call(call: CallFact, visit: VisitFact, words: RowWords) -> Row:
    return {
        **_of_visit(visit, call.matter, words), "window": call.window, "clerk": call.clerk,
        "stage": call.stage, "called_at": wire_time(call.called_at), "waited_s": call.waited_s,
        "left_after_s": visit.left_after_s, "walked_s": call.walked_s, "recalls": call.recalls,
        "why": call.why, "end": call.end,
    }  # fmt: skip


def _service(service: ServiceFact, visit: VisitFact, words: RowWords) -> Row:
    return {
        **_of_visit(visit, service.matter, words), "window": service.window,
        "clerk": service.clerk, "stage": service.stage,
        "started_at": wire_time(service.started_at), "served_s": service.served_s,
        "end": service.end,
    }  # fmt: skip


def _of_visit(visit: VisitFact, matter: str, words: RowWords) -> Row:
    local = visit.issued_at.astimezone(words.zone)
    return {
        "hall": words.hall, "day": visit.day.isoformat(), "ticket": visit.ticket, "matter": matter,
        "organisation": words.organisations.get(matter), "priority_class": visit.priority_class,
        "channel": visit.channel, "quarter": local.hour * 4 + local.minute // 15,
        **_hour(visit.issued_at, words.zone),
    }  # fmt: skip


def _hour(at: datetime, zone: ZoneInfo) -> Row:
    local = at.astimezone(zone)
    return {"hour": local.hour, "weekday": local.isoweekday()}
