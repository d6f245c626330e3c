"""The clerk's verbs at a window, and what the clerk sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from pydantic import BaseModel

from server.contracts import requests as asked
from server.contracts.answers import Console, Step
from server.domain.errors import Forbidden
from server.domain.people import Role
from server.usecases import calling, reading, serving, staffing, undoing
from server.usecases.app_context import AppContext
from server.web.api.descriptions import own_part
from server.web.auth import authorize
from server.web.auth.principal import Principal
from server.web.http.metrics import CALLS
from server.web.http.request_scope import context, window_of
from server.web.openapi.binding import operation

blueprint = Blueprint("windows", __name__, url_prefix="/api/v1/windows")


@dataclass(frozen=True)
class Verb:
    """A window's verb: its body, its order, its use case, its words."""

    body: type[BaseModel]
    order: Callable[..., Any]
    act: Callable[[AppContext, Any], dict[str, Any]]
    summary: str
    about: str = ""


VERBS: Mapping[str, Verb] = {
    "sign-on": Verb(
        asked.Nothing, staffing.SignOn, staffing.sign_on, "Sign on at the window",
        "Opens the window with the caller's public identity.",
    ),
    "sign-off": Verb(
        asked.Nothing, staffing.SignOff, staffing.sign_off, "Sign off",
        "Refused while somebody is at the window. A manager may sign anybody off.",
    ),
    "call-next": Verb(
        asked.CallNext, calling.CallNext, calling.call_next, "Call whoever is next",
        "`result` is called, nobody, or already (a double click calls once). With `finish` the "
        "visit in hand is finished in the same step.",
    ),
    "call": Verb(
        asked.Number, calling.CallNumber, calling.call_number, "Call a chosen number",
        "Out of turn; always recorded.",
    ),
    "recall": Verb(asked.Nothing, calling.Recall, calling.recall, "Call the same number again"),
    "start": Verb(asked.Nothing, serving.Start, serving.start, "The person is there"),
    "finish": Verb(asked.Finish, serving.Finish, serving.finish, "The visit is over"),
    "no-show": Verb(
        asked.Nothing, serving.NoShow, serving.no_show, "Nobody came",
        "Not before the hall's gap after the latest call.",
    ),
    "park": Verb(asked.Park, serving.Park, serving.park, "The visitor is away for a while"),
    "resume": Verb(asked.Number, serving.Resume, serving.resume, "A parked visitor is back"),
    "transfer": Verb(
        asked.Transfer, serving.Transfer, serving.transfer, "Send the visitor on",
        "To a matter or to one window. The number and the time of arrival stay.",
    ),
    "pause": Verb(asked.Pause, staffing.Pause, staffing.pause, "Pause the window"),
    "unpause": Verb(asked.Nothing, staffing.Unpause, staffing.unpause, "Work again"),
    "undo": Verb(
        asked.Nothing, undoing.Undo, undoing.undo, "Take the last step back",
        "For a short while, and only if nobody has built on it.",
    ),
}  # fmt: skip


@operation(blueprint, "GET", "/<window>", summary="What the clerk sees", answers=Console)
def console(window: str) -> dict[str, Any]:
    """`window` is a number of the caller's hall ("3", "03"), or names the hall: "main.3"."""
    hall, key = window_of(window)
    return reading.window(context(), hall, key)


def _bind(name: str, verb: Verb) -> None:
    def view(window: str, body: BaseModel) -> dict[str, Any]:
        return _act(name, verb, window, body)

    view.__name__ = name.replace("-", "_")
    view.__doc__ = verb.about
    operation(
        blueprint, "POST", f"/<window>/{name}", summary=verb.summary, body=verb.body,
        answers=Step, headers=("Idempotency-Key",),
    )(view)  # fmt: skip


for _name, _verb in VERBS.items():
    _bind(_name, _verb)


def _act(name: str, verb: Verb, window: str, body: BaseModel) -> dict[str, Any]:
    hall, key = window_of(window)
    who = authorize.principal()
    wish = dict(body)
    if name == "sign-on":
        wish = _identity(who, hall)
    elif name == "transfer":
        wish["to_window"] = _plain(wish.pop("window"))
    elif name == "sign-off":
        wish["relieve"] = who.role is Role.MANAGER
    order = verb.order(
        hall=hall, window=key, actor=who.actor, key=authorize.idempotency_key(), **wish
    )  # fmt: skip
    step = verb.act(context(), order)
    if step["result"] == "called":
        CALLS.labels(hall).inc()
    return step


def _plain(window: str | None) -> str | None:
    return None if window is None else window.rpartition(".")[2].lstrip("0") or window


def _post(hall: str, post: str | None) -> dict[str, str] | str:
    """A post in all languages in which the hall's site file names it."""
    for member in own_part(hall).get("staff", ()):
        if post and member["post"]["zh"] == post:
            return dict(member["post"])
    return post or ""


def _identity(who: Principal, hall: str) -> dict[str, Any]:
    """The public identity over the window; a script has its token's label."""
    if who.role not in (Role.CLERK, Role.MANAGER) or who.session is None:
        raise Forbidden("access.wrong_role", {"role": str(who.role)})
    person = who.session.person
    if person is None:
        return {"name": who.session.label}
    return {
        "name": person.name,
        "name_en": person.name_en,
        "staff_no": person.staff_no or "",
        "post": _post(hall, person.post),
        "languages": person.languages,
    }
