"""A hall of a site file, as the database keeps it and as the rules see it.

The document of a hall is a site file of one hall as JSON: it stands alone, so a version that
was in force years ago can be read again without any other.
"""

import json
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from server.configuration.hall_vocabulary import vocabulary
from server.configuration.printer_names import printer_names
from server.contracts import site as described
from server.contracts.site import Site, site_of
from server.contracts.site_matters import Matter
from server.contracts.site_places import Window
from server.contracts.site_rules import RightHolders, Rights, minutes_of_span
from server.domain import hall as rules
from server.domain.hours import Hours, Span
from server.domain.people import Role

Document = Mapping[str, Any]


def hall_document(site: Site, key: str) -> dict[str, Any]:
    """The document of one hall; KeyError if the site has no such hall."""
    alone = site.model_copy(update={"halls": (site.hall(key),)})
    return alone.model_dump(mode="json", exclude_none=True)


class Held:
    """A document as a key, equal to itself alone: the store gives the same one for a version,
    and nobody changes it."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.document is self.document


def site_of_document(document: Document) -> Site:
    """The site that a document holds; raises `pydantic.ValidationError`. Reading one through
    takes eight milliseconds, so the last few are kept."""
    return _read(Held(document))


@lru_cache(maxsize=8)
def _read(held: Held) -> Site:
    return site_of(json.dumps(held.document))


def domain_hall(document: Document) -> rules.Hall:
    """The hall that the rules see, out of its document (the first, if a site holds several)."""
    hall = site_of_document(document).halls[0]
    return rules.Hall(
        key=hall.key,
        hours=opening_hours(hall),
        series={q.key: rules.Series(q.key, q.prefix) for q in hall.series},
        matters=_matters(hall),
        windows={w.key: rules_window(w) for w in sorted(hall.windows, key=lambda w: w.order)},
        priority_classes={
            priority_class.key: rules.PriorityClass(priority_class.key, priority_class.rank)
            for priority_class in hall.priority_classes
        },
        rule=_rule(hall),
        misses=_misses(hall),
        mode=rules.Mode(hall.mode),
        undo_within=timedelta(seconds=hall.undo_seconds),
        postpones=hall.postpones,
        pledge=timedelta(minutes=hall.pledge_minutes) if hall.pledge_minutes else None,
        pause_reasons={r.key: r.name.model_dump(exclude_none=True) for r in hall.pause_reasons},
        park_reasons=frozenset(reason.key for reason in hall.park_reasons),
        outcomes=frozenset(outcome.key for outcome in hall.outcomes),
        call_reasons={r.key: r.name.model_dump(exclude_none=True) for r in hall.call_reasons},
        words=vocabulary(hall),
        idle=timedelta(minutes=hall.idle_minutes),
        last_ticket=rules.LastTicket(hall.last_ticket),
        check_in=rules.CheckIn(
            early=timedelta(minutes=hall.appointments.early_minutes),
            late=timedelta(minutes=hall.appointments.late_minutes),
        ),
        authorised={
            f"person:{each.login}": frozenset(each.matters)
            for each in hall.staff
            if each.matters != "all"
        },
        rights={right: _holders(getattr(hall.rights, right)) for right in Rights.model_fields},
        clerk_shown=frozenset(hall.clerk_shown),
        printers=printer_names(hall),
        locked={d.key: d.locked.by_language() for d in hall.devices if d.locked is not None},
    )


def opening_hours(hall: described.Hall) -> Hours:
    """When the hall is open; a closed one never is."""
    if hall.mode == "closed":
        return Hours(timezone=ZoneInfo(hall.timezone), weekly=((),) * 7)
    return Hours(
        timezone=ZoneInfo(hall.timezone),
        weekly=tuple(_spans(spans, hall.day_ends) for spans in hall.hours.week()),
        days=_days(hall),
        always=hall.always_open,
        day_ends=time.fromisoformat(hall.day_ends),
    )


def zone_of(hall: described.Hall, matter: Matter) -> str:
    """Where the people of a matter wait: its own zone, or that of its queue."""
    return matter.zone or next(q.zone for q in hall.series if q.key == matter.series)


def _spans(written: tuple[str, ...], day_ends: str) -> tuple[Span, ...]:
    """Hours that follow on one another, as around midnight, are one."""
    joined: list[Span] = []
    for start, end in (minutes_of_span(span, day_ends) for span in written):
        begun = joined.pop()[0] if joined and joined[-1][1] == start else start
        joined.append((begun, end))
    return tuple(joined)


def _days(hall: described.Hall) -> dict[date, tuple[Span, ...]]:
    calendar = hall.calendar
    days: dict[date, tuple[Span, ...]] = {}
    for closed in calendar.closed:
        length = ((closed.until or closed.since) - closed.since).days
        days |= {closed.since + timedelta(days=i): () for i in range(length + 1)}
    return days | {w.day: _spans(w.hours, hall.day_ends) for w in calendar.working}


def _matters(hall: described.Hall) -> dict[str, rules.Matter]:
    return {
        m.key: rules.Matter(
            m.key, m.series, zone_of(hall, m), timedelta(minutes=m.typical_minutes), m.quota
        )
        for m in hall.matters
    }


def rules_window(window: Window) -> rules.Window:
    """A window as the rules see it."""
    plan = window.plan
    return rules.Window(
        key=window.key,
        zone=window.zone,
        serves=dict(window.matters),
        kind=rules.WindowKind(window.kind),
        lunch=window.lunch,
        plan=rules.DayPlan(plan.day, plan.opens, plan.lunch) if plan else None,
    )


def _holders(holders: RightHolders) -> rules.Holders:
    return rules.Holders(frozenset(map(Role, holders.roles)), frozenset(holders.logins))


def _rule(hall: described.Hall) -> rules.Rule:
    rule = hall.rule
    return rules.Rule(
        name=rules.RuleName(rule.name),
        bound=timedelta(minutes=rule.bound_minutes),
        ratio=rule.ratio,
        appointment_every=rule.appointment_every,
    )


def _misses(hall: described.Hall) -> rules.MissRule:
    missed = hall.no_show
    return rules.MissRule(
        gap=timedelta(seconds=missed.min_gap_seconds),
        after=missed.after,
        within=timedelta(minutes=missed.within_minutes),
        misses=missed.misses,
        recalls=missed.recalls,
        recall_gap=timedelta(seconds=missed.recall_gap_seconds),
    )
