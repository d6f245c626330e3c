"""What a hall offers, as public pages read it: names of today, limits in words, windows."""

from datetime import date
from typing import Any

from server.configuration.halls import (
    Document,
    opening_hours,
    rules_window,
    site_of_document,
    zone_of,
)
from server.configuration.readings import initials_of
from server.contracts.languages import translated
from server.contracts.site import Hall, Site
from server.contracts.site_matters import Fee, Limit, Material, Matter
from server.contracts.site_places import Named, WindowWords
from server.contracts.site_rules import A_DAY, Reason
from server.contracts.texts import Text

Words = dict[str, str]


def catalogue(
    site: Site | Document,
    hall: str,
    version: int,
    day: date | None = None,
    searchable: bool = True,
) -> dict[str, Any]:
    """The public description of `hall`.

    `day` chooses between names that hold at different times; without it the present names of
    the file are taken. `searchable`: with the pinyin of the matters, whose dictionaries take a
    fifth of a second to load. KeyError if there is no such hall.
    """
    whole = site if isinstance(site, Site) else site_of_document(site)
    described = whole.hall(hall)
    return {
        "hall": _hall(described, day),
        "centre": _names(whole.centre, day),
        "version": version,
        "zones": [
            {"key": z.key, **_names(z, day), "directions": _maybe(z.directions)}
            for z in described.zones
        ],
        "organisations": _organisations(described, day),
        "series": [
            {"key": q.key, "prefix": q.prefix, **_names(q, day), "zone": q.zone}
            for q in described.series
        ],
        "life_events": _life_events(described, day),
        "matters": [_matter(described, m, day, searchable) for m in described.matters],
        "priority_classes": [
            {
                "key": priority_class.key,
                "name": priority_class.name.by_language(),
                "public": priority_class.public,
            }
            for priority_class in described.priority_classes
        ],
        "windows": _windows(described, day),
        "hours": _hours(described),
        "special_days": _special_days(described),
        "kiosks": _kiosks(described),
        "displays": _displays(described),
        "notices": [notice.by_language() for notice in described.notices],
    }


def _kiosks(hall: Hall) -> list[dict[str, Any]]:
    """The kiosks with their printers, so that one that can't print can name the next."""
    return [
        {
            "key": device.key,
            "name": device.name.by_language() if device.name else {"zh": device.key},
            "zone": device.zone,
            "printer": device.printer,
            "locked": _maybe(device.locked),
        }
        for device in hall.devices
        if device.kind == "kiosk"
    ]


def _displays(hall: Hall) -> list[dict[str, Any]]:
    """The boards and window screens, with what their panels are like and how they are laid out."""
    layouts = {layout.key: layout.model_dump(mode="json") for layout in hall.layouts}
    return [
        {
            "key": device.key,
            "inches": device.inches,
            "layout": layouts.get(device.layout) if device.layout else None,
        }
        for device in hall.devices
        if device.kind in ("board", "window")
    ]


def _hall(hall: Hall, day: date | None) -> dict[str, Any]:
    missed = hall.no_show
    return {
        "key": hall.key,
        **_names(hall, day),
        "mode": hall.mode,
        "address": _maybe(hall.address),
        "timezone": hall.timezone,
        "always_open": hall.always_open,
        "day_ends": hall.day_ends,
        "languages": list(hall.languages),
        "complaint_phone": hall.complaint_phone,
        "guide": _maybe(hall.guide),
        "no_show": {
            "min_gap_seconds": missed.min_gap_seconds,
            "recalls": missed.recalls,
            "recall_gap_seconds": missed.recall_gap_seconds,
            "after": missed.after,
            "within_minutes": missed.within_minutes,
            "misses": missed.misses,
            "text": missed.text.by_language(),
        },
        "undo_seconds": hall.undo_seconds,
        "auto_call_seconds": hall.auto_call_seconds,
        "postpones": hall.postpones,
        "pause_reasons": _reasons(hall.pause_reasons),
        "park_reasons": _reasons(hall.park_reasons),
        "outcomes": _reasons(hall.outcomes),
        "call_reasons": _reasons(hall.call_reasons),
        "clerk_shown": list(hall.clerk_shown),
        "words": _words(hall.words),
    }


def _organisations(hall: Hall, day: date | None) -> list[dict[str, Any]]:
    kinds = {kind.key: kind.name.by_language() for kind in hall.organisation_kinds}
    return [
        {"key": o.key, **_names(o, day), "kind": o.kind, "kind_name": kinds.get(o.kind or "")}
        for o in hall.organisations
    ]


def _words(words: WindowWords) -> dict[str, Words]:
    """Those that the hall, or one of its windows, has of its own."""
    given = ((name, getattr(words, name)) for name in type(words).model_fields)
    return {name: text.by_language() for name, text in given if text is not None}


