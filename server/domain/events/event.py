"""An event: its type, its fields, and where each of them lies in a journal entry.

A field is private (for staff) under its own name unless it is marked. One that defaults to None
is left out of the entry while it is None; every other field is always written.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from server.domain.ticket import State, Ticket
from server.domain.window import Json, wire_time

T = TypeVar("T")
E = TypeVar("E", bound="type[Event]")
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Public:
    """Marks a field that anybody in the hall may see; `name` where the wire has another one."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Private:
    """Marks a public field that is also among the private ones, under `name`."""

    name: str


Shown = Annotated[T, Public()]
"""A field that anybody in the hall may see."""

AtWindow = Annotated[str, Public("window_key"), Private("window")]
"""Key of the window at which something happened to a ticket."""


class Written(NamedTuple):
    """A field as it is written into one part of an entry."""

    attribute: str
    name: str
    optional: bool
    convert: Convert | None

    def into(self, part: Json, event: "Event") -> None:
        """Write it."""
        value = getattr(event, self.attribute)
        if value is None and self.optional:
            return
        part[self.name] = value if self.convert is None else self.convert(value)


class Stored(NamedTuple):
    """A field as it is read back from an entry."""

    attribute: str
    name: str
    hidden: bool
    optional: bool
    convert: Convert | None


class Wire(NamedTuple):
    """How the fields of one type of event lie in an entry."""

    public: tuple[Written, ...] = ()
    private: tuple[Written, ...] = ()
    stored: tuple[Stored, ...] = ()
    has_ticket: bool = False


class UnreadableEventError(ValueError):
    """A journal entry lacks a field of its type, or holds something else in it."""


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """The ticket that an event is about, as the event left it. Private but for the number."""

    id: int
    number: str
    matter: str
    priority_class: str
    series: str
    state: State

    def private(self) -> Json:
        """As an entry holds them; the id has a column of its own."""
        return {
            "number": self.number, "matter": self.matter, "priority_class": self.priority_class,
            "series": self.series, "state": self.state.value,
        }  # fmt: skip


def facts_of(ticket: Ticket) -> TicketFacts:
    """What events say of a ticket."""
    return TicketFacts(
        ticket.id, ticket.number, ticket.matter, ticket.priority_class, ticket.series, ticket.state
    )


def facts_from(id_: int, private: Mapping[str, Any]) -> TicketFacts:
    """Those of an entry about the ticket `id_`."""
    return TicketFacts(
        id_, private["number"], private["matter"], private["priority_class"], private["series"],
        State(private["state"]),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in a hall. `type` is its name on the wire and in the journal."""

    type: ClassVar[str]
    wire: ClassVar[Wire] = Wire()

    @property
    def about(self) -> TicketFacts | None:
        """The ticket that it is about."""
        return None

    def public(self) -> Json:
        """What anybody in the hall may see."""
        part: Json = {}
        for field in self.wire.public:
            field.into(part, self)
        return part

    def private(self) -> Json:
        """What only staff may see."""
        ticket = self.about
        part: Json = {} if ticket is None else ticket.private()
        for field in self.wire.private:
            field.into(part, self)
        return part

    @classmethod
    def from_entry(cls, ticket: int | None, public: Json, private: Json) -> "Event":
        """The event again, from an entry about the ticket with this id; raises
        UnreadableEventError. What later versions added to the entry is left out."""
        given: Json = {}
        try:
            for attribute, name, hidden, optional, convert in cls.wire.stored:
                part = private if hidden else public
                if optional and name not in part:
                    continue
                given[attribute] = part[name] if convert is None else convert(part[name])
            if cls.wire.has_ticket:
                given["ticket"] = None if ticket is None else facts_from(ticket, private)
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadableEventError(f"{cls.type}: {error!r}") from error
        return cls(**given)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def event(type_: str) -> Callable[[E], E]:
    """Makes a frozen class the event of this type."""

    def make(cls: E) -> E:
        dataclass(frozen=True, kw_only=True)(cls)
        cls.type = type_
        cls.wire = _wire_of(cls)
        return cls

    return make


def _wire_of(cls: type[Event]) -> Wire:
    hints = get_type_hints(cls, include_extras=True)
    found: tuple[list[Written], list[Written], list[Stored]] = ([], [], [])
    has_ticket = False
    for field in fields(cls):
        if field.name == "ticket":
            has_ticket = True
        else:
            _place(field.name, hints[field.name], field.default is None, found)
    public, private, stored = found
    return Wire(tuple(public), tuple(private), tuple(stored), has_ticket)


def _place(
    name: str, hint: Any, optional: bool, found: tuple[list[Written], list[Written], list[Stored]]
) -> None:
    """Add a field, as its marks say, to the public and private ones and to those to be read."""
    public, private, stored = found
    marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
    write, read = _converters(get_args(hint)[0] if marks else hint)
    shown = [mark.name or name for mark in marks if isinstance(mark, Public)]
    hidden = [mark.name for mark in marks if isinstance(mark, Private)] or ([] if shown else [name])
    public += [Written(name, each, optional, write) for each in shown]
    private += [Written(name, each, optional, write) for each in hidden]
    stored.append(Stored(name, (shown or hidden)[0], not shown, optional, read))


def _converters(hint: Any) -> tuple[Convert | None, Convert | None]:
    """How a value of this type is written into JSON, and how it is read; None: as it is."""
    if get_origin(hint) is UnionType:
        (inner,) = (each for each in get_args(hint) if each is not NoneType)
        write, read = _converters(inner)
        return write and _unless_none(write), read and _unless_none(read)
    if get_origin(hint) is tuple:
        return list, tuple
    if not isinstance(hint, type):
        return None, None
    if issubclass(hint, datetime):
        return wire_time, datetime.fromisoformat
    if issubclass(hint, date):
        return date.isoformat, date.fromisoformat
    if issubclass(hint, StrEnum):
        return str, hint
    if is_dataclass(hint):
        return asdict, lambda value: hint(**value)
    return None, None


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)
