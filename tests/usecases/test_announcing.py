"""One announcer a zone: order, the turn, what is dropped, and a record of each call."""

from dataclasses import replace
from typing import get_args

import pytest

from server.contracts.announcing import TroubleName, TurnName, UnspokenName
from server.domain.announcing import STALE_AFTER, TURN_LASTS, Unspoken
from server.domain.errors import Unknown
from server.domain.hall import Hall, Mode
from server.storage.engine import Database
from server.usecases.announcing import DropOverdue, EndedSound, drop_overdue
from server.usecases.app_context import AppContext, no_sounds
from server.usecases.closing import CloseDay, close_day
from server.usecases.mute_zones import WORDS
from server.usecases.today import today
from server.usecases.trying_sound import TrySound, sound_trial, try_sound
from tests.support.halls import Clock, context_of, small_hall
from tests.support.loudspeakers import Loudspeaker, ends, entries, one_clip, waiting
from tests.support.people import Clerk, take


def two_zones(mode: Mode = Mode.LIVE) -> Hall:
    """Windows 1 and 2 in zone A, 3 in zone B."""
    hall = replace(small_hall(), mode=mode)
    return replace(hall, windows={**hall.windows, "3": replace(hall.windows["3"], zone="B")})


@pytest.fixture
def context(database: Database, clock: Clock) -> AppContext:
    context = replace(context_of(database, two_zones(), clock=clock), sounds=one_clip)
    for window in "123":
        Clerk(context, window).sign_on(name="王芳")
    return context


def call(context: AppContext, window: str, matter: str = "hukou") -> str:
    number = take(context, matter).number
    assert Clerk(context, window).call_next().result == "called"
    return number


def test_the_names_of_the_contract_are_those_of_the_rules() -> None:
    assert set(get_args(UnspokenName)) == {each.value for each in Unspoken}
    assert set(get_args(TurnName)) == {"mine", "another", "mute"}


def test_calls_of_a_zone_are_spoken_one_by_one_in_their_order(context: AppContext) -> None:
    numbers = [call(context, "1"), call(context, "2")]
    board = Loudspeaker(context, "board")
    first = board.ask()
    assert first.call is not None and first.call.number == numbers[0]
    assert board.ask().call is None, "it is speaking"
    assert board.finish().call is not None
    board.finish()
    assert board.said == numbers
    assert [each for end in ends(context).values() for each in end] == ["spoken", "spoken"]


def test_one_speaker_has_a_zone_and_the_next_takes_it_when_it_dies(
    context: AppContext, clock: Clock
) -> None:
    one, two = Loudspeaker(context, "one"), Loudspeaker(context, "two")
    number = call(context, "1")
    assert one.ask().zones == {"A": "mine", "B": "mine"}
    assert two.ask().zones == {"A": "another", "B": "another"}
    clock.tick(seconds=TURN_LASTS.total_seconds() - 0.001)
    assert two.ask().call is None, "one has the turn until it ends"
    clock.tick(seconds=0.001)
    turn = two.ask()
    assert turn.zones["A"] == "mine"
    assert turn.call is not None and turn.call.number == number, "spoken again, from the start"
    two.finish()
    assert one.finish().zones["A"] == "another", "what the dead one reports later counts no more"
    assert list(ends(context).values()) == [["spoken"]]


def test_a_call_is_begun_twice_at_most(context: AppContext, clock: Clock) -> None:
    call(context, "1")
    for name in ("one", "two", "three"):
        turn = Loudspeaker(context, name).ask()
        clock.tick(seconds=3)
    assert turn.call is None
    assert list(ends(context).values()) == [["interrupted"]]


def test_an_answer_that_got_lost_is_given_again(context: AppContext) -> None:
    board = Loudspeaker(context, "board")
    call(context, "1")
    lost = board.ask().call
    board.playing = None
    assert board.ask().call == lost
    board.finish()
    board.ask(ended=(EndedSound(lost.call if lost else 0, True),))
    [spoken] = [entry for entry in entries(context) if entry.type == "call.spoken"]
    assert '"attempts":1' in spoken.payload


