"""What happened to a ticket is told in words, in every language, whatever the event."""

from dataclasses import fields

import pytest

from server.contracts.languages import WRITTEN
from server.domain.calling import Why
from server.domain.events.event import Event, TicketFacts
from server.domain.events.paper import DocumentOrdered
from server.domain.events.registry import EVENTS
from server.domain.events.tickets import TicketEvent, TicketPostponed
from server.domain.ticket import State
from server.usecases.papers import SIGNS
from server.usecases.wording import (
    AWAY,
    HISTORY,
    OTHER_MATTER,
    UNTOLD,
    history_key,
    history_text,
    why_before_me,
    why_called,
)
from tests.support.halls import small_hall

FACTS = TicketFacts(7, "A001", "marriage", "ordinary", "civil", State.WAITING)


def some(made: type[TicketEvent]) -> TicketEvent:
    """An event of this class; words do not depend on what stands in its fields."""
    if made is TicketPostponed:
        return TicketPostponed(ticket=FACTS, places=3)
    blank = {field.name: None for field in fields(made) if field.name != "ticket"}
    return made(ticket=FACTS, **blank)


OF_TICKETS = [made for made in EVENTS.values() if issubclass(made, TicketEvent)]


@pytest.mark.parametrize("made", OF_TICKETS, ids=lambda made: made.type)
def test_each_event_of_a_ticket_has_its_words_or_is_no_part_of_the_visit(
    made: type[TicketEvent],
) -> None:
    told = history_text(some(made), small_hall())
    assert (told is None) == (made.type in UNTOLD)
    assert told is None or (set(WRITTEN) <= told.keys() and all(told.values()))


def test_whoever_is_away_for_minutes_reads_how_many() -> None:
    away = TicketPostponed(ticket=FACTS, minutes=15)
    told = history_text(away, small_hall()) or {}
    assert (told["zh"], told["en"]) == ("本人延后 15 分钟", "Postponed by 15 minutes")


def test_papers_that_a_window_gives_out_are_told() -> None:
    told = {kind for kind in SIGNS if history_key(_ordered(kind))}
    assert told == {"one-time-notice", "receipt"}


def _ordered(kind: str) -> Event:
    return DocumentOrdered(
        ticket=FACTS, document=1, kind=kind, matter="marriage", title="告〔2026〕1", printer="p"
    )


def test_every_line_and_every_reason_has_every_language() -> None:
    reasons = [words for why in Why for words in (why_called(why), *before_me(why))]
    for words in (*HISTORY.values(), *reasons):
        assert words.keys() == set(WRITTEN)
        assert all(words.values())


def before_me(why: Why) -> list[dict[str, str]]:
    return [why_before_me(why, does_mine) for does_mine in (True, False)]


def test_a_call_in_order_at_its_window_is_explained_to_those_who_wait() -> None:
    """A window's order of arrival passes others for two reasons: it does another matter, or they
    were away by their own wish. A window's weight explains nothing to those of other windows."""
    away, other = before_me(Why.ARRIVAL)
    assert (away, other) == (AWAY, OTHER_MATTER)
    assert before_me(Why.WEIGHT)[1] == OTHER_MATTER != before_me(Why.WEIGHT)[0]
