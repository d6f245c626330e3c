"""The sentences that a loudspeaker says, and the wordings that are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display.announcing import Call, WordingError, announce, read_wording, shipped_wordings, spell

WORDINGS = shipped_wordings()
ENTRY = {
    "voice": "zh-CN",
    "written": "{number} {window} {place}",
    "spoken": "{number} {window} {place}",
    "again": "",
    "digits": {digit: digit for digit in "0123456789"},
    "joint": "",
    "places": {"window": "窗口"},
}


def test_a_call_is_said_digit_by_digit_in_chinese_and_english() -> None:
    chinese, english = announce(Call("A001", "3"), [WORDINGS["zh"], WORDINGS["en"]])
    assert chinese.written == "请A001号到3号窗口办理"
    assert chinese.spoken == "请A零零一号，到3号窗口办理"
    assert chinese.voice == "zh-CN"
    assert english.written == "Number A001, please go to window 3."
    assert english.spoken == "Number A zero zero one, please go to window 3."


def test_a_repeated_call_says_that_it_is_one() -> None:
    (chinese,) = announce(Call("B108", "14", times=2), [WORDINGS["zh"]])
    assert chinese.spoken == "再次呼叫，请B一零八号，到14号窗口办理"


def test_the_word_for_the_place_is_data() -> None:
    (chinese,) = announce(Call("C047", "2", place="room"), [WORDINGS["zh"]])
    assert chinese.written == "请C047号到2号室办理"
    with pytest.raises(WordingError, match="no word for the place 'cellar'"):
        announce(Call("C047", "2", place="cellar"), [WORDINGS["zh"]])


@given(st.from_regex(r"[A-HJ-NPRT-Y][0-9]{3,4}", fullmatch=True))
def test_every_digit_becomes_one_word_and_none_is_lost(number: str) -> None:
    words = spell(number, WORDINGS["en"]).split(" ")
    assert len(words) == len(number)
    assert not any(char.isdigit() for word in words for char in word)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("written", "请{number}号办理", "check place, window"),
        ("spoken", "请{number}号到{window}{place}{queue}", "check queue"),
        ("written", "请{number", "cannot be read"),
        ("voice", None, "voice must be a text"),
        ("digits", {"0": "零"}, "digits 1, 2"),
        ("places", ["窗口"], "places must map to words"),
    ],
)
def test_a_wording_that_cannot_send_people_right_is_refused(
    field: str, value: object, says: str
) -> None:
    with pytest.raises(WordingError, match=says):
        read_wording("zh", ENTRY | {field: value})