def test_who_may_not_sound_takes_no_turn(context: AppContext) -> None:
    mute, able = Loudspeaker(context, "mute"), Loudspeaker(context, "able")
    call(context, "1")
    assert mute.ask(trouble="autoplay").zones == {"A": "mute", "B": "mute"}
    assert able.ask().zones["A"] == "mine"
    able.finish()
    able.ask(trouble="no_sound")
    assert mute.ask().zones["A"] == "mine", "given up at once"


def test_a_loudspeaker_of_the_zone_goes_before_one_of_the_hall(context: AppContext) -> None:
    whole, zone = Loudspeaker(context, "whole"), Loudspeaker(context, "zone", ("A",))
    call(context, "1")
    assert whole.ask().call is not None
    assert zone.ask().zones == {"A": "another"}, "not in mid sentence"
    whole.finish()
    assert zone.ask().zones == {"A": "mine"}
    assert whole.ask().zones == {"A": "another", "B": "mine"}


def test_zones_may_sound_together(context: AppContext) -> None:
    a, b = Loudspeaker(context, "a", ("A",)), Loudspeaker(context, "b", ("B",))
    numbers = [call(context, "1"), call(context, "3", "tax")]
    assert [each.ask().call.number for each in (a, b)] == numbers  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("verb", "reason"),
    [("start", "answered"), ("recall", "superseded"), ("no_show", "missed"), ("undo", "undone")],
)
def test_what_ends_a_call_before_its_turn(
    context: AppContext, clock: Clock, verb: str, reason: str
) -> None:
    call(context, "1")
    clock.tick(seconds=20)
    Clerk(context, "1").do(verb)
    assert next(iter(ends(context).values())) == [reason]
    assert len(waiting(context)) == (1 if verb == "recall" else 0)


def test_what_is_being_spoken_is_spoken_to_its_end(context: AppContext) -> None:
    board = Loudspeaker(context, "board")
    call(context, "1")
    board.ask()
    Clerk(context, "1").start()
    assert list(ends(context).values()) == [[]]
    board.finish()
    assert list(ends(context).values()) == [["spoken"]]


def test_an_answered_call_is_not_begun_again(context: AppContext, clock: Clock) -> None:
    call(context, "1")
    Loudspeaker(context, "dies").ask()
    Clerk(context, "1").start()
    clock.tick(seconds=3)
    assert Loudspeaker(context, "next").ask().call is None
    assert list(ends(context).values()) == [["answered"]]


def test_a_call_that_waited_too_long_is_dropped(context: AppContext, clock: Clock) -> None:
    call(context, "1")
    clock.tick(seconds=STALE_AFTER.total_seconds() + 1)
    fresh = call(context, "2")
    turn = Loudspeaker(context, "board").ask()
    assert turn.call is not None and turn.call.number == fresh
    assert list(ends(context).values()) == [["stale"], []]


def test_a_mute_zone_has_its_records(context: AppContext, clock: Clock) -> None:
    call(context, "1")
    order = DropOverdue(hall="main", actor="housekeeping")
    assert drop_overdue(context, order).calls == 0
    clock.tick(seconds=STALE_AFTER.total_seconds() + 1)
    assert drop_overdue(context, order).calls == 1
    assert list(ends(context).values()) == [["mute"]]


def test_a_busy_zone_says_the_short_sentence(context: AppContext, clock: Clock) -> None:
    board = Loudspeaker(context, "board")
    for window in "12":
        call(context, window)
    clock.tick(seconds=16)
    first = board.ask().call
    assert first is not None and first.form == "short"


def test_the_end_of_the_day_leaves_nothing_unrecorded(context: AppContext) -> None:
    board = Loudspeaker(context, "board")
    call(context, "1")
    board.ask()
    call(context, "2")
    close_day(context, CloseDay(hall="main", actor="manager"))
    assert waiting(context) == []
    assert sorted(ends(context).values()) == [["closed"], ["closed"]]


