"""What happened to a ticket, in words for the clerk and the citizen."""

from collections.abc import Mapping
from typing import assert_never

from server.domain.calling import Why
from server.domain.events.event import Event
from server.domain.events.paper import DocumentOrdered
from server.domain.events.tickets import TicketPostponed, TicketStarted, TicketTransferred
from server.domain.hall import Hall
from server.usecases.hall_words import said

Text = dict[str, str]

HISTORY: Mapping[str, Text] = {
    "ticket.issued": {"zh": "取号", "en": "Ticket taken"},
    "ticket.entered": {"zh": "开始排队", "en": "Joined the queue"},
    "ticket.called": {"zh": "{window}呼叫", "en": "Called to {window}"},
    "ticket.recalled": {"zh": "{window}再次呼叫", "en": "Called again to {window}"},
    "ticket.started": {"zh": "{window}开始办理", "en": "Service began at {window}"},
    "ticket.started.first": {
        "zh": "{window}开始办理，首问负责 {first}",
        "en": "Service began at {window}; first asked: {first}",
    },
    "ticket.started.accepted": {
        "zh": "{window}接收 {sender}转来的号，开始办理",
        "en": "{window} accepted it from {sender}: service began",
    },
    "ticket.walked_in": {
        "zh": "{window}直接办理，没有排队",
        "en": "Served at {window} at once, without a ticket",
    },
    "ticket.finished": {"zh": "{window}办结", "en": "Finished at {window}"},
    "ticket.matter_added": {
        "zh": "{window}办完一件，接着办下一件",
        "en": "One matter done at {window}, the next begins",
    },
    "ticket.missed": {"zh": "过号", "en": "Did not come when called"},
    "ticket.returned": {"zh": "过号后返回", "en": "Came back after the missed call"},
    "ticket.parked": {"zh": "{window}暂存", "en": "Parked at {window}"},
    "ticket.resumed": {"zh": "{window}继续办理", "en": "Resumed at {window}"},
    "ticket.transferred": {"zh": "由 {window}转出", "en": "Sent on by {window}"},
    "ticket.transferred.bounced": {
        "zh": "{window}退回给 {sender}：{note}",
        "en": "{window} sent it back to {sender}: {note}",
    },
    "ticket.released": {
        "zh": "{window}没有人，回到事项的队里",
        "en": "{window} was left: back in the queue of its matter",
    },
    "ticket.postponed": {"zh": "本人延后 {places} 位", "en": "Postponed by {places} places"},
    "ticket.postponed.minutes": {
        "zh": "本人延后 {minutes} 分钟",
        "en": "Postponed by {minutes} minutes",
    },
    "ticket.back": {"zh": "本人提前回来", "en": "Back before the postponed time"},
    "ticket.cancelled": {"zh": "退号", "en": "Given up"},
    "ticket.closed": {"zh": "当日结束", "en": "The day ended"},
    "document.ordered.one-time-notice": {
        "zh": "打印一次性告知 {title}",
        "en": "One-time notice printed: {title}",
    },
    "document.ordered.receipt": {
        "zh": "打印收件回执 {title}",
        "en": "Receipt printed: {title}",
    },
    "ticket.undone": {"zh": "{window}撤回上一步", "en": "{window} took back a step"},
}

OTHER_MATTER = {
    "zh": "办的是另一件事，那个{@place}不办您的事",
    "en": "Another matter, at a {@place} that does not do yours",
}
AWAY = {"zh": "您当时选择了延后", "en": "You had asked to be called later"}
WALKED_IN = {"zh": "没有取号，直接办理", "en": "Came without a ticket"}
CHOSEN = {"zh": "工作人员指定叫号", "en": "Called out of turn by staff"}


