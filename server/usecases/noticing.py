"""Notices (B18) to boards, kiosks and the phones of those who wait: a lift that is out, a window
that moved. Each stands until its time is up or somebody takes it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.contracts.answers_hall import NoticeShown
from server.domain.errors import Refused
from server.domain.events.hall import HallNoticeChanged
from server.storage import notices
from server.storage.notices import StandingNotice
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once


@dataclass(frozen=True, kw_only=True)
class ShowNotice(Order):
    """`notice`: the words by language, zh among them; None takes the notice away. `matter`: only
    those who wait for it are told; None: everybody. `until`: its end; None: until taken away."""

    notice: Mapping[str, str] | None
    matter: str | None = None
    until: datetime | None = None


class EndNotices(Order):
    """End those whose time is up."""


@dataclass(frozen=True)
class NoticesEnded:
    """How many ended."""

    notices: int


def show_notice(context: AppContext, order: ShowNotice) -> NoticeShown:
    """Show a notice to everybody, or to those who wait for a matter, in the place of the one before
    to the same people; the same again tells nobody anything.

    Refuses `matter.unknown` and `notice.over`.
    """

    def act(unit: HallUnit) -> NoticeShown:
        put_notice(unit, order.notice, order.matter, order.until)
        return NoticeShown(
            notice=None if order.notice is None else dict(order.notice), seq=unit.seq
        )

    return execute_once(context, order, NoticeShown, act)


def put_notice(
    unit: HallUnit, words: Mapping[str, str] | None, matter: str | None, until: datetime | None
) -> None:
    """The notice to these people is another one from now on, or none.

    Refuses `matter.unknown` and `notice.over`.
    """
    if matter is not None:
        unit.hall.matter(matter)
    if until is not None and until <= unit.now:
        raise Refused("notice.over", {"hall": unit.hall.key})
    before = standing_for(unit, matter)
    if before is not None and (before.words, before.until) == (words, until):
        return
    if before is not None:
        notices.take_away(
            unit.connection, unit.hall.key, before, unit.now, unit.next_seq, unit.actor
        )
    if words is not None:
        shown = StandingNotice(unit.next_seq, matter, words, until, unit.now, unit.actor)
        notices.add(unit.connection, unit.hall.key, shown)
    if before is not None or words is not None:
        _tell(unit)


def standing_for(unit: HallUnit, matter: str | None) -> StandingNotice | None:
    """The notice to these people, if its time is not up."""
    standing = notices.standing(unit.connection, unit.hall.key)
    return next((each for each in standing if each.matter == matter), None)


def end_notices(context: AppContext, order: EndNotices) -> NoticesEnded:
    """Those whose time is up stand no more, also where nobody was there when it was."""
    now = context.now()
    with context.store.database.reading() as connection:
        standing = notices.standing(connection, order.hall)
    if not any(each.over(now) for each in standing):
        return NoticesEnded(0)

    def act(unit: HallUnit) -> NoticesEnded:
        standing = notices.standing(unit.connection, unit.hall.key)
        over = [each for each in standing if each.over(unit.now)]
        for each in over:
            notices.end(unit.connection, unit.hall.key, each, unit.now, unit.next_seq)
        if over:
            _tell(unit)
        return NoticesEnded(len(over))

    return execute_once(context, order, NoticesEnded, act)


def _tell(unit: HallUnit) -> None:
    shown = notices.view(notices.standing(unit.connection, unit.hall.key), unit.now)
    unit.emit(HallNoticeChanged(notice=notices.for_everybody(shown), notices=shown))
