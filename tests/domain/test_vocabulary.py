"""What a hall calls its windows, in the sentences that are said of it."""

import json
from pathlib import Path

from server.domain.vocabulary import WORDS, Vocabulary

KIT = Path(__file__).parents[2] / "server" / "web" / "static" / "kit" / "text"
ROOM = {"zh": "诊室", "en": "Room"}
DESK = {"zh": "号台", "en": "Desk"}
CLINIC = Vocabulary(
    {**WORDS, "window": ROOM, "place": {"zh": "诊室", "en": "room"}},
    {"2A": {"window": DESK, "place": {"zh": "服务台", "en": "desk"}}},
)


def test_the_kit_says_the_same_where_a_hall_has_no_word_of_its_own() -> None:
    for language in ("zh", "en"):
        texts = json.loads((KIT / f"kit.{language}.json").read_text("utf-8"))
        assert {name: words[language] for name, words in WORDS.items()} == {
            name: texts[f"kit.word.{name}"] for name in WORDS
        }


def test_a_window_is_called_by_its_own_word_else_by_the_halls() -> None:
    assert CLINIC.named("03") == {"zh": "03 诊室", "en": "Room 03"}
    assert CLINIC.named("2A") == {"zh": "2A 号台", "en": "Desk 2A"}
    assert Vocabulary().named("3") == {"zh": "3 号窗", "en": "Window 3"}
    assert CLINIC.listed(["3", "12", "2A"]) == {
        "zh": "03、12 诊室、2A 号台",
        "en": "Room 03, 12, Desk 2A",
    }


def test_a_sentence_takes_the_word_of_the_window_that_it_names() -> None:
    sentence = {"zh": "{sender} {@window:sender}转来，{@place}{n}人", "en": "{@place}: {why}"}
    said = CLINIC.say(sentence, window="3", sender="2A", n=2, why={"zh": "午休", "en": "lunch"})
    assert said == {"zh": "2A 号台转来，诊室2人", "en": "room: lunch"}
    assert CLINIC.say({"zh": "{@place}"}, window="02a") == {"zh": "服务台"}


def test_a_language_without_a_word_borrows_it_from_the_one_it_is_a_script_of() -> None:
    assert CLINIC.say({"zh": "{@place}", "zh-Hant": "{@place}", "ms": "{@place}"}) == {
        "zh": "诊室",
        "zh-Hant": "诊室",
        "ms": "room",
    }


def test_braces_in_a_halls_word_are_plain_signs() -> None:
    odd = Vocabulary({**WORDS, "place": {"zh": "台{n}", "en": "desk {n}"}})
    assert odd.say({"zh": "{@place}{n}"}, n=3) == {"zh": "台{n}3"}
