"""What a hall calls its windows, its desk and its questions is its own everywhere: in a hospital no
page, paper, alarm or refusal says 窗口, 导办台 or 办事."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from server.configuration.catalogue import catalogue
from server.configuration.hall_vocabulary import vocabulary
from server.configuration.reading import read_text
from server.contracts.languages import LANGUAGES
from server.contracts.site_rules import HallWords
from server.domain.vocabulary import OF_WINDOWS, WORDS
from server.web.http.texts import catalogue as texts_of
from server.web.http.texts import problem_texts
from tests.texts.test_texts import ROOT, modules
from tools import missing_texts, phrases

CENTRES = re.compile(r"窗|政务|办事|导办")
ENGLISH = re.compile(r"\bwindows?\b|guide desk", re.IGNORECASE)
OURS = {" 号窗口", *(word["zh"] for word in WORDS.values())}
"""Said where a hall has no word of its own."""
OF_FILES = ("role.not_a_devices", "window_device.unknown")
"""They name keys of the site file."""


def sentences(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text below a node with where it stands."""
    if isinstance(node, str):
        yield at, node
    elif isinstance(node, dict):
        for key, below in node.items():
            yield from sentences(below, f"{at} {key}".strip())
    elif isinstance(node, list):
        for below in node:
            yield from sentences(below, at)


def written(language: str) -> Iterator[tuple[str, str]]:
    """The texts of every screen and refusal, but for the words that stand in for a hall's own."""
    for at, text in sentences(missing_texts.catalogues(language)):
        if "kit.word." not in at and not any(code in at for code in OF_FILES):
            yield at, text


def test_no_text_holds_a_word_that_is_the_halls() -> None:
    assert [at for at, text in written("zh") if CENTRES.search(text)] == []
    holes = re.compile(r"\{[^}]*\}")
    assert [at for at, text in written("en") if ENGLISH.search(holes.sub("", text))] == []
    assert {text for text in phrases.phrases() if CENTRES.search(text)} == OURS


def test_no_page_and_no_module_holds_one_either() -> None:
    """But as what is said where the hall has none: `boot.words.place or …`."""
    comment = re.compile(r"/\*.*?\*/|//[^\n]*|\{#.*?#\}", re.DOTALL)
    pages = [page for page in ROOT.glob("*/**/templates/**/*.html") if ".venv" not in page.parts]
    assert len(pages) > 20
    for file in (*modules(), *pages):
        text = comment.sub("", file.read_text("utf-8")).replace('or {"zh": "窗口"', "")
        assert not CENTRES.search(text), file


@pytest.fixture(scope="module")
def hospital() -> Any:
    text = (ROOT / "server" / "demo" / "hospital.yaml").read_text("utf-8")
    return read_text(text)


def test_the_example_of_a_hospital_has_a_word_for_each_of_ours(hospital: Any) -> None:
    (hall,) = hospital.halls
    assert [name for name in HallWords.model_fields if getattr(hall.words, name) is None] == []
    for window in hall.windows:
        given = [name for name in OF_WINDOWS if getattr(window.words, name) is not None]
        assert len(given) in (0, len(OF_WINDOWS)), window.key
    offered = sentences(catalogue(hospital, hall.key, 1, searchable=False))
    assert [text for _, text in offered if CENTRES.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_refusal_in_a_hospital_speaks_of_windows(hospital: Any, language: str) -> None:
    (hall,) = hospital.halls
    words = vocabulary(hall)
    for code in texts_of("problems", language):
        for window, unit in (("1", "号台"), ("21", "诊室")):
            facts = {"window": window, "yours": window, "role": "kiosk", "hall": hall.key}
            texts = problem_texts(code, facts, language, words)
            assert "{@" not in str(texts), code
            if code in OF_FILES:
                continue
            assert not re.search("窗|導辦", str(texts)) and not CENTRES.search(str(texts)), code
            assert not ENGLISH.search(str(texts)), code
            if code == "window.busy" and language == "zh":
                assert texts["detail"].startswith(f"{window} {unit}")


def test_a_page_of_problems_fills_every_mark() -> None:
    """The reference of the interface means no hall."""
    for at, text in written("zh"):
        for mark in re.findall(r"\{@(\w+)", text):
            assert mark in HallWords.model_fields, at
        if at.startswith(("problems", "words")):
            assert set(re.findall(r"\{@(\w+)", text)) <= WORDS.keys(), at
