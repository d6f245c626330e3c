"""Where what can be changed of an open hall lies in its document: a window's matters and its plan
of the day, numbers a day, a kiosk's lock."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from server.contracts.answers_changes import ChangedValue, ConfiguredKind
from server.domain.errors import Refused, Unknown

Document = dict[str, Any]


class HallChange(NamedTuple):
    """A change that is asked for. `subject`: key of a window, matter or kiosk."""

    kind: ConfiguredKind
    subject: str
    value: ChangedValue


class WhereKept(NamedTuple):
    """The list that a kind of change lies in, what an entry is called there, and its field."""

    listed: str
    name: str
    field: str


PLACES: Mapping[ConfiguredKind, WhereKept] = {
    "window_open": WhereKept("windows", "number", "opens"),
    "window_lunch": WhereKept("windows", "number", "lunch"),
    "window_matters": WhereKept("windows", "number", "matters"),
    "quota": WhereKept("matters", "key", "quota"),
    "kiosk_lock": WhereKept("devices", "key", "locked"),
}
OF_ONE_DAY: frozenset[ConfiguredKind] = frozenset({"window_open", "window_lunch"})
"""They stand in a window's plan of a day, and end with it."""


def entries(document: Document, kind: ConfiguredKind) -> Iterator[tuple[str, Document]]:
    """What can be changed so, by key."""
    place = PLACES[kind]
    for entry in document["halls"][0].get(place.listed, ()):
        if kind != "kiosk_lock" or entry["kind"] == "kiosk":
            yield str(entry[place.name]), entry


def value_of(entry: Document, kind: ConfiguredKind, day: str) -> ChangedValue:
    """How it stands on a business day."""
    field = PLACES[kind].field
    if kind in OF_ONE_DAY:
        plan = entry.get("plan") or {}
        return cast(ChangedValue, plan.get(field) if plan.get("day") == day else None)
    value: Any = entry.get(field)
    return cast(ChangedValue, sorted(value) if kind == "window_matters" else value)


def value_in(document: Document, kind: ConfiguredKind, subject: str, day: str) -> ChangedValue:
    """The same, found by its key; None where there is no such thing."""
    found = next((entry for key, entry in entries(document, kind) if key == subject), None)
    return None if found is None else value_of(found, kind, day)


def changed(document: Document, wanted: HallChange, day: str, hall: str) -> Document:
    """The document with the change in it, and without the plans of days that are over.

    Refuses `change.nobody_serves`, `kiosk.unknown`, `matter.unknown` and `window.unknown`.
    """
    entry = _entry(document, wanted.kind, wanted.subject, hall)
    _forget_other_days(document, day)
    field = PLACES[wanted.kind].field
    if wanted.kind == "window_matters":
        _put_matters(document, entry, cast(list[str], wanted.value), hall)
    elif wanted.kind in OF_ONE_DAY:
        _put_plan(entry, field, wanted.value, day)
    elif wanted.value is None:
        entry.pop(field, None)
    else:
        entry[field] = wanted.value
    return document


def _entry(document: Document, kind: ConfiguredKind, subject: str, hall: str) -> Document:
    for key, entry in entries(document, kind):
        if key == subject:
            return entry
    if kind == "quota":
        raise Unknown("matter.unknown", {"matter": subject, "hall": hall})
    if kind == "kiosk_lock":
        raise Unknown("kiosk.unknown", {"kiosk": subject, "hall": hall})
    raise Unknown("window.unknown", {"window": subject, "hall": hall})


def _forget_other_days(document: Document, day: str) -> None:
    for _, window in entries(document, "window_open"):
        if window.get("plan") and window["plan"]["day"] != day:
            del window["plan"]


def _put_plan(entry: Document, field: str, value: ChangedValue, day: str) -> None:
    plan = {"day": day, **(entry.get("plan") or {}), field: value}
    kept = {name: each for name, each in plan.items() if each is not None}
    entry["plan"] = kept
    if len(kept) == 1:
        del entry["plan"]


def _put_matters(document: Document, entry: Document, wanted: list[str], hall: str) -> None:
    weights = {**entry["matters"]}
    for matter in wanted:
        _entry(document, "quota", matter, hall)
    entry["matters"] = {matter: weights.get(matter, 1.0) for matter in dict.fromkeys(wanted)}
    served = {m for _, window in entries(document, "window_matters") for m in window["matters"]}
    for key, matter_entry in entries(document, "quota"):
        if key not in served:
            raise Refused("change.nobody_serves", {"matter": matter_entry["name"]})
