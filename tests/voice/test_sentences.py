"""The words of a call, in order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contracts.texts import Text
from server.voice.sentences import DIGITS, SpokenCall, sentence, spelt
from server.voice.sentences import test_phrase as phrase_of_trial
from tests.support.voices import ordinary, with_own_word

CALL = SpokenCall("A001", "3", "A")


def test_the_call_in_chinese_and_english() -> None:
    assert sentence(CALL, "zh", ordinary()) == (
        "请", "A", "零", "零", "一", "号到", "三", "号", "窗口", "办理",
    )  # fmt: skip
    assert sentence(CALL, "en", ordinary()) == (
        "number", "A", "zero", "zero", "one", ",", "please go to", "window", "three",
    )  # fmt: skip


def test_a_busy_zone_says_the_number_and_the_place_alone() -> None:
    assert sentence(CALL, "zh", ordinary(), short=True) == (
        "A", "零", "零", "一", ",", "三", "号", "窗口",
    )  # fmt: skip


def test_a_number_called_again_is_said_to_be() -> None:
    again = replace(CALL, again=True)
    assert sentence(again, "zh", ordinary())[:2] == ("再次呼叫", ",")


def test_chinese_says_yao_where_the_hall_wishes_it() -> None:
    said = sentence(SpokenCall("A110", "1", "A"), "zh", replace(ordinary(), yao=True))
    assert said == ("请", "A", "幺", "幺", "零", "号到", "幺", "号", "窗口", "办理")
    assert "one" in sentence(CALL, "en", replace(ordinary(), yao=True))


def test_windows_are_said_as_numbers_up_to_99_and_figure_by_figure_above() -> None:
    zh = [sentence(replace(CALL, window=w), "zh", ordinary())[6:-2] for w in ("12", "20", "105")]
    assert zh == [("十二", "号"), ("二十", "号"), ("一", "零", "五", "号")]
    en = [
        sentence(replace(CALL, window=w), "en", ordinary())[8:] for w in ("12", "20", "42", "105")
    ]
    assert en == [("twelve",), ("twenty",), ("forty", "two"), ("one", "zero", "five")]


def test_letters_of_a_window_are_said_one_by_one() -> None:
    assert sentence(replace(CALL, window="2A"), "zh", ordinary())[6:-1] == ("二", "A", "号", "窗口")
    assert sentence(replace(CALL, window="B12"), "en", ordinary())[8:] == ("B", "twelve")


def test_a_hall_has_its_own_word_for_its_windows() -> None:
    assert sentence(replace(CALL, window="12"), "zh", with_own_word())[6:-1] == ("十二", "诊室")
    assert sentence(replace(CALL, window="12"), "en", with_own_word())[7:] == ("room", "twelve")


def test_what_a_window_says_of_itself_stands_instead_of_its_number() -> None:
    named = replace(CALL, spoken={"zh": "二层 A 窗口", "en": "counter A, first floor"})
    assert sentence(named, "zh", ordinary())[6:-1] == ("二层", "A", "窗口")
    assert sentence(named, "en", ordinary())[7:] == ("counter", "A", ",", "first floor")


def test_a_language_without_sentences_is_spoken_in_chinese() -> None:
    assert sentence(CALL, "ug", ordinary()) == sentence(CALL, "zh", ordinary())


def test_a_sentence_of_the_hall_own_keeps_its_order() -> None:
    own = replace(ordinary(), call=Text(zh="{place}，请{number}号"))
    assert sentence(CALL, "zh", own) == (
        "三", "号", "窗口", ",", "请", "A", "零", "零", "一", "号",
    )  # fmt: skip


def test_the_trial_calls_nobody() -> None:
    assert phrase_of_trial("zh", ordinary()) == ("试音", ",", "没有叫号")


@pytest.mark.parametrize("language", ["zh", "en"])
@given(prefix=st.from_regex(r"\A[ABCDEFGHJKLMNPRTUVWXY]{1,2}\Z"), serial=st.integers(0, 9999))
def test_every_sign_of_a_number_is_said_once_in_order(
    language: str, prefix: str, serial: int
) -> None:
    number = f"{prefix}{serial:03}"
    digits = DIGITS[language]
    heard = "".join(
        str(digits.index(word)) if word in digits else word for word in spelt(number, language)
    )
    assert heard == number
