"""The clerk's verbs at a window, and what the clerk sees."""

from collections.abc import Callable
from typing import Any, TypedDict

from flask import Blueprint
from pydantic import BaseModel

from server.contracts import requests as asked
from server.contracts.answers import ConsoleView, WindowAnswer
from server.domain.errors import Forbidden, Refused
from server.domain.hall import ORDINARY
from server.domain.people import Person, Role
from server.usecases import (
    calling,
    further_matters,
    reading,
    serving,
    staffing,
    taking_back,
    transferring,
    undoing,
    walk_ins,
    window_devices,
)
from server.web.api.descriptions import own_part
from server.web.auth import authorize
from server.web.auth.principal import Principal
from server.web.http.metrics import CALLS
from server.web.http.request_scope import context, window_key, window_of
from server.web.openapi.binding import View, operation

blueprint = Blueprint("windows", __name__, url_prefix="/api/v1/windows")


class Asker(TypedDict):
    """What every order at a window says: where, who, and the key against doing it twice."""

    hall: str
    window: str
    actor: str
    key: str | None


@operation(blueprint, "GET", "/<window>", summary="What the clerk sees", answers=ConsoleView)
def console(window: str) -> ConsoleView:
    """`window` is a number of the caller's hall ("3", "03"), or names the hall: "main.3"."""
    hall, key = window_of(window)
    return reading.window(context(), hall, key)


def verb(name: str, summary: str, body: type[BaseModel] = asked.Nothing) -> Callable[[View], View]:
    """A POST to a window that answers what became of it and the console afterwards."""
    return operation(
        blueprint, "POST", f"/<window>/{name}", summary=summary, body=body,
        answers=WindowAnswer, headers=("Idempotency-Key",),
    )  # fmt: skip


def asker(window: str) -> Asker:
    hall, key = window_of(window)
    return {
        "hall": hall,
        "window": key,
        "actor": _actor(authorize.principal(), hall, key),
        "key": authorize.idempotency_key(),
    }


def _actor(who: Principal, hall: str, window: str) -> str:
    """Who does it. A keypad is the hand of the clerk who is signed on at its window."""
    if who.role is not Role.KEYPAD:
        return who.actor
    return window_devices.clerk_at(context(), hall, window) or who.actor


def counted(hall: str, answer: WindowAnswer) -> WindowAnswer:
    """The answer; a call in it is counted for the metrics."""
    if answer.result == "called":
        CALLS.labels(hall).inc()
    return answer


@verb("sign-on", "Sign on at the window", asked.SignOnBody)
def sign_on(window: str, body: asked.SignOnBody) -> WindowAnswer:
    """Opens the window with the caller's public identity. `instead_of` takes over a window that
    somebody else left open, with whom it has. At a keypad the clerk types a staff number: who
    stands at the window's own keys is trusted as its clerk."""
    who = asker(window)
    if authorize.principal().role is Role.KEYPAD:
        person = _typed(who["hall"], body.staff_no)
        who["actor"] = f"person:{person.login}"
        identity = _public(person, who["hall"])
    else:
        identity = _identity(authorize.principal(), who["hall"])
    order = staffing.SignOn(**who, **identity, instead_of=body.instead_of)
    return staffing.sign_on(context(), order)


@verb("sign-off", "Sign off", asked.SignOffBody)
def sign_off(window: str, body: asked.SignOffBody) -> WindowAnswer:
    """Refused while somebody is at the window. A manager may sign anybody off; whom the window
    has is then parked or waits again."""
    relieve = authorize.may("windows.relieve")
    order = staffing.SignOff(
        **asker(window), relieve=relieve, visitor=body.visitor, reason=body.reason
    )
    return staffing.sign_off(context(), order)


@verb("call-next", "Call whoever is next", asked.CallNextBody)
def call_next(window: str, body: asked.CallNextBody) -> WindowAnswer:
    """`result` is called, nobody, or already (a double click calls once). With `finish` the visit
    in hand is finished in the same step."""
    who = asker(window)
    order = calling.CallNext(**who, finish=body.finish, outcome=body.outcome)
    return counted(who["hall"], calling.call_next(context(), order))


@verb("call", "Call a chosen number", asked.CallBody)
def call(window: str, body: asked.CallBody) -> WindowAnswer:
    """Who is not next is called out of turn: a right that the hall's site file gives, with a reason
    from its list. It stands in the journal and on the manager's page."""
    who = asker(window)
    may = authorize.may("windows.call_out_of_turn", who["hall"])
    order = calling.CallNumber(**who, number=body.number, reason=body.reason, out_of_turn=may)
    return counted(who["hall"], calling.call_number(context(), order))


@verb("return", "Who missed a call is back", asked.NumberBody)
def take_back(window: str, body: asked.NumberBody) -> WindowAnswer:
    """As its holder could by the kiosk or the phone: called after the next few, by the rule printed
    on the ticket."""
    return taking_back.take_back(
        context(), taking_back.TakeBack(**asker(window), number=body.number)
    )


@verb("recall", "Call the same number again")
def recall(window: str, body: asked.Nothing) -> WindowAnswer:
    who = asker(window)
    return counted(who["hall"], calling.recall(context(), calling.Recall(**who)))


