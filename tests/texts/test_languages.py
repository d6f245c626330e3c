"""A language is one folder: what is in it fits what the screens ask for, the rest falls back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from server.contracts.languages import LANGUAGES, WRITTEN, own_texts, spoken, translated
from server.web.http.texts import catalogue, problem_texts
from tools import missing_texts, phrases

FURTHER = [tag for tag in LANGUAGES if tag not in WRITTEN]
FOLDER = Path(__file__).parents[2] / "server" / "web" / "static" / "languages"
SLOT = re.compile(r"\{(\w+)\}")
OWN = {"language", "phrases"}


def slots(node: Any) -> set[str]:
    return set(SLOT.findall(json.dumps(node)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("zh", "zh"),
        ("ZH-cn", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en-GB", "en"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("fr-CA", None),
        ("", None),
    ],
)
def test_a_browser_is_answered_in_the_nearest_language(asked: str, found: str | None) -> None:
    assert spoken(asked) == found


@pytest.mark.parametrize("tag", FURTHER)
def test_texts_keep_what_is_filled_in(tag: str) -> None:
    """Of zh-Hant, `tools/traditional.py` makes them anew."""
    asked_for = missing_texts.catalogues(LANGUAGES[tag].like)
    files = {file.stem for file in (FOLDER / tag).iterdir()}
    assert files - OWN <= asked_for.keys()
    for name in sorted(files - OWN):
        known = asked_for[name].keys() & own_texts(tag, name).keys()
        holes = {key: slots(own_texts(tag, name)[key]) for key in known}
        assert holes == {key: slots(asked_for[name][key]) for key in known}, name


@pytest.mark.parametrize("tag", FURTHER)
def test_phrases_keep_what_is_filled_in(tag: str) -> None:
    for chinese, phrase in own_texts(tag, "phrases").items():
        assert slots(phrase) == slots(chinese), chinese


@pytest.mark.parametrize("tag", FURTHER)
def test_what_a_language_lacks_is_listed_and_falls_back(
    tag: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = own_texts(tag, "problems")
    some = {code: text for code, text in own.items() if code != "hall.closed"}
    monkeypatch.setattr("server.web.http.texts.own_texts", lambda *_: some)
    monkeypatch.setattr(missing_texts, "own_texts", lambda *_: some)
    missing_texts.main()
    assert "  problems: hall.closed\n" in capsys.readouterr().out
    catalogue.cache_clear()
    like = problem_texts("hall.closed", {}, LANGUAGES[tag].like)
    assert problem_texts("hall.closed", {}, tag) == like
    catalogue.cache_clear()


HANZI = re.compile(r"[\u4e00-\u9fff]")


def skeleton(node: Any) -> Any:
    """A text with each hanzi as one sign: what a change of characters alone leaves as it is."""
    if isinstance(node, dict):
        return {key: skeleton(value) for key, value in node.items()}
    return HANZI.sub("字", node)


def test_all_that_a_person_sees_is_there_in_traditional_characters() -> None:
    """`tools/traditional.py` makes it anew after a Chinese text has changed."""
    for name, texts in missing_texts.catalogues("zh").items():
        assert skeleton(own_texts("zh-Hant", name)) == skeleton(texts), name
    known = own_texts("zh-Hant", "phrases")
    assert known.keys() == phrases.phrases()
    assert {text: skeleton(text) for text in known} == skeleton(dict(known))


def test_a_sentence_of_the_server_can_be_looked_up_in_another_language() -> None:
    assert [text for text in phrases.put_together() if "本机没有字体" not in text] == []


def test_texts_that_a_machine_made_say_so() -> None:
    assert "needs review" in LANGUAGES["zh-Hant"].note


def test_sentences_of_the_server_come_in_every_language_that_has_them() -> None:
    assert translated({"zh": "过号", "en": "Missed"}) == {
        "zh": "过号",
        "en": "Missed",
        "zh-Hant": "過號",
    }
    assert translated({"zh": "无此句"}) == {"zh": "无此句"}
