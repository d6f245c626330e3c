"""Signing on and off at a window, pausing and resuming it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.events.windows import (
    WindowPaused,
    WindowSignedOn,
    WindowUnpaused,
)
from server.domain.hall import Hall
from server.domain.window import ClerkIdentity, WindowState, WindowStatus
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.console import answer
from server.usecases.idempotency import execute_once
from server.usecases.reassigning import release_unauthorised
from server.usecases.relieving import put_aside, vacate
from server.usecases.window_steps import authorised, require_signed_on

PAUSE_AT_MOST = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class SignOn(WindowOrder):
    """`name`, `staff_no`, …: the public identity shown over the window (not a login).

    `instead_of`: the name of who sits there and is taken over from, with whom the window has.
    """

    name: str = ""
    name_en: str | None = None
    staff_no: str = ""
    post: str | Mapping[str, str] = ""
    languages: tuple[str, ...] = ()
    instead_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class SignOff(WindowOrder):
    """Leave the window. `relieve`: a manager signs off somebody else, who went without a word.

    Whom the window has then waits again, or is parked: `visitor` says which; without it, who was
    called waits again and who was being served is parked. `reason` is kept with it.
    """

    relieve: bool = False
    visitor: Literal["park", "send_back"] | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Pause(WindowOrder):
    """`minutes`: when the window is expected back, shown on the board."""

    reason: str | None = None
    minutes: int | None = None


class Unpause(WindowOrder):
    """Work again."""


def sign_on(context: AppContext, order: SignOn) -> WindowAnswer:
    """Refused while somebody else sits there, or the clerk sits at another window.

    Nor to whom the hall authorised for nothing that the window does, or not for what whoever stands
    there came for; nor at a window that isn't to open today.

    Refuses `clerk.elsewhere`, `clerk.no_matter`, `clerk.not_authorised`, `window.not_today`,
    `window.taken` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = unit.window(order.window)
        instead_of = window.clerk
        if window.clerk == order.actor and window.state is not WindowStatus.CLOSED:
            return answer(unit, window, "already")
        _free_or_taken_over(window, order)
        elsewhere = unit.window_of(order.actor)
        if elsewhere is not None:
            raise Refused("clerk.elsewhere", {"window": elsewhere})
        _may_sit(unit, window, order.actor)
        window = unit.save_window(
            replace(
                window, state=WindowStatus.OPEN, clerk=order.actor, identity=_identity(order),
                reason=None, until=None, step=None, wanted=None,
                streak=0 if window.state is WindowStatus.CLOSED else window.streak,
            )
        )  # fmt: skip
        unit.emit(WindowSignedOn(window=window.key, instead_of=instead_of))
        release_unauthorised(unit, window)
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)


def _may_sit(unit: HallUnit, window: WindowState, clerk: str) -> None:
    """Refuses `clerk.no_matter`, `clerk.not_authorised` and `window.not_today`."""
    if not unit.hall.windows[window.key].opens_on(unit.day):
        raise Refused("window.not_today", {"window": window.key})
    if not unit.hall.seat(window.key, clerk).serves:
        raise Refused("clerk.no_matter", {"window": window.key})
    if window.ticket is not None:
        authorised(unit, replace(window, clerk=clerk), window.ticket.matter)


def _free_or_taken_over(window: WindowState, order: SignOn) -> None:
    """Refuses `window.taken` unless the order names who sits there."""
    if window.state is WindowStatus.CLOSED:
        return
    name = window.identity.name if window.identity else ""
    if order.instead_of is None or order.instead_of != name:
        raise Refused("window.taken", {"window": window.key, "name": name})


def _identity(order: SignOn) -> ClerkIdentity:
    return ClerkIdentity(order.name, order.name_en, order.staff_no, order.post, order.languages)


def sign_off(context: AppContext, order: SignOff) -> WindowAnswer:
    """Refused while somebody stands at the window, or to whoever does not sit there.

    A manager's sign-off of somebody else parks or sends back whom the window has.

    Refuses `ticket.step`, `window.busy`, `window.closed`, `window.empty`, `window.other_clerk`
    and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = unit.window(order.window)
        if window.state is WindowStatus.CLOSED:
            return answer(unit, window, "already")
        relieved = window.clerk if order.relieve and window.clerk != order.actor else None
        if not order.relieve:
            window.worked_by(order.actor)
        if relieved is None:
            _nobody_there(window)
        else:
            window = put_aside(unit, window, order.visitor, order.reason)
        window = vacate(unit, window, relieved, order.reason)
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)


def _nobody_there(window: WindowState) -> None:
    if window.ticket is not None:
        raise Refused("window.busy", {"window": window.key, "number": window.ticket.number})


def pause(context: AppContext, order: Pause) -> WindowAnswer:
    """No more calls from now on; whoever is at the window is served to the end.

    Nobody's order changes: those who wait are in the lines of their matters, not of a window.

    Refuses `pause.minutes`, `pause.reason`, `window.closed`, `window.other_clerk` and
    `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        if window.state is WindowStatus.PAUSED:
            return answer(unit, window, "already")
        reason = _words(unit.hall, order.reason)
        until = _expected(unit.now, order.minutes)
        window = unit.save_window(
            replace(window, state=WindowStatus.PAUSED, reason=reason, until=until)
        )
        unit.emit(WindowPaused(window=window.key, reason=order.reason, minutes=order.minutes))
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)


def _words(hall: Hall, reason: str | None) -> Mapping[str, str] | None:
    if reason is None:
        return None
    if reason not in hall.pause_reasons:
        raise Refused("pause.reason", {"reason": reason})
    return dict(hall.pause_reasons[reason])


def _expected(now: datetime, minutes: int | None) -> datetime | None:
    if minutes is None:
        return None
    length = timedelta(minutes=minutes)
    if not timedelta(0) < length <= PAUSE_AT_MOST:
        raise Refused("pause.minutes", {"minutes": minutes})
    return now + length


def unpause(context: AppContext, order: Unpause) -> WindowAnswer:
    """Take calls again after a pause.

    Refuses `window.closed`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit) -> WindowAnswer:
        window = require_signed_on(unit, order)
        if window.state is WindowStatus.OPEN:
            return answer(unit, window, "already")
        window = unit.save_window(replace(window, state=WindowStatus.OPEN, reason=None, until=None))
        unit.emit(WindowUnpaused(window=window.key))
        return answer(unit, window, "done")

    return execute_once(context, order, WindowAnswer, act)
