"""What is played for a call: every clip in its order, at the right hour, and nothing silent without
a sign."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.contracts.site import Hall
from server.contracts.site_voice import Voice, VolumeAt, ZoneVoice
from server.contracts.texts import Text
from server.voice.announcing import AFTER_CHIME_MS, announcement, trial
from server.voice.clips import Clips
from server.voice.joining import Lacking
from server.voice.needs import call_of, needs, spoken_languages
from server.voice.sentences import CHIME, SpokenCall
from server.voice.settings import voice_settings
from tests.support.voices import example_hall, ordinary

CALL = SpokenCall("A001", "3", "A")
NOON = 12 * 60
SHIPPED = Clips(None)


def heard(said: object) -> list[str]:
    return [each.clip.name for each in said.played]  # type: ignore[attr-defined]


def test_chime_then_the_sentence() -> None:
    said = announcement(CALL, ordinary(), SHIPPED, NOON)
    assert heard(said) == [
        CHIME, "请", "A", "零", "零", "一", "号到", "三", "号", "窗口", "办理",
    ]  # fmt: skip
    assert said.lacking == ()
    assert [each.gap_ms for each in said.played[:3]] == [0, AFTER_CHIME_MS, 50]
    assert said.length_ms == sum(each.gap_ms + each.length_ms for each in said.played)


def test_the_call_is_in_the_language_of_the_ticket() -> None:
    english = announcement(replace(CALL, language="en"), ordinary(), SHIPPED, NOON)
    assert heard(english)[1] == "number"
    unknown = announcement(replace(CALL, language="fr"), ordinary(), SHIPPED, NOON)
    assert heard(unknown)[1] == "请"


def test_a_list_of_languages_is_said_in_turn_and_repeated_whole() -> None:
    both = replace(ordinary(), languages=("zh", "en"), repeats=2)
    names = heard(announcement(CALL, both, SHIPPED, NOON))
    assert names.count(CHIME) == 1
    assert [name for name in names if name in ("请", "number")] == ["请", "number"] * 2


def test_a_busy_zone_says_it_once() -> None:
    names = heard(announcement(CALL, replace(ordinary(), repeats=3), SHIPPED, NOON, short=True))
    assert names == ["A", "零", "零", "一", "三", "号", "窗口"]


def test_quiet_hours_play_nothing_and_say_so() -> None:
    night = replace(ordinary(), quiet=("22:00-07:00",))
    for minute, quiet in ((23 * 60, True), (6 * 60, True), (7 * 60, False), (NOON, False)):
        said = announcement(CALL, night, SHIPPED, minute)
        assert (said.quiet, said.played == ()) == (quiet, quiet)


def test_the_volume_goes_by_the_hour() -> None:
    by_hour = replace(ordinary(), volume=80, volume_at=(VolumeAt(hours="12:00-14:00", percent=40),))
    gains = [
        announcement(CALL, by_hour, SHIPPED, minute).played[0].gain for minute in (600, NOON, 840)
    ]
    assert gains == [0.8, 0.4, 0.8]


def test_a_faster_zone_is_done_sooner() -> None:
    usual = announcement(CALL, ordinary(), SHIPPED, NOON)
    fast = announcement(CALL, replace(ordinary(), speed=1.25), SHIPPED, NOON)
    assert fast.speed == 1.25
    assert fast.length_ms < usual.length_ms


def test_a_zone_differs_from_its_hall_only_where_it_says_so() -> None:
    hall = example_hall("hospital").model_copy(
        update={"voice": Voice(repeats=2, volume=70, zones={"B": ZoneVoice(repeats=1)})}
    )
    zones = [voice_settings(hall, zone) for zone in ("A", "B")]
    assert [(zone.repeats, zone.volume) for zone in zones] == [(2, 70), (1, 70)]


def test_chinese_names_that_are_no_clip_are_said_syllable_by_syllable() -> None:
    named = replace(CALL, spoken={"zh": "婚姻登记处二层银杏厅"})
    said = announcement(named, ordinary(), SHIPPED, NOON)
    assert said.lacking == ()
    assert heard(said)[6:-1] == ["号到", "婚姻登记处", "二层", "yin2", "xing4", "厅"]


def test_where_a_windows_own_words_lack_a_clip_its_number_is_said_and_it_is_told() -> None:
    named = replace(CALL, language="en", spoken={"en": "Wayfarers' lodge"})
    said = announcement(named, ordinary(), SHIPPED, NOON)
    assert heard(said)[-3:] == ["please go to", "window", "three"]
    assert said.lacking == (Lacking("en", "wayfarers'"), Lacking("en", "lodge"))


def test_a_sentence_that_lacks_a_clip_says_the_rest() -> None:
    own = replace(ordinary(), call=Text(zh="{number}", en="Behold {number} at {place}"))
    said = announcement(replace(CALL, language="en"), own, SHIPPED, NOON)
    assert heard(said)[1:] == ["A", "zero", "zero", "one", "at", "window", "three"]
    assert said.lacking == (Lacking("en", "behold"),)


def test_the_trial_has_the_chime_and_calls_nobody() -> None:
    assert heard(trial(ordinary(), SHIPPED, NOON)) == [CHIME, "试音", "没有叫号"]


@pytest.mark.parametrize("name", ["centre", "hospital", "minimal"])
def test_every_word_of_the_example_halls_has_clips(name: str) -> None:
    assert [need for need in needs(example_hall(name), SHIPPED) if need.lacking] == []


@pytest.mark.parametrize("name", ["centre", "hospital", "minimal"])
def test_every_name_of_their_windows_could_be_said(name: str) -> None:
    hall = example_hall(name)
    for window in hall.windows:
        for language in spoken_languages(hall):
            spoken = window.name.by_language() if window.name else {}
            call = replace(call_of("A001", window, language), spoken=spoken)
            said = announcement(call, voice_settings(hall, window.zone), SHIPPED, NOON)
            assert (window.key, language, said.lacking) == (window.key, language, ())


@settings(max_examples=60)
@given(
    number=st.from_regex(r"\A[ABCDEFGHJKLMNPRTUVWXY]{1,2}[0-9]{1,4}\Z"),
    window=st.from_regex(r"\A([1-9][0-9]{0,2}[A-Z]{0,2}|[A-Z]{1,2}[1-9][0-9]{0,2})\Z"),
    language=st.sampled_from(["zh", "en"]),
)
def test_every_number_can_be_called_to_every_window(
    number: str, window: str, language: str
) -> None:
    hall: Hall = example_hall("centre")
    call = SpokenCall(number, window, "A", language=language)
    said = announcement(call, voice_settings(hall, "A"), SHIPPED, NOON)
    assert said.lacking == ()
    assert len(said.played) > len(number) + 3
