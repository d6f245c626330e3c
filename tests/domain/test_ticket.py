"""The transition table, walked pair by pair, and its drawing."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from server.domain.errors import Refused
from server.domain.ticket import (
    AT_WINDOW,
    ENDED,
    OPEN,
    TRANSITIONS,
    UNDOABLE,
    State,
    Step,
    Ticket,
    step,
)
from tools.draw_states import MEANING, PAGE, page

# Written by hand, apart from the table it checks: for each state the steps that it allows.
ALLOWED = {
    State.ISSUED: "enter→waiting walk-in→serving cancel→cancelled close→closed",
    State.WAITING: "call→called postpone→waiting return→waiting cancel→cancelled close→closed",
    State.CALLED: (
        "recall→called start→serving no-show→no_show transfer→waiting bounce→waiting "
        "cancel→cancelled close→closed"
    ),
    State.SERVING: "finish→finished park→parked transfer→waiting add-matter→serving close→closed",
    State.PARKED: "resume→serving cancel→cancelled close→closed",
    State.NO_SHOW: "call→called return→waiting cancel→cancelled close→closed",
    State.FINISHED: "",
    State.CANCELLED: "",
    State.CLOSED: "",
}
EXPECTED = {
    (state, Step(one.split("→")[0])): State(one.split("→")[1])
    for state, listed in ALLOWED.items()
    for one in listed.split()
}


@pytest.mark.parametrize(("state", "wanted"), list(product(State, Step)))
def test_every_pair_of_state_and_step(state: State, wanted: Step) -> None:
    if (state, wanted) in EXPECTED:
        assert step(state, wanted, "A001") is EXPECTED[state, wanted]
        return
    with pytest.raises(Refused) as refused:
        step(state, wanted, "A001")
    assert refused.value.code == "ticket.step"
    assert refused.value.facts == {"number": "A001", "state": state.value, "step": wanted.value}


def test_the_end_is_the_end_and_everything_open_can_be_closed() -> None:
    assert {state for state, _ in TRANSITIONS} == set(OPEN)
    assert all((state, Step.CLOSE) in TRANSITIONS for state in OPEN)
    assert frozenset({State.FINISHED, State.CANCELLED, State.CLOSED}) == ENDED
    assert frozenset({State.CALLED, State.SERVING}) == AT_WINDOW


def test_every_state_can_be_reached() -> None:
    reached = {State.ISSUED}
    for _ in State:
        reached |= {after for (before, _), after in TRANSITIONS.items() if before in reached}
    assert reached == set(State)


def test_only_steps_of_clerks_are_taken_back() -> None:
    citizens = {Step.ENTER, Step.RETURN, Step.POSTPONE, Step.CANCEL}
    assert not UNDOABLE & (citizens | {Step.CLOSE, Step.RECALL})


def test_a_ticket_asks_the_table() -> None:
    now = datetime(2026, 11, 18, tzinfo=UTC)
    ticket = Ticket(
        id=1, hall="main", day=date(2026, 11, 18), code="C", number="A001", series="q", matter="m",
        queue="m", priority_class="ordinary", state=State.WAITING, channel="kiosk", language="zh",
        issued_at=now, place_at=now,
    )  # fmt: skip
    assert ticket.waiting
    assert ticket.must(Step.CALL) is State.CALLED
    with pytest.raises(Refused, match=r"ticket\.step"):
        ticket.must(Step.FINISH)


def test_the_drawing_is_that_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.draw_states"
    assert set(MEANING) == set(State)
