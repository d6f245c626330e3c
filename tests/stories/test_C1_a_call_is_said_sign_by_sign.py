"""C1: 请A001号到3号窗口办理 after a chime, its figures one by one; the place word, the sentence of
each language and the repeats are data of the site file. What a technician writes into a file is
what the board gives its sound card."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.conftest import Enter
from tests.support.example_sites import ZONE, example, written
from tests.support.hearing import CHIME, TAP, found_in, heard_by, wait_for_sounds
from tests.support.servicehall import Running, run

WINDOW = "3"
CHINESE = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
ENGLISH = dict(
    zip(
        "0123456789",
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        strict=True,
    )
)
ALIKE = 0.95
VOICE = {
    "repeats": 2,
    "yao": True,
    "unit": {"zh": "柜台", "en": "counter"},
    "sentences": {
        "call": {"zh": "请{number}到{place}办理", "en": "{place}, number {number}"},
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voice")
    described = example(folder)
    described["halls"][0]["timezone"] = ZONE
    described["halls"][0]["voice"] = VOICE
    file = written(folder, described)
    assert "warning" not in run("config", "check", file)
    return file


@pytest.fixture(scope="module")
def speaking(site: Path) -> Iterator[Running]:
    running = Running(site.parent / "data", "demo", "--site", site)
    yield running
    running.stop()


def chinese(number: str) -> list[str]:
    signs = (CHINESE.get(sign, sign) for sign in number)
    return ["请", *signs, "到", "三", "号", "柜台", "办理"]


def english(number: str) -> list[str]:
    signs = (ENGLISH.get(sign, sign) for sign in number)
    return ["counter", "three", "number", *signs]


def test_a_technician_hears_the_call_before_it_is_in_force(site: Path) -> None:
    out = site.parent / "call.wav"
    run("voice", "say", "A012", WINDOW, out, "--site", site, "--data", site.parent / "data")
    names = [CHIME, *chinese("A012"), *chinese("A012")]
    found = found_in(out, "zh", names)
    assert [name for name, (_, alike) in zip(names, found, strict=True) if alike < ALIKE] == []
    begins = [begin for begin, _ in found]
    assert begins == sorted(begins)


def test_the_board_says_it_in_the_language_of_each_ticket(speaking: Running, enter: Enter) -> None:
    script = speaking.token("manager")
    board = enter("board", "大厅屏", speaking)
    board.add_init_script(TAP)
    board.reload()
    board.wait_for_selector(".hd")
    board.mouse.click(5, 5)  # Chromium makes no sound before
    matter = next(
        each["key"]
        for each in script.get("/halls/main/catalogue")["matters"]
        if WINDOW in each["windows"]
    )
    window = speaking.window(WINDOW)
    window.do("sign-on")
    expected: list[str] = []
    for language, words in (("zh", chinese), ("en", english)):
        number = script.take(matter, language=language)["number"]
        assert window.call() == number
        expected += [CHIME, *words(number), *words(number)]
        # The first is spoken to its end, however long that takes, before the second begins.
        wait_for_sounds(board, len(expected))
        assert heard_by(board) == expected
        window.do("start")
        window.do("finish")
