"""Calls as sounds: who speaks in a zone, which call is next, and how each ended (C2, C7)."""

from collections.abc import Container
from dataclasses import dataclass

from server.contracts.announcing import (
    CallSound,
    CallToSpeak,
    SpeakerTurn,
    TroubleName,
    TurnName,
)
from server.domain.announcing import (
    ASK_AGAIN,
    ATTEMPTS,
    STALE_AFTER,
    TURN_LASTS,
    Form,
    NextSound,
    PendingCall,
    SpeakerReport,
    Unspoken,
    age,
    choose_call,
)
from server.domain.events.calls import CallSpoken, CallUnspoken, SoundTestEnded
from server.domain.events.event import facts_of
from server.domain.hall import Hall
from server.storage import announcements
from server.storage.speaking_turns import Ask
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


@dataclass(frozen=True, slots=True)
class EndedSound:
    """What became of a call that a speaker was given. `after_ms`: from being given to being
    heard."""

    call: int
    spoken: bool
    after_ms: int = 0


@dataclass(frozen=True, kw_only=True)
class TakeTurn(Order):
    """A speaker asks for the turn of `zones` (None: all), and for what to say next.

    `trouble`: why it can't speak; `busy`: it is speaking; `ended`: what it is done with;
    `leaving`: it stops.
    """

    speaker: str
    zones: tuple[str, ...] | None = None
    trouble: TroubleName | None = None
    busy: bool = False
    ended: tuple[EndedSound, ...] = ()
    leaving: bool = False

    @property
    def name(self) -> str:
        """The device and what runs on it: two pages of one device are two speakers."""
        return f"{self.actor}/{self.speaker}"


@dataclass(frozen=True, slots=True)
class SpokenNext:
    """What a speaker says next; None: nothing."""

    call: CallToSpeak | None


def take_turn(context: AppContext, order: TakeTurn) -> SpeakerTurn:
    """Give the speaker the turn of each zone that is free, and the next call of those it has.

    Calls of a zone come in the order of the journal, one at a time. A call that it was given
    before and has not reported is given again. Refuses `hall.unknown`.
    """
    store, now = context.store, context.now()
    with store.database.reading() as connection:
        hall = store.hall(connection, order.hall)
        pending = announcements.pending(connection, order.hall)
    zones = zones_of(hall) if order.zones is None else zones_of(hall) & set(order.zones)
    report = SpeakerReport(order.name, tuple(sorted(zones)), order.trouble, now)
    context.turns.report(order.hall, report)
    mine = _take(context, order, zones, pending)
    choice = choose_call(pending, order.name, mine, now)
    call = None
    if order.ended or (not order.busy and (choice.next or choice.dropped)):
        ready = _ready(context, hall, choice)
        call = execute_once(
            context, order, SpokenNext,
            lambda unit: SpokenNext(_settle_and_choose(context, unit, order, mine, ready)),
        ).call  # fmt: skip
    return _answer(context, order, zones, call)


def anything_to_speak(context: AppContext, hall: str, zones: Container[str]) -> bool:
    """Whether a call of these zones waits to be begun."""
    with context.store.database.reading() as connection:
        waiting = announcements.pending(connection, hall)
    return any(each.speaker is None and each.zone in zones for each in waiting)


def zones_of(hall: Hall) -> frozenset[str]:
    """The zones that have a window."""
    return frozenset(window.zone for window in hall.windows.values())


def _take(
    context: AppContext, order: TakeTurn, zones: frozenset[str], pending: list[PendingCall]
) -> frozenset[str]:
    if order.trouble is not None or order.leaving:
        context.turns.give_up(order.hall, order.name)
        return frozenset()
    spoken = {each.zone for each in pending if each.speaker not in (None, order.name)}
    ask = Ask(order.hall, order.name, sorted(zones), order.zones is not None, spoken)
    return context.turns.take(ask, context.now())


Ready = dict[tuple[int, Form], CallSound | Unspoken]
"""Sounds that were put together before the hall was locked."""


def _ready(context: AppContext, hall: Hall, choice: NextSound) -> Ready:
    if choice.next is None:
        return {}
    form = choice.next.form or choice.form
    with context.store.database.reading() as connection:
        sound = context.sounds(connection, hall, choice.next, form, context.now())
    return {(choice.next.call, form): sound}


def _settle_and_choose(
    context: AppContext, unit: HallUnit, order: TakeTurn, mine: frozenset[str], ready: Ready
) -> CallToSpeak | None:
    pending = announcements.pending(unit.connection, unit.hall.key)
    for ended in order.ended:
        for each in pending:
            if each.call == ended.call and each.speaker == order.name:
                _settle(unit, each, ended)
    return None if order.busy or order.leaving else _next(context, unit, order.name, mine, ready)