def test_a_rehearsal_speaks_to_nobody(database: Database, clock: Clock) -> None:
    context = context_of(database, two_zones(Mode.REHEARSAL), clock=clock)
    Clerk(context, "1").sign_on(name="王芳")
    call(context, "1")
    assert waiting(context) == []


def test_without_recordings_a_call_is_recorded_as_unspoken(context: AppContext) -> None:
    bare = replace(context, sounds=no_sounds)
    call(context, "1")
    assert Loudspeaker(bare, "board").ask().call is None
    assert list(ends(context).values()) == [["no_clips"]]


def test_a_mute_zone_is_an_alarm_with_what_to_do(context: AppContext, clock: Clock) -> None:
    Loudspeaker(context, "board", ("A",)).ask(trouble="autoplay")
    [alarm] = [each for each in today(context, "main").alarms if each.kind == "mute"]
    assert "A" in alarm.text["zh"] and alarm.action is not None
    Loudspeaker(context, "another", ("A",)).ask()
    assert [each for each in today(context, "main").alarms if each.kind == "mute"] == []


def test_a_zone_without_any_speaker_is_an_alarm_once_a_call_is_lost(
    context: AppContext, clock: Clock
) -> None:
    def mute(context: AppContext = context) -> list[str]:
        return [each.text["en"] for each in today(context, "main").alarms if each.kind == "mute"]

    assert mute() == []
    call(context, "1")
    assert mute() == [], "a speaker may still begin it"
    clock.tick(seconds=6)
    assert mute() == ["Zone A is mute"]
    assert mute(replace(context, wants_sound=lambda *_: False)) == [], "quiet hours"
    clock.tick(seconds=STALE_AFTER.total_seconds())
    drop_overdue(context, DropOverdue(hall="main", actor="housekeeping"))
    assert mute() == ["Zone A is mute"], "it goes on for a while"
    Loudspeaker(context, "board", ("A",)).ask()
    assert mute() == []


def test_a_test_phrase_is_spoken_in_its_turn_and_says_by_whom(
    context: AppContext, clock: Clock
) -> None:
    order = TrySound(hall="main", actor="person:wang", zone="A")
    nobody = try_sound(context, order)
    assert (nobody.test, nobody.state) == (None, "unheard")
    assert nobody.action is not None and "servicehall speaker --zone A" in nobody.action["en"]
    board = Loudspeaker(context, "board", ("A",))
    number = call(context, "1")
    board.ask()
    asked = try_sound(context, order)
    assert asked.test is not None and (asked.state, asked.by) == ("waiting", "board:1")
    said = board.finish().call
    assert said is not None and (said.number, said.form) == ("", "test")
    assert sound_trial(context, "main", asked.test).state == "speaking"
    board.finish()
    heard = sound_trial(context, "main", asked.test)
    assert (heard.state, heard.by) == ("heard", "board:1")
    assert board.said == [number, ""]
    assert [each for end in ends(context).values() for each in end] == ["spoken"]


def test_a_test_phrase_that_nobody_can_speak_says_what_to_do(
    context: AppContext, clock: Clock
) -> None:
    board = Loudspeaker(context, "board")
    board.ask()
    order = TrySound(hall="main", actor="person:wang", zone="A")
    test = try_sound(context, order).test
    assert test is not None
    clock.tick(seconds=3)
    gone = sound_trial(context, "main", test)
    assert gone.state == "unheard", "its speaker died before it began"
    clock.tick(seconds=STALE_AFTER.total_seconds())
    drop_overdue(context, DropOverdue(hall="main", actor="housekeeping"))
    text = sound_trial(context, "main", test).text
    assert text is not None and text["en"] == "Zone A is mute"
    with pytest.raises(Unknown, match="zone"):
        try_sound(context, replace(order, zone="X"))
    with pytest.raises(Unknown, match="sound"):
        sound_trial(context, "main", test + 100)


def test_every_trouble_has_words() -> None:
    assert set(WORDS) == set(get_args(TroubleName))