def _names(thing: Named, day: date | None) -> dict[str, Words]:
    """Official, short and spoken name; a short or spoken name not given is the official one."""
    held = thing.named_on(day) if day else thing
    name = held.name.by_language()
    short = held.short.by_language() if held.short else name
    return {
        "name": name,
        "short": short,
        "spoken": held.spoken.by_language() if held.spoken else short,
    }


def _maybe(text: Text | None) -> Words | None:
    return text.by_language() if text else None


def _reasons(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [{"key": r.key, "name": r.name.by_language(), "minutes": r.minutes} for r in reasons]


def _life_events(hall: Hall, day: date | None) -> list[dict[str, Any]]:
    return [
        {
            "key": event.key,
            "icon": event.icon,
            **_names(event, day),
            "matters": [m.key for m in hall.matters if event.key in m.life_events],
        }
        for event in hall.life_events
    ]


def _matter(hall: Hall, matter: Matter, day: date | None, searchable: bool) -> dict[str, Any]:
    names = _names(matter, day)
    pinyin = initials(names["name"]["zh"], names["short"]["zh"]) if searchable else ""
    return {
        "key": matter.key,
        "series": matter.series,
        "organisation": matter.organisation,
        "zone": zone_of(hall, matter),
        **names,
        "pinyin": pinyin,
        "materials": [_material(m) for m in matter.materials],
        "fee": _fee(matter.fee),
        "legal_limit": _limit(matter.legal_limit),
        "promised_limit": _limit(matter.promised_limit),
        "windows": [
            w.key
            for w in hall.windows
            if matter.key in w.matters and rules_window(w).opens_on(day or date.min)
        ],
        "typical_minutes": matter.typical_minutes,
    }


def initials(*names: str) -> str:
    """Pinyin initials of each different name, for searching: 身份证 is sfz.

    A character with several readings counts with the usual reading of its word; Latin letters
    and digits stay, everything else is left out.
    """
    return " ".join(dict.fromkeys(initials_of(name) for name in names))


def _material(material: Material) -> dict[str, Any]:
    return {
        "name": material.name.by_language(),
        "note": _maybe(material.note),
        "kind": material.kind,
        "copies": material.copies,
    }


def _fee(fee: Fee | None) -> dict[str, Any] | None:
    if fee is None:
        return None
    return {"text": fee.text.by_language(), "basis": _maybe(fee.basis)}


def _limit(limit: Limit | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    return {"text": _days(limit), "days": limit.days, "basis": _maybe(limit.basis)}


AT_ONCE = {"zh": "当场办结", "en": "While you wait"}
LIMITS = {
    ("working", False): {"zh": "{n} 个工作日", "en": "{n} working day"},
    ("working", True): {"zh": "{n} 个工作日", "en": "{n} working days"},
    ("calendar", False): {"zh": "{n} 日", "en": "{n} day"},
    ("calendar", True): {"zh": "{n} 日", "en": "{n} days"},
}


def _days(limit: Limit) -> Words:
    if limit.days == 0:
        return translated(AT_ONCE)
    words = translated(LIMITS[limit.kind, limit.days > 1])
    return {tag: text.format(n=limit.days) for tag, text in words.items()}


def _windows(hall: Hall, day: date | None) -> list[dict[str, Any]]:
    return [
        {
            "key": w.key,
            "number": w.number,
            "zone": w.zone,
            "matters": list(w.matters),
            "name": _maybe(w.name),
            "spoken": _maybe(w.spoken),
            "kind": w.kind,
            "opens": rules_window(w).opens_on(day or date.min),
            "lunch": rules_window(w).over_lunch(day or date.min),
            "words": _words(w.words),
        }
        for w in sorted(hall.windows, key=lambda w: w.order)
    ]


def _hours(hall: Hall) -> list[dict[str, Any]]:
    """Seven days, Monday first (weekday 1 as in ISO 8601)."""
    return [
        {"weekday": i, "open": [dict(zip(("from", "until"), s.split("-"), strict=True)) for s in d]}
        for i, d in enumerate(hall.hours.week(), start=1)
    ]


def _special_days(hall: Hall) -> list[dict[str, Any]]:
    """Closed days and make-up working days, as the rules read them."""
    return [
        {
            "day": day.isoformat(),
            "open": [{"from": _clock(start), "until": _clock(end)} for start, end in spans],
        }
        for day, spans in sorted(opening_hours(hall).days.items())
    ]


def _clock(minutes: int) -> str:
    """Of the wall clock; midnight at the end of a day is 24:00."""
    shown = minutes if minutes == A_DAY else minutes % A_DAY
    return f"{shown // 60:02}:{shown % 60:02}"
