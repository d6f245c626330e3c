"""Who was sent to one window isn't lost when its clerk leaves."""

from dataclasses import replace

import pytest

from server.domain.hall import Window
from server.storage.engine import Database
from server.usecases import reading
from server.usecases.app_context import AppContext
from tests.support.halls import Clock, context_of, small_hall
from tests.support.people import Clerk, clerk, take


def sent_from_1_to_2(context: AppContext) -> None:
    """A001 was sent from window 1 to window 2; A002 and A003 came later."""
    take(context)
    one = clerk(context)
    one.call_next(), one.start()
    one.transfer(to_window="2", note="复核")
    take(context), take(context)


def waiting(context: AppContext) -> dict[str, int]:
    queues = reading.board(context, "main").queues
    return {queue: each.waiting for queue, each in queues.items() if each.waiting}


@pytest.mark.parametrize("relieve", [False, True])
def test_others_who_serve_the_matter_call_them_at_the_place_of_their_arrival(
    context: AppContext, relieve: bool
) -> None:
    two = clerk(context, "2")
    sent_from_1_to_2(context)
    assert waiting(context) == {"@2": 1, "hukou": 2}
    who = ManagerAt(context, "2") if relieve else two
    who.do("sign_off", relieve=relieve)
    assert waiting(context) == {"hukou": 3}
    called = Clerk(context, "1").call_next().console.ticket
    assert (called.number, called.note) == ("A001", "复核")
    assert called.history[-2].text["zh"] == "2 号窗没有人，回到事项的队里"


class ManagerAt(Clerk):
    """Signs off a clerk who went without a word."""

    @property
    def name(self) -> str:
        return "manager"


def test_the_only_window_for_it_keeps_them_for_its_next_clerk(
    database: Database, clock: Clock
) -> None:
    hall = small_hall()
    alone = {**hall.windows, "3": Window("3", "A", {"tax": 1.0})}
    for key in ("1", "2"):
        alone[key] = Window(key, "A", {"hukou": 1.0, "idcard": 1.0})
    context = context_of(database, replace(hall, windows=alone), clock=clock)
    take(context, "tax")
    three = clerk(context, "3")
    three.call_next(), three.start()
    three.transfer(matter="hukou", come_back=True)
    one = clerk(context)
    one.call_next(), one.start(), one.finish()
    three.sign_off()
    assert waiting(context) == {"@3": 1}
    assert clerk(context, "3").serve() == "B001"


def test_back_at_the_window_that_sent_it_on_it_is_about_what_it_was_about(
    context: AppContext,
) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    one.call_next(), one.start()
    one.transfer(matter="tax", come_back=True)
    assert three.serve() == "A001"
    back = one.call_next().console.ticket
    assert (back.number, back.matter) == ("A001", "hukou")


def test_who_comes_back_to_a_window_that_was_left_is_called_by_others(context: AppContext) -> None:
    take(context)
    one, three = clerk(context), clerk(context, "3")
    one.call_next(), one.start()
    one.transfer(matter="tax", come_back=True)
    one.sign_off()
    assert three.serve() == "A001"
    assert waiting(context) == {"hukou": 1}
    assert clerk(context, "2").serve() == "A001"


def test_come_backs_are_a_stack(context: AppContext) -> None:
    """Sent W1 → W2 → W3, each wanting it back: after W3 comes W2, and after W2 comes W1."""
    hall_windows = ("1", "2", "3")
    one, two, three = (clerk(context, key) for key in hall_windows)
    ticket = take(context)
    visited = []
    for seated, to in ((one, "2"), (two, "3")):
        seated.call_next()
        seated.start()
        visited.append(seated.window)
        seated.transfer(to_window=to, come_back=True)
    for seated in (three, two, one):
        called = seated.call_next().console.ticket
        assert called is not None and called.number == ticket.number
        seated.start()
        visited.append(seated.window)
        seated.finish()
    assert visited == ["1", "2", "3", "2", "1"]
