"""Consoles for tests of the clerk's pages, and a pretend desk that goes through the cycle."""

import time
from typing import Any

from playwright.sync_api import Page

from tests.support.patience import PATIENCE_S
from tests.support.samples import CLERK, Json, call, catalogue, instant, window

MATTERS = {matter["key"]: matter for matter in catalogue()["matters"]}
ALL_VERBS = (
    *("sign-on", "sign-off", "call-next", "call", "recall", "start", "finish", "no-show"),
    *("return", "park", "resume", "transfer", "pause", "unpause", "undo"),
)
MAY = {
    "closed": {"sign-on"},
    "paused": {"unpause", "sign-off"},
    "free": {"call-next", "call", "return", "pause", "resume", "sign-off"},
    "called": {"start", "recall", "no-show", "transfer", "undo"},
    "serving": {"call-next", "finish", "park", "transfer", "undo"},
}


def ticket(number: str = "C047", state: str = "serving", **more: Any) -> Json:
    """The person at the window."""
    plain: Json = {
        "number": number,
        "state": state,
        "matter": "property-1",
        "priority_class": "ordinary",
        "language": "zh",
        "waited_s": 1112,
        "called_at": instant(400),
        "started_at": instant(374) if state == "serving" else None,
        "times": 1,
        "note": None,
        "missed": 0,
        "come_back": None,
        "materials": [True, True, False],
        "history": [
            _past(1600, "取号，自助机 2，排第 8", "Ticket from kiosk 2, eighth in queue"),
            _past(1200, "本人在手机上延后 2 位", "Let two others go first"),
            _past(400, "12 号窗呼叫", "Called to window 12"),
            *([_past(374, "开始办理", "Started")] if state == "serving" else []),
        ],
        "why": {"zh": "按到达先后", "en": "In order of arrival"},
    }
    return plain | more


def _past(age: float, zh: str, en: str) -> Json:
    return {"at": instant(age), "type": "ticket.event", "text": {"zh": zh, "en": en}}


def console(where: str = "serving", key: str = "12", seq: int = 900, **more: Any) -> Json:
    """A console in one of the five situations: closed, paused, free, called, serving."""
    person = ticket(state=where) if where in ("called", "serving") else None
    state = where if where in ("closed", "paused") else "open"
    plain: Json = {
        "hall": "main",
        "window": window(state)
        | {
            "key": key,
            "number": int(key) if key.isdigit() else key,
            "zone": "C",
            "matters": ["property-1", "property-2", "company-1", "company-2"],
        },
        "seq": seq,
        "at": instant(),
        "day": "2026-11-23",
        "ticket": person,
        "load": [
            {"matter": "property-1", "waiting": 7, "oldest_s": 1290},
            {"matter": "company-1", "waiting": 3, "oldest_s": 560},
            {"matter": "property-2", "waiting": 0, "oldest_s": None},
            {"matter": "company-2", "waiting": 0, "oldest_s": None},
        ],
        "parked": [
            {
                "number": "C039",
                "reason": "copy",
                "until": instant(-728),
                "matter": "property-1",
                "overdue": False,
            }
        ],
        "missed": [{"number": "C031", "at": instant(900)}],
        "transfers": [
            {"matter": key, "zone": MATTERS[key]["zone"], "waiting": waiting}
            for key, waiting in (
                ("company-1", 3),
                ("social-1", 18),
                ("hukou-1", 12),
                ("medical-1", 6),
                ("civil-1", 0),
            )
        ],
        "served_today": 11,
        "clerk": {"name": CLERK["name"], "staff_no": CLERK["staff_no"]},
        "undo": None,
        "can": can(where),
    }
    return plain | more


def can(where: str) -> Json:
    """Which verbs the server allows, and its reason for the others."""
    no = {
        "zh": "现在不能用，先办完窗口前的这一位",
        "en": "Not now: start first, when the person is there",
    }
    return {verb: True if verb in MAY[where] else no for verb in ALL_VERBS}


class PretendDesk:
    """Answers verbs like a server with a short line of people; counts what it really did."""

    def __init__(self, *numbers: str, where: str = "free") -> None:
        self.queue = list(numbers)
        self.seq = 900
        self.done: list[tuple[str, Json]] = []
        self.answers: dict[str, Json] = {}
        self.console = console(where)

    def finished(self, page: Page, steps: int) -> list[tuple[str, Json]]:
        """What was done, once so many steps were, or after all patience what there is."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.done) < steps and time.monotonic() < deadline:
            page.wait_for_timeout(20)
        return self.done

    def verb(self, _window: str, verb: str, body: Json, key: str) -> tuple[int, Json]:
        """One step; the same key again is answered again and not done again."""
        if key not in self.answers:
            self.done.append((verb, body))
            self.answers[key] = self._step(verb)
        return 200, self.answers[key]

    def _step(self, verb: str) -> Json:
        self.seq += 1
        result = "done"
        undo = {"verb": verb, "until": instant(-5)}
        if verb == "call-next":
            result, where = ("called", "called") if self.queue else ("nobody", "free")
            self.console = self._console(where, self.queue.pop(0) if self.queue else None, undo)
        else:
            where = {"start": "serving", "sign-on": "free", "pause": "paused"}.get(verb, "free")
            number = self.console["ticket"]["number"] if verb == "start" else None
            self.console = self._console(where, number, undo)
        return {"result": result, "seq": self.seq, "console": self.console}

    def _console(self, where: str, number: str | None, undo: Json) -> Json:
        person = ticket(number, where) if number else None
        undone = {**undo, "number": number} if number else None
        return console(where, seq=self.seq, ticket=person, undo=undone)

    def event(self) -> Json:
        """What the hall would be told of the last call."""
        number = self.console["ticket"]["number"]
        return {"windows": {"12": window(call=call(number, "property", self.seq))}}