def _settle(unit: HallUnit, each: PendingCall, ended: EndedSound) -> None:
    hall = unit.hall.key
    if ended.spoken and each.is_test:
        announcements.take_away(unit.connection, hall, each.call)
        unit.emit(SoundTestEnded(zone=each.zone, test=each.call, speaker=device_of(each.speaker)))
    elif ended.spoken:
        announcements.take_away(unit.connection, hall, each.call)
        begun = each.begun_at or unit.now
        waited = max(0, round((begun - each.at).total_seconds() * 1000))
        ticket = announcements.ticket_of(unit.connection, hall, each)
        unit.emit(
            CallSpoken(
                ticket=facts_of(ticket), number=each.number, window=each.window, zone=each.zone,
                call=each.call, form=each.form or Form.FULL, language=each.language,
                attempts=each.attempts, after_ms=waited + ended.after_ms,
            )
        )  # fmt: skip
    elif each.over is not None or each.attempts >= ATTEMPTS:
        _drop(unit, each, each.over or Unspoken.INTERRUPTED)
    else:
        announcements.free(unit.connection, hall, each.call)


def _next(
    context: AppContext, unit: HallUnit, speaker: str, mine: frozenset[str], ready: Ready
) -> CallToSpeak | None:
    """The next call that can be heard; those before it that can't are dropped, each with why."""
    while True:
        pending = announcements.pending(unit.connection, unit.hall.key)
        choice = choose_call(pending, speaker, mine, unit.now)
        for each, why in choice.dropped:
            _drop(unit, each, why)
        chosen = choice.next
        if chosen is None:
            return None
        form = choice.form if chosen.form is None else chosen.form
        sound = ready.get((chosen.call, form)) or context.sounds(
            unit.connection, unit.hall, chosen, form, unit.now
        )
        if not isinstance(sound, Unspoken):
            break
        _drop(unit, chosen, sound)
    if chosen.speaker != speaker:
        announcements.begin(unit.connection, unit.hall.key, chosen.call, speaker, form, unit.now)
    return CallToSpeak(
        call=chosen.call, zone=chosen.zone, number=chosen.number, window=chosen.window,
        form=form.value, clips=sound.clips, speed=sound.speed, length_ms=sound.length_ms,
    )  # fmt: skip


def _drop(unit: HallUnit, each: PendingCall, why: Unspoken) -> None:
    hall = unit.hall.key
    announcements.take_away(unit.connection, hall, each.call)
    if each.is_test:
        unit.emit(SoundTestEnded(zone=each.zone, test=each.call, reason=why))
        return
    ticket = announcements.ticket_of(unit.connection, hall, each)
    unit.emit(
        CallUnspoken(
            ticket=facts_of(ticket), number=each.number, window=each.window, zone=each.zone,
            call=each.call, reason=why, attempts=each.attempts,
        )
    )  # fmt: skip


def device_of(speaker: str | None) -> str | None:
    """Which device a speaker runs on, as the journal names it."""
    return speaker and speaker.partition("/")[0]


def _answer(
    context: AppContext, order: TakeTurn, zones: frozenset[str], call: CallToSpeak | None
) -> SpeakerTurn:
    held = context.turns.held(order.hall, context.now())
    return SpeakerTurn(
        zones={zone: _whose(held.get(zone), order.name) for zone in sorted(zones)},
        call=call,
        turn_ms=round(TURN_LASTS.total_seconds() * 1000),
        ask_ms=round(ASK_AGAIN.total_seconds() * 1000),
    )


def _whose(holder: str | None, speaker: str) -> TurnName:
    if holder is None:
        return "mute"
    return "mine" if holder == speaker else "another"


class DropOverdue(Order):
    """Record the calls that nobody speaks any more."""


@dataclass(frozen=True, slots=True)
class OverdueCalls:
    """How many calls ended unspoken."""

    calls: int


def drop_overdue(context: AppContext, order: DropOverdue) -> OverdueCalls:
    """Calls that are too old, in zones in which nobody has the turn: `mute`, or `interrupted` where
    one was begun. Where somebody has it, the next that is asked for drops them. Refuses
    `hall.unknown`."""
    now = context.now()
    with context.store.database.reading() as connection:
        pending = announcements.pending(connection, order.hall)
    if not any(age(each, now) > STALE_AFTER for each in pending):
        return OverdueCalls(0)

    def act(unit: HallUnit) -> OverdueCalls:
        held = context.turns.held(order.hall, unit.now)
        known = zones_of(unit.hall)
        lost = [
            each
            for each in announcements.pending(unit.connection, order.hall)
            if age(each, unit.now) > STALE_AFTER and each.zone not in held
        ]
        for each in lost:
            begun = Unspoken.INTERRUPTED if each.attempts else Unspoken.MUTE
            _drop(unit, each, each.over or (begun if each.zone in known else Unspoken.REMOVED))
        return OverdueCalls(len(lost))

    return execute_once(context, order, OverdueCalls, act)
