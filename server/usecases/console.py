"""What a clerk sees: the ticket in hand, the load, what may be pressed, and why not.

Of those who wait only counts are shown (no picking); a number appears when it is called.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from server.contracts.answers import (
    ConsoleView,
    HistoryEntry,
    Load,
    Missed,
    Parked,
    TicketAtWindow,
    TransferTarget,
    UndoOffer,
    WindowAnswer,
    WindowOfConsole,
)
from server.contracts.live import Clerk, Words
from server.domain.events.event import Event
from server.domain.events.tickets import TicketCalled, TicketWalkedIn
from server.domain.hall import Hall
from server.domain.ticket import TRANSITIONS, UNDOABLE, State, Step, Ticket
from server.domain.window import ClerkIdentity, UndoableStep, WindowState, WindowStatus, wire_time
from server.storage import counts, journal, queue_counts, tickets
from server.storage.base import Connection
from server.storage.candidates import candidates
from server.storage.journal_words import event_of
from server.storage.postponed_counts import held
from server.storage.snapshots import clerks_at
from server.storage.unit import HallUnit
from server.storage.window_values import identity_json, window_view
from server.usecases.hall_words import said
from server.usecases.handovers import bounced, colleagues, first_asked, served_matters
from server.usecases.wording import WALKED_IN, history_text, why_called, with_reason

SHOWN_MISSED = 8


Result = Literal["called", "nobody", "already", "done"]


def answer(unit: HallUnit, window: WindowState, result: Result) -> WindowAnswer:
    """What every verb at a window answers."""
    unit.write()
    shown = console(unit.connection, unit.hall, window, (unit.day, unit.now), unit.seq)
    return WindowAnswer(result=result, seq=unit.seq, console=shown)


def console(
    connection: Connection, hall: Hall, window: WindowState, at: tuple[date, datetime], seq: int
) -> ConsoleView:
    """The whole console of one window at one day and moment, at journal number `seq`."""
    day, now = at
    ticket = (
        tickets.find(connection, hall.key, day, id=window.ticket_id)
        if window.ticket_id is not None
        else None
    )
    away = tickets.at_window(connection, hall.key, day, window.key)
    missed = [
        Missed(number=t.number, at=wire_time(t.ended_at))
        for t in away
        if t.state is State.NO_SHOW and t.ended_at is not None
    ]
    return ConsoleView(
        hall=hall.key,
        window=_window(hall, window),
        seq=seq,
        at=wire_time(now),
        day=day.isoformat(),
        ticket=None if ticket is None else _in_hand(connection, hall, ticket, window, now),
        load=_load(connection, hall, window, day, now),
        parked=[_parked(t, now) for t in away if t.state is State.PARKED],
        missed=missed[-SHOWN_MISSED:],
        bounced=bounced(connection, hall, window.key, day),
        transfers=_transfers(connection, hall, window.key, day),
        colleagues=colleagues(connection, hall, window.key, ticket),
        served_today=counts.finished_by(connection, hall.key, day, window.key),
        clerk=_clerk(window.identity),
        undo=_undo(window, hall, now),
        can={verb: _worded(hall, window, may) for verb, may in _can(hall, window, ticket).items()},
    )


def _window(hall: Hall, window: WindowState) -> WindowOfConsole:
    place = hall.windows[window.key]
    return WindowOfConsole(
        **window_view(hall, window),
        key=window.key,
        number=int(window.key) if window.key.isdigit() else window.key,
        zone=place.zone,
        matters=list(place.serves),
    )


def _clerk(identity: ClerkIdentity | None) -> Clerk | None:
    shown = identity_json(identity)
    return None if shown is None else Clerk(**shown)


def _in_hand(
    connection: Connection, hall: Hall, ticket: Ticket, window: WindowState, now: datetime
) -> TicketAtWindow:
    rows = journal.of_ticket(connection, ticket.id)
    events = [(row.at, event) for row in rows if (event := event_of(row)) is not None]
    called = [event for _, event in events if isinstance(event, TicketCalled)]
    return TicketAtWindow(
        number=ticket.number,
        state=ticket.state.value,
        matter=ticket.matter,
        priority_class=ticket.priority_class,
        language=ticket.language,
        waited_s=called[-1].waited_s if called else None,
        called_at=wire_time(ticket.called_at),
        started_at=wire_time(ticket.started_at),
        times=window.call.times if window.call else 0,
        note=ticket.note,
        missed=ticket.misses,
        come_back=ticket.ways_back[-1] if ticket.ways_back else None,
        sent_from=ticket.sent_from,
        bounced_by=ticket.bounced_by,
        first_asked=first_asked(ticket),
        served=served_matters(ticket),
        materials=json.loads(ticket.materials) if ticket.materials else None,
        history=[
            HistoryEntry(at=wire_time(at), type=event.type, text=text)
            for at, event in events
            if (text := history_text(event, hall)) is not None
        ],
        why=_why(hall, events),
    )


def _why(hall: Hall, events: Sequence[tuple[datetime, Event]]) -> Words | None:
    """Why it was this one's turn; of who came without a ticket, why they were served."""
    for _, event in reversed(events):
        if isinstance(event, TicketCalled | TicketWalkedIn):
            reason = hall.call_reasons.get(event.chosen_for or "")
            plain = WALKED_IN if isinstance(event, TicketWalkedIn) else why_called(event.why)
            return with_reason(said(hall, plain, window=event.window), reason)
    return None


