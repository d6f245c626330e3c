"""Public events hold to their model, tell no secret, and fold into the board that is shown."""

import json
from typing import Any, get_args

from pydantic import TypeAdapter

from server.contracts.event_base import LiveEventBase
from server.contracts.events import LiveEvent
from server.contracts.live import Snapshot
from server.domain.events.registry import EVENTS
from server.storage import journal
from server.storage.journal_words import event_of
from server.usecases import printing
from tests.support.folding import fold
from tests.support.web import World

EVENT: TypeAdapter[LiveEvent] = TypeAdapter(LiveEvent)
SECRETS = ("priority_class", "code", "actor", "person", "ticket_id", "elder")


def public(world: World, after: int = 0) -> list[dict[str, Any]]:
    with world.context.store.database.reading() as connection:
        rows = journal.entries(connection, "main", after, 1000)
    return [journal.public_event(row) for row in rows]


def day(world: World) -> list[str]:
    """A day in which everything happens at least once; the codes of its tickets."""
    kiosk, clerk, holder = world.as_("kiosk"), world.as_("clerk"), world.stranger()
    tickets = [kiosk.take("birth-registration", priority="elder") for _ in range(6)]
    paper = kiosk.take("birth-registration", paper=True)

    def step(verb: str, body: Any = None) -> None:
        answer = clerk.post(f"/api/v1/windows/1/{verb}", body)
        assert answer.status_code == 200, answer.get_json()

    def mine(index: int, verb: str, body: Any = None) -> None:
        answer = holder.post(f"/api/v1/tickets/{tickets[index]['code']}/{verb}", body)
        assert answer.status_code == 200, answer.get_json()

    printed = printing.PaperChanged(
        hall="main", actor="printer", code=paper["code"], state="printed"
    )
    printing.paper_changed(world.context, printed)
    for verb in ("sign-on", "call-next", "recall", "start", "finish", "undo", "finish"):
        step(verb)
    mine(0, "rating", {"level": 5})
    mine(5, "postpone", {"places": 1})
    mine(5, "cancel")
    step("call-next")
    world.clock.tick(seconds=20)
    step("no-show")
    mine(1, "return")
    for verb in ("call-next", "start"):
        step(verb)
    step("park", {"reason": "copy", "minutes": 5})
    step("call-next")
    step("start")
    step("transfer", {"matter": "marriage"})
    step("pause", {"reason": "break", "minutes": 5})
    step("unpause")
    manager = world.as_("manager")
    notice = {"notice": {"zh": "电梯检修", "en": "The lift is out of order"}}
    assert manager.post("/api/v1/halls/main/notice", notice).status_code == 200
    assert manager.post("/api/v1/halls/main/close-day").status_code == 200
    return [ticket["code"] for ticket in [*tickets, paper]]


def test_each_event_has_a_contract_of_its_public_fields() -> None:
    union = get_args(get_args(LiveEvent.__value__)[0])
    told = {get_args(made.model_fields["type"].annotation)[0]: made for made in union}
    assert told.keys() == EVENTS.keys()
    for type_, made in EVENTS.items():
        live = told[type_]
        assert live.__name__ == f"Live{made.__name__}"
        carried = LiveEventBase.model_fields.keys() | {"type"}
        public = {field.name for field in made.wire.public} - carried
        if getattr(made, "shows_number", False):
            public |= {"number"}
        assert live.model_fields.keys() - carried == public, type_


def test_events_of_a_day(world: World) -> None:
    codes = day(world)
    events = public(world)
    kinds = {event["type"] for event in events}
    assert len(kinds) >= 20, sorted(kinds)
    for event in events:
        text = json.dumps(event)
        EVENT.validate_json(text)
        assert not [code for code in codes if code in text]
        assert not set(event) & set(SECRETS)
        assert '"elder"' not in text


def test_each_entry_of_a_day_is_read_as_the_event_that_was_emitted(world: World) -> None:
    day(world)
    with world.context.store.database.reading() as connection:
        rows = journal.entries(connection, "main", 0, 1000)
    for row in rows:
        event, parts = event_of(row), json.loads(row.payload)
        assert event is not None
        assert event.private() == parts["private"]
        assert event.public().items() <= parts["public"].items() or "reset" in parts["public"]
        assert row.ticket == (event.about and event.about.id)


def test_events_fold_into_the_board(world: World) -> None:
    board = "/api/v1/halls/main/board"
    start = world.stranger().get(board).get_json()
    day(world)
    state: dict[str, Any] | None = start
    for event in public(world, start["seq"]):
        assert state is not None
        state = fold(state, event)
    end = world.stranger().get(board).get_json()
    Snapshot.model_validate_json(json.dumps(end))
    assert state is not None
    clocks = ("at", "waits")
    assert {k: v for k, v in state.items() if k not in clocks} == {
        k: v for k, v in end.items() if k not in clocks
    }


def test_folding_leaves_out_what_it_has_and_sees_a_gap() -> None:
    state = {
        "seq": 4, "at": "a", "day": "d", "version": 1, "notice": None,
        "windows": {}, "queues": {"x": {"waiting": 3}}, "missed": {"A001": 2}, "printers": {},
    }  # fmt: skip
    event = {"seq": 5, "at": "b", "day": "e", "missed": {"A001": None, "A002": 5}}
    assert fold(state, {**event, "seq": 4}) is state
    assert fold(state, {**event, "seq": 6}) is None
    after = fold(state, event)
    assert after is not None
    assert (after["missed"], after["queues"]) == ({"A002": 5}, {"x": {"waiting": 3}})
    fresh = fold(state, {"seq": 5, "at": "b", "day": "e", "reset": True, "notice": {"zh": "x"}})
    assert fresh is not None
    assert (fresh["missed"], fresh["queues"], fresh["notice"]) == (
        {},
        {},
        {"zh": "x"},
    )
    assert state["queues"] == {"x": {"waiting": 3}}
