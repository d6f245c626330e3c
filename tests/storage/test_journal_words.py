"""Entries of before the field's terms are read as the events that they were."""

import json
from datetime import UTC, date, datetime

from server.domain.chain import Entry
from server.domain.events.tickets import TicketTransferred
from server.domain.ticket import State
from server.storage.journal_words import event_of, public_part

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)


def entry(type_: str, public: dict[str, object], private: dict[str, object]) -> Entry:
    payload = json.dumps({"public": public, "private": private})
    return Entry("main", 9, NOON, date(2026, 11, 20), type_, "person:wang", 7, payload)


def test_an_entry_of_before_migration_0005_is_read_in_words_of_today() -> None:
    old = {
        "number": "A001", "matter": "marriage", "lane": "elder", "queue": "civil",
        "state": "waiting", "window": "3", "line": "@4", "note": None,
    }  # fmt: skip
    shown = {"window_key": "3", "lines": {"@4": {"waiting": 1}}}
    event = event_of(entry("ticket.transferred", shown, old))
    assert isinstance(event, TicketTransferred)
    assert (event.ticket.series, event.ticket.priority_class, event.queue) == (
        "civil",
        "elder",
        "@4",
    )
    assert (event.ticket.state, event.window) == (State.WAITING, "3")
    assert public_part(entry("ticket.transferred", shown, old).payload)["queues"] == {
        "@4": {"waiting": 1}
    }