def why_called(why: Why) -> Text:
    """Why it was this one's turn, for the clerk."""
    match why:
        case Why.ARRIVAL:
            return {"zh": "按到达先后", "en": "In order of arrival"}
        case Why.PRIORITY:
            return {"zh": "优先照顾", "en": "Priority class goes first"}
        case Why.AGED:
            return {"zh": "等候已到上限，先办", "en": "Waited up to the bound, so goes first"}
        case Why.RATIO:
            return {"zh": "优先与普通按比例轮换", "en": "Turn of the ordinary line, by ratio"}
        case Why.APPOINTMENT:
            return {"zh": "预约时间已到", "en": "Appointment is due"}
        case Why.WEIGHT:
            return {"zh": "{@here}该事项优先", "en": "{@here} puts its matter first"}
        case Why.RETURNED:
            return {"zh": "过号返回，轮到了", "en": "Back after a missed call, and due now"}
        case Why.CHOSEN:
            return CHOSEN
        case _:
            assert_never(why)


def why_before_me(why: Why, does_mine: bool) -> Text:
    """Why somebody who came later was called first, for whom that call passed.

    What was in order at its window was not in the order of arrival of all: the window does not do
    what this one waits for (`does_mine`), or this one was away by their own wish.
    """
    match why:
        case Why.ARRIVAL:
            return AWAY if does_mine else OTHER_MATTER
        case Why.WEIGHT if not does_mine:
            return OTHER_MATTER
        case Why.WEIGHT:
            return {
                "zh": "那个{@place}优先办那件事",
                "en": "That {@place} puts that matter first",
            }
        case Why.PRIORITY:
            # Of another visitor: that they may go first, never which class they belong to.
            return {
                "zh": "优先办理人员，按大厅规定先办",
                "en": "Somebody who may go first by the hall's rule",
            }
        case Why.AGED:
            return {"zh": "等候更久", "en": "Had waited longer"}
        case Why.RATIO:
            return {"zh": "按比例轮到普通号", "en": "Turn of the ordinary line, by ratio"}
        case Why.APPOINTMENT:
            return {"zh": "预约时间已到", "en": "Had an appointment that was due"}
        case Why.RETURNED:
            return {
                "zh": "过号后返回，轮到了",
                "en": "Had missed a call, came back and was due",
            }
        case Why.CHOSEN:
            return CHOSEN
        case _:
            assert_never(why)


def with_reason(words: Mapping[str, str], reason: Mapping[str, str] | None) -> Text:
    """Words with the hall's own reason after them; where it lacks a language, in Chinese."""
    if reason is None:
        return dict(words)
    return {
        language: f"{text}{'：' if language.startswith('zh') else ': '}{of_hall}"
        for language, text in words.items()
        for of_hall in [reason.get(language, reason["zh"])]
    }


UNTOLD = frozenset(
    {"ticket.rated", "ticket.paper", "ticket.carried", "call.spoken", "call.unspoken"}
)
"""What happens to a ticket and is no part of its visit."""


def history_text(event: Event, hall: Hall) -> Text | None:
    """The line of a ticket's history, or None for what nobody needs to read there."""
    key = history_key(event)
    if key is None:
        return None
    facts = dict(event.private())
    sender = facts.get("accepts") or facts.get("bounces")
    named = {
        "window": hall.named(str(facts.get("window") or "—")),
        "sender": hall.named(str(sender or "—")),
        "first": (facts.get("first_asked") or {}).get("name"),
    }
    return said(hall, HISTORY[key], **{**facts, **named})


def history_key(event: Event) -> str | None:
    """Which line tells of an event."""
    if event.type in UNTOLD:
        return None
    if isinstance(event, TicketPostponed) and event.minutes is not None:
        return "ticket.postponed.minutes"
    if isinstance(event, TicketStarted) and event.first_asked is not None:
        return "ticket.started.first"
    if isinstance(event, TicketStarted) and event.accepts is not None:
        return "ticket.started.accepted"
    if isinstance(event, TicketTransferred) and event.bounces is not None:
        return "ticket.transferred.bounced"
    if isinstance(event, DocumentOrdered):
        key = f"document.ordered.{event.kind}"
        return key if key in HISTORY else None
    return event.type
