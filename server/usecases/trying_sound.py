"""The test phrase of a zone: who speaks it, whether it was heard, and what to do if not (C7)."""

from dataclasses import dataclass

from server.configuration.halls import site_of_document
from server.contracts.announcing import SoundTrial, TrialName, ZoneSound
from server.domain.errors import Unknown
from server.domain.events.calls import SoundTestAsked, SoundTestEnded
from server.storage import announcements, journal
from server.storage.base import Connection
from server.storage.journal_words import event_of
from server.storage.unit import HallUnit
from server.usecases.announcing import device_of, zones_of
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once
from server.usecases.mute_zones import advice, why_unheard

PAGE = 500


@dataclass(frozen=True, kw_only=True)
class TrySound(Order):
    """Let the zone's test phrase be heard."""

    zone: str


def try_sound(context: AppContext, order: TrySound) -> SoundTrial:
    """Have whoever has the zone's turn speak its test phrase, after the calls that wait. Where
    nobody has it, the answer says so at once. Refuses `zone.unknown`."""

    def act(unit: HallUnit) -> SoundTrial:
        if order.zone not in zones_of(unit.hall):
            raise Unknown("zone.unknown", {"zone": order.zone, "hall": order.hall})
        holder = context.turns.held(order.hall, unit.now).get(order.zone)
        if holder is None:
            return _nobody(context, order.hall, order.zone, None)
        test = unit.emit(SoundTestAsked(zone=order.zone))
        return SoundTrial(
            hall=order.hall, zone=order.zone, test=test, state="waiting", by=device_of(holder)
        )

    return execute_once(context, order, SoundTrial, act)


def sound_trial(context: AppContext, hall: str, test: int) -> SoundTrial:
    """How a test phrase stands. Refuses `hall.unknown` and `sound.unknown`."""
    with context.store.database.reading() as connection:
        context.store.hall(connection, hall)
        pending = announcements.pending(connection, hall)
        ended = None if any(each.call == test for each in pending) else _end(connection, hall, test)
    for each in pending:
        if each.call == test and each.is_test:
            holder = context.turns.held(hall, context.now()).get(each.zone)
            if holder is None:
                return _nobody(context, hall, each.zone, test)
            state: TrialName = "waiting" if each.speaker is None else "speaking"
            return SoundTrial(
                hall=hall, zone=each.zone, test=test, state=state, by=device_of(holder)
            )
    if ended is None:
        raise Unknown("sound.unknown", {"test": test, "hall": hall})
    if ended.reason is None:
        return SoundTrial(hall=hall, zone=ended.zone, test=test, state="heard", by=ended.speaker)
    text, action = why_unheard(ended.reason, ended.zone)
    return SoundTrial(
        hall=hall, zone=ended.zone, test=test, state="unheard", text=text, action=action
    )


def _end(connection: Connection, hall: str, test: int) -> SoundTestEnded | None:
    after = test
    while entries := journal.entries(connection, hall, after, PAGE):
        after = entries[-1].seq
        for entry in entries:
            event = event_of(entry) if entry.type == SoundTestEnded.type else None
            if isinstance(event, SoundTestEnded) and event.test == test:
                return event
    return None


def _nobody(context: AppContext, hall: str, zone: str, test: int | None) -> SoundTrial:
    text, action = advice(zone, context.turns.reports(hall, context.now()))
    return SoundTrial(hall=hall, zone=zone, test=test, state="unheard", text=text, action=action)


def zone_sounds(context: AppContext, hall: str) -> list[ZoneSound]:
    """How the sound of each zone is that has a window. Refuses `hall.unknown`."""
    store, now = context.store, context.now()
    with store.database.reading() as connection:
        known = store.hall(connection, hall)
        _, document = store.document(connection, hall)
    described = site_of_document(document).halls[0]
    names = {zone.key: zone.name.by_language() for zone in described.zones}
    held, reports = context.turns.held(hall, now), context.turns.reports(hall, now)
    return [
        ZoneSound(
            hall=hall, zone=zone, name=names[zone], by=device_of(held.get(zone)),
            action=None if zone in held else advice(zone, reports)[1],
        )
        for zone in sorted(zones_of(known))
    ]  # fmt: skip
