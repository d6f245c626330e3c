"""`servicehall speaker`: asks for the turn of its zones, and speaks their calls for ever."""

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress

from display.speaker.asking import NoAnswerError, Server, ServerRefusalError
from display.speaker.sinks import Sink
from display.speaker.sound import ClipError, ClipStore, rendered
from server.contracts.announcing import (
    AskTurn,
    CallToSpeak,
    EndedCall,
    SpeakerTurn,
    TroubleName,
    TurnName,
)

WHO: Mapping[TurnName, str] = {"mine": "由这里出声", "another": "由另一台出声", "mute": "无声"}
WAIT_MS = 600
"""The server answers at once when there is something to say, and else after so long."""
WHILE_SPEAKING_S = 0.5
STEP_S = 0.02
AFTER_TROUBLE_S = 1.0
LOAD_EVERY_S = 600.0
"""How often it looks for clips that came new: another window, another announcer."""


class SpeakerProgram:
    """One loudspeaker. `zones`: None for all of the hall; `say`: where its sentences go, in
    Chinese and English."""

    def __init__(
        self, server: Server, sink: Sink, zones: list[str] | None, say: Callable[[str, str], None]
    ) -> None:
        self._server, self._sink, self._zones, self._say = server, sink, zones, say
        self._name = uuid.uuid4().hex
        self._clips = ClipStore(server.clip)
        self._ended: list[EndedCall] = []
        self._trouble: TroubleName | None = None
        self._said = ""
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Come to an end; what is being spoken breaks off."""
        self._stopped.set()

    def run(self) -> None:
        """Until `stop`."""
        hall = self._hall()
        if hall is not None:
            threading.Thread(target=self._load, args=(hall,), daemon=True).start()
        while hall is not None and not self._stopped.is_set():
            turn = self._ask(hall)
            if turn is None:
                self._stopped.wait(AFTER_TROUBLE_S)
            elif turn.call is not None:
                self._speak(hall, turn.call)
        if hall is not None:
            self._ask(hall, leaving=True)
        self._sink.close()

    def _load(self, hall: str) -> None:
        """Fetch and decode all clips beforehand, so that the first call of a day is as fast as any.
        What can't be had now is tried again when it is called for."""
        while not self._stopped.is_set():
            with suppress(ServerRefusalError, NoAnswerError, ClipError):
                self._clips.keep(self._server.clips(hall))
            self._stopped.wait(LOAD_EVERY_S)

    def _hall(self) -> str | None:
        while not self._stopped.is_set():
            try:
                return self._server.hall()
            except (ServerRefusalError, NoAnswerError) as error:
                self._unanswered(error)
                self._stopped.wait(AFTER_TROUBLE_S)
        return None

    def _ask(self, hall: str, busy: bool = False, leaving: bool = False) -> SpeakerTurn | None:
        """The server's answer; None when there was none. The sink may sound as long as it says."""
        asked, told = time.monotonic(), list(self._ended)
        ask = AskTurn(
            speaker=self._name, zones=self._zones, trouble=self._trouble, busy=busy, ended=told,
            leaving=leaving, wait_ms=0 if busy or leaving or self._trouble else WAIT_MS,
        )  # fmt: skip
        try:
            turn = self._server.turn(hall, ask)
        except (ServerRefusalError, NoAnswerError) as error:
            self._unanswered(error)
            return None
        del self._ended[: len(told)]
        self._trouble = None
        if "mine" in turn.zones.values():
            self._sink.allow_until(asked + turn.turn_ms / 1000)
        self._once(
            "就绪：" + "，".join(f"{key} 区{WHO[who]}" for key, who in turn.zones.items()),
            "Ready: " + ", ".join(f"zone {key} {who}" for key, who in turn.zones.items()),
        )
        return turn

    def _speak(self, hall: str, call: CallToSpeak) -> None:
        given = time.monotonic()
        try:
            samples = rendered(call, self._clips)
        except ClipError as error:
            self._once(f"放不出录音：{error}", f"A clip can't be played: {error}")
            self._trouble = "no_clips"
            self._ended.append(EndedCall(call=call.call, spoken=False))
            return
        after = round((time.monotonic() - given) * 1000)
        if after >= WHILE_SPEAKING_S * 1000:
            self._ask(hall, busy=True)  # clips came slowly: a sentence is begun with a whole turn
        self._sink.play(call.number or call.form, samples)
        spoken = self._until_ended(hall)
        self._ended.append(EndedCall(call=call.call, spoken=spoken, after_ms=after))

    def _until_ended(self, hall: str) -> bool:
        """Keeps the turn while it speaks."""
        asked = time.monotonic()
        while (heard := self._sink.ended()) is None:
            if time.monotonic() - asked >= WHILE_SPEAKING_S:
                asked = time.monotonic()
                self._ask(hall, busy=True)
            time.sleep(STEP_S)
            if self._stopped.is_set():
                self._sink.allow_until(0.0)
        return heard

    def _unanswered(self, error: Exception) -> None:
        if isinstance(error, ServerRefusalError):
            self._once(f"{self._server.address}：{error}", f"{self._server.address}: {error}")
        else:
            self._once(
                f"{self._server.address} 没有应答：{error}",
                f"{self._server.address} does not answer: {error}",
            )

    def _once(self, zh: str, en: str) -> None:
        if en != self._said:
            self._said = en
            self._say(zh, en)
