"""Loudspeakers: a board's page or a program of its own that speaks the calls of its zones."""

import time
from dataclasses import replace

from flask import Blueprint

from server.contracts.announcing import (
    AskTurn,
    ClipsToLoad,
    SoundTest,
    SoundTrial,
    SpeakerTurn,
    ZoneSound,
)
from server.domain.people import ALL_HALLS, DEVICE_ROLES
from server.usecases import announcing, loading_clips, trying_sound
from server.web.auth import authorize
from server.web.http.request_scope import context, halls
from server.web.openapi.binding import operation

LOOK_S = 0.4
"""How often it is looked for a call while a speaker waits for one, should nothing ring: a zone may
have become free, another process's commit gone unheard."""

blueprint = Blueprint("speakers", __name__, url_prefix="/api/v1")


@operation(
    blueprint, "POST", "/halls/<hall>/speakers/turn", summary="Ask for the next call to speak",
    body=AskTurn, answers=SpeakerTurn,
)  # fmt: skip
def turn(hall: str, body: AskTurn) -> SpeakerTurn:
    """Ask every `ask_ms`, and at once when a call is made. A zone's turn lasts `turn_ms` from the
    moment of asking: who hears nothing for so long is to fall silent, since another may speak.
    Without a socket to hear of calls by, ask with `wait_ms`."""
    order = announcing.TakeTurn(
        hall=hall, actor=authorize.principal().actor, speaker=body.speaker,
        zones=None if body.zones is None else tuple(body.zones),
        trouble=body.trouble, busy=body.busy, leaving=body.leaving,
        ended=tuple(
            announcing.EndedSound(each.call, each.spoken, each.after_ms) for each in body.ended
        ),
    )  # fmt: skip
    signal = context().store.change_signal
    until = time.monotonic() + body.wait_ms / 1000
    rung = signal.next_ring()
    given = announcing.take_turn(context(), order)
    order = replace(order, ended=())
    while given.call is None and not body.busy and (left := until - time.monotonic()) > 0:
        rung.wait(min(left, LOOK_S))
        rung = signal.next_ring()
        if announcing.anything_to_speak(context(), hall, given.zones):
            given = announcing.take_turn(context(), order)
    return given


@operation(
    blueprint, "GET", "/halls/<hall>/speakers/clips", summary="The clips that calls are made of",
    answers=ClipsToLoad,
)  # fmt: skip
def clips(hall: str) -> ClipsToLoad:
    """Fetch and decode them before the first call, so that it is heard as soon as any other; ask
    again now and then, since the hall may get another window or announcer."""
    return loading_clips.clips_to_load(context(), hall)


@operation(
    blueprint, "POST", "/halls/<hall>/speakers/test", summary="Hear a zone's test phrase",
    body=SoundTest, answers=SoundTrial,
)  # fmt: skip
def test(hall: str, body: SoundTest) -> SoundTrial:
    """Whoever has the zone's turn speaks it, after the calls that wait; where nobody has it, the
    answer says so, and what to do."""
    order = trying_sound.TrySound(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key(),
        zone=body.zone,
    )  # fmt: skip
    return _named(trying_sound.try_sound(context(), order))


@operation(
    blueprint, "GET", "/halls/<hall>/speakers/tests/<id:test>",
    summary="What became of a test phrase", answers=SoundTrial,
)  # fmt: skip
def trial(hall: str, test: int) -> SoundTrial:
    """`test` is the number that asking for it answered."""
    return _named(trying_sound.sound_trial(context(), hall, test))


@operation(
    blueprint, "GET", "/admin/sound", summary="The zones, and who speaks there",
    answers=list[ZoneSound],
)  # fmt: skip
def zones() -> list[ZoneSound]:
    """Those of the halls that the caller administers."""
    own = authorize.principal().hall
    found = (
        zone
        for hall in halls()
        if own in (ALL_HALLS, hall)
        for zone in trying_sound.zone_sounds(context(), hall)
    )
    return [zone.model_copy(update={"by": _device(zone.by)}) for zone in found]


def _named(trial: SoundTrial) -> SoundTrial:
    return trial.model_copy(update={"by": _device(trial.by)})


def _device(actor: str | None) -> str | None:
    """The name that people gave a device, for that of the journal."""
    role, _, number = (actor or "").partition(":")
    if role not in DEVICE_ROLES:
        return actor
    with authorize.session_cache().people.reading() as book:
        device = book.device(int(number))
    return actor if device is None else device.name
