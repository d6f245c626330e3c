"""Loudspeakers: a board's page or a program of its own that speaks the calls of its zones."""

import time
from dataclasses import replace

from flask import Blueprint

from server.contracts.announcing import AskTurn, ClipsToLoad, SpeakerTurn
from server.usecases import announcing, loading_clips
from server.web.auth import authorize
from server.web.http.request_scope import context
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