def _parked(ticket: Ticket, now: datetime) -> Parked:
    until = ticket.parked_until
    return Parked(
        number=ticket.number,
        reason=ticket.reason,
        until=wire_time(until),
        matter=ticket.matter,
        overdue=until is not None and until <= now,
    )


def _load(
    connection: Connection, hall: Hall, window: WindowState, day: date, now: datetime
) -> list[Load]:
    counted = queue_counts.totals(connection, hall.key, day)
    oldest: dict[str, datetime] = {}
    place = hall.seat(window.key, window.clerk)
    for candidate in candidates(connection, hall.key, (day, now), place):
        oldest[candidate.queue] = min(candidate.since, oldest.get(candidate.queue, candidate.since))
    away = held(connection, hall.key, (day, now), place)
    return [
        Load(
            matter=queue,
            waiting=counted.get(queue, 0),
            held=away[queue][0] if queue in away else 0,
            held_until=wire_time(away[queue][1]) if queue in away else None,
            oldest_s=int((now - oldest[queue]).total_seconds()) if queue in oldest else None,
        )
        for queue in place.queues
        if not queue.startswith("@") or counted.get(queue, 0)
    ]


def _transfers(connection: Connection, hall: Hall, window: str, day: date) -> list[TransferTarget]:
    """Where a ticket can be sent: the matters that other windows may do now."""
    counted = queue_counts.totals(connection, hall.key, day)
    own, clerks = hall.windows[window].serves, clerks_at(connection, hall)
    return [
        TransferTarget(matter=matter.key, zone=matter.zone, waiting=counted.get(matter.key, 0))
        for matter in hall.matters.values()
        if matter.key not in own and hall.windows_for(matter.key, clerks, day)
    ]


def _undo(window: WindowState, hall: Hall, now: datetime) -> UndoOffer | None:
    if not isinstance(window.step, UndoableStep) or window.step.verb not in UNDOABLE:
        return None
    until = window.step.at + hall.undo_within
    if until <= now:
        return None
    return UndoOffer(verb=window.step.verb.value, number=window.step.number, until=wire_time(until))


VERBS = {
    "recall": Step.RECALL, "start": Step.START, "finish": Step.FINISH, "no-show": Step.NO_SHOW,
    "park": Step.PARK, "transfer": Step.TRANSFER, "bounce": Step.BOUNCE,
    "add-matter": Step.ADD_MATTER,
}  # fmt: skip

NOBODY = {"zh": "{@place}前没有人", "en": "Nobody is at the {@place}"}
SIGN_ON_FIRST = {"zh": "请先上岗", "en": "Sign on first"}
PAUSED = {"zh": "{@place}已暂停，先恢复办理", "en": "The {@place} is paused: resume first"}
NOT_NOW = {
    State.CALLED: {"zh": "先按“开始”，人到了再办", "en": "Start service first"},
    State.SERVING: {"zh": "已经在办理", "en": "Service has begun already"},
}
NOT_SENT = {"zh": "这位不是别的{@place}转来的", "en": "No colleague sent this visitor"}
NOT_PAUSED = {"zh": "{@place}没有暂停", "en": "The {@place} is not paused"}
RECALL_FIRST = {"zh": "先重呼 {left} 次，再记过号", "en": "Call again {left} more first"}
BUSY = {"zh": "先办完{@place}前的这一位", "en": "Finish this visit first"}


Permission = Literal[True] | Words


def _can(hall: Hall, window: WindowState, ticket: Ticket | None) -> dict[str, Permission]:
    """For each verb True, or the reason why not, in words."""
    if window.state is WindowStatus.CLOSED:
        verbs = (
            *VERBS,
            "call-next",
            "call",
            "walk-in",
            "return",
            "resume",
            "pause",
            "unpause",
            "sign-off",
        )
        return dict.fromkeys(verbs, SIGN_ON_FIRST)
    can: dict[str, Permission] = {verb: _may(step, ticket) for verb, step in VERBS.items()}
    if ticket is not None and can["bounce"] is True and ticket.sent_from is None:
        can["bounce"] = NOT_SENT
    if can["no-show"] is True and (left := recalls_left(hall, window)):
        can["no-show"] = said(hall, RECALL_FIRST, left=left)
    paused = window.state is WindowStatus.PAUSED
    free = ticket is None
    calling = ticket is not None and ticket.state is State.CALLED
    can["call-next"] = NOT_NOW[State.CALLED] if calling else PAUSED if paused else True
    can["call"] = (PAUSED if paused else True) if free else BUSY
    can["walk-in"] = can["call"]
    can["return"] = True
    can["resume"] = True if free else BUSY
    can["pause"] = PAUSED if paused else True
    can["unpause"] = True if paused else NOT_PAUSED
    can["sign-off"] = True if free else BUSY
    return can


def _worded(hall: Hall, window: WindowState, may: Permission) -> Permission:
    return True if may is True else said(hall, may, window=window.key)


def recalls_left(hall: Hall, window: WindowState) -> int:
    """How often the number must be recalled before it may count as missed."""
    recalled = window.call.times - 1 if window.call else 0
    return max(0, hall.misses.recalls - recalled)


def _may(step: Step, ticket: Ticket | None) -> Permission:
    if ticket is None:
        return NOBODY
    return True if (ticket.state, step) in TRANSITIONS else NOT_NOW[ticket.state]
