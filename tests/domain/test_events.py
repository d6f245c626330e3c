"""Events: one frozen class each, written into an entry and read back as they were."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest

from server.domain.calling import Why
from server.domain.events.event import Event, TicketFacts, UnreadableEventError
from server.domain.events.hall import DayClosed, HallConfigured
from server.domain.events.paper import DocumentOrdered, DocumentPaperMoved
from server.domain.events.registry import EVENTS, event_from
from server.domain.events.tickets import (
    TicketCalled,
    TicketClosed,
    TicketPaper,
    TicketPaperMoved,
    TicketPostponed,
    TicketRated,
    TicketUndone,
)
from server.domain.events.windows import WindowPaused
from server.domain.hall import RuleName
from server.domain.ticket import State, Step

TICKET = TicketFacts(7, "A001", "marriage", "ordinary", "civil", State.CALLED)
CALLED = TicketCalled(
    ticket=TICKET,
    window="3",
    why=Why.ARRIVAL,
    rule=RuleName.AGEING,
    waited_s=None,
    appointment=False,
)
SAID: list[Event] = [
    CALLED,
    TicketClosed(ticket=TICKET, was=State.PARKED),
    TicketPaperMoved(ticket=TICKET, paper=TicketPaper("queued", 1, None), printer="p1"),
    TicketPostponed(ticket=TICKET, places=3),
    TicketPostponed(ticket=TICKET, minutes=15, until=datetime(2026, 11, 23, 1, 2, 3, 456_000, UTC)),
    TicketRated(
        ticket=TICKET, level=5, reasons=("quick",), text=None, source="pad", window="3", before=None
    ),
    TicketUndone(ticket=TICKET, window="3", verb=Step.NO_SHOW, undone=12),
    WindowPaused(window="3", reason=None, minutes=5),
    DayClosed(day=date(2026, 11, 23), closed={"waiting": 2}),
    HallConfigured(windows={}, queues={}, missed={}, version=2),
    DocumentOrdered(ticket=None, document=1, kind="guide", matter="m", title=None, printer="p"),
    DocumentOrdered(
        ticket=TICKET, document=1, kind="receipt", matter=TICKET.matter, title="收", printer="p"
    ),
    DocumentPaperMoved(document=1, state="printed", reason=None, printer=None),
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: said.type)
def test_an_event_is_read_as_it_was_written(said: Event) -> None:
    ticket = None if said.about is None else said.about.id
    assert event_from(said.type, ticket, said.public(), said.private()) == said
    assert EVENTS[said.type] is type(said)


def test_public_and_private_fields_are_kept_apart() -> None:
    assert CALLED.public() == {"number": "A001", "window_key": "3"}
    assert CALLED.private() == {
        "number": "A001", "matter": "marriage", "priority_class": "ordinary", "series": "civil",
        "state": "called", "window": "3", "why": "arrival", "rule": "ageing", "waited_s": None,
        "appointment": False,
    }  # fmt: skip
    away = SAID[4].private()
    assert (away["minutes"], away["until"]) == (15, "2026-11-23T01:02:03.456Z")
    assert "places" not in away, "what defaults to None is left out while it is None"


def test_wrong_fields_fail_where_the_event_is_made() -> None:
    with pytest.raises(TypeError, match="appointment"):
        TicketCalled(ticket=TICKET, window="3", why=Why.ARRIVAL, rule=RuleName.AGEING, waited_s=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="minute"):
        WindowPaused(window="3", reason=None, minutes=5, minute=5)  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        CALLED.why = "chosen"  # type: ignore[misc]


def test_an_entry_of_another_version_is_no_mistake_but_a_broken_one_is() -> None:
    assert event_from("window.cleaned", None, {"window_key": "3"}, {}) is None
    newer = {**CALLED.private(), "added_later": 1}
    assert event_from("ticket.called", 7, CALLED.public(), newer) == CALLED
    for broken in ({}, {**CALLED.private(), "state": "flying"}):
        with pytest.raises(UnreadableEventError, match=r"ticket\.called"):
            event_from("ticket.called", 7, CALLED.public(), broken)