@verb("start", "The person is there")
def start(window: str, body: asked.Nothing) -> WindowAnswer:
    return serving.start(context(), serving.Start(**asker(window)))


@verb("finish", "The visit is over", asked.FinishBody)
def finish(window: str, body: asked.FinishBody) -> WindowAnswer:
    return serving.finish(context(), serving.Finish(**asker(window), outcome=body.outcome))


@verb("no-show", "Nobody came")
def no_show(window: str, body: asked.Nothing) -> WindowAnswer:
    """Not before the hall's gap after the latest call."""
    return serving.no_show(context(), serving.NoShow(**asker(window)))


@verb("walk-in", "Serve somebody who has no ticket", asked.WalkInBody)
def walk_in(window: str, body: asked.WalkInBody) -> WindowAnswer:
    """They get a number without paper and are served at once. A right that the hall's site file
    gives, with a reason from its list; before others who wait it is out of turn, and shown so."""
    who = asker(window)
    order = walk_ins.ServeWalkIn(
        **who, matter=body.matter, reason=body.reason,
        priority_class=body.priority or ORDINARY, language=body.language or "zh",
        allowed=authorize.may("windows.serve_walk_in", who["hall"]),
        out_of_turn=authorize.may("windows.call_out_of_turn", who["hall"]),
    )  # fmt: skip
    return walk_ins.serve_walk_in(context(), order)


@verb("add-matter", "The visitor has another matter", asked.AddMatterBody)
def add_matter(window: str, body: asked.AddMatterBody) -> WindowAnswer:
    """The matter in hand ends with its outcome and the next one begins: the same visit, number and
    window, each matter with its own result and time."""
    order = further_matters.AddMatter(**asker(window), matter=body.matter, outcome=body.outcome)
    return further_matters.add_matter(context(), order)


@verb("park", "The visitor is away for a while", asked.ParkBody)
def park(window: str, body: asked.ParkBody) -> WindowAnswer:
    order = serving.Park(**asker(window), reason=body.reason, minutes=body.minutes)
    return serving.park(context(), order)


@verb("resume", "A parked visitor is back", asked.NumberBody)
def resume(window: str, body: asked.NumberBody) -> WindowAnswer:
    return serving.resume(context(), serving.Resume(**asker(window), number=body.number))


@verb("transfer", "Send the visitor on", asked.TransferBody)
def transfer(window: str, body: asked.TransferBody) -> WindowAnswer:
    """To a matter, a window or a colleague. The number and the time of arrival stay. Until service
    begins there the colleague may bounce it."""
    order = transferring.Transfer(
        **asker(window),
        matter=body.matter,
        to_window=_plain(body.window),
        colleague=body.colleague,
        note=body.note,
        come_back=body.come_back,
    )
    return transferring.transfer(context(), order)


@verb("bounce", "Send back whom a colleague sent", asked.BounceBody)
def bounce(window: str, body: asked.BounceBody) -> WindowAnswer:
    """Not accepted: back to the sender's window, or into the line of the matter when nobody sits
    there, at the place of arrival. The sender's console names number, window and reason."""
    order = transferring.Bounce(**asker(window), reason=body.reason)
    return transferring.bounce(context(), order)


@verb("pause", "Pause the window", asked.PauseBody)
def pause(window: str, body: asked.PauseBody) -> WindowAnswer:
    order = staffing.Pause(**asker(window), reason=body.reason, minutes=body.minutes)
    return staffing.pause(context(), order)


@verb("unpause", "Work again")
def unpause(window: str, body: asked.Nothing) -> WindowAnswer:
    return staffing.unpause(context(), staffing.Unpause(**asker(window)))


@verb("undo", "Take the last step back")
def undo(window: str, body: asked.Nothing) -> WindowAnswer:
    """For a short while, and only if nobody has built on it."""
    return undoing.undo(context(), undoing.Undo(**asker(window)))


def _plain(window: str | None) -> str | None:
    return None if window is None else window_key(window.rpartition(".")[2])


def _post(hall: str, post: str | None) -> dict[str, str] | str:
    """A post in all languages in which the hall's site file names it."""
    for member in own_part(hall).get("staff", ()):
        if post and member["post"]["zh"] == post:
            return dict(member["post"])
    return post or ""


def _identity(who: Principal, hall: str) -> dict[str, Any]:
    """The public identity over the window; a script has its token's label.

    Refuses `access.wrong_role` to whoever serves at no window.
    """
    if not authorize.may("windows.serve") or who.session is None:
        raise Forbidden("access.wrong_role", {"role": str(who.role)})
    person = who.session.person
    if person is None:
        return {"name": who.session.label}
    return _public(person, hall)


def _typed(hall: str, staff_no: str | None) -> Person:
    """Refuses `sign_on.staff_no` to figures that are nobody's staff number."""
    with authorize.session_cache().people.reading() as book:
        person = window_devices.of_staff_no(book, hall, staff_no or "")
    if person is None:
        raise Refused("sign_on.staff_no", {"staff_no": staff_no or "—"})
    return person


def _public(person: Person, hall: str) -> dict[str, Any]:
    return {
        "name": person.name,
        "name_en": person.name_en,
        "staff_no": person.staff_no or "",
        "post": _post(hall, person.post),
        "languages": person.languages,
    }
