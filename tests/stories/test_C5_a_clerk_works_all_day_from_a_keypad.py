"""C5: a clerk works whole visits from a keypad alone, its strip says the number, and a line that
is pulled out and put back loses nothing. One open line protocol and one field-bus frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.example_sites import KEYED, keypad_line
from tests.support.keypads import Program, Terminal, driver
from tests.support.servicehall import Running, Script, run, until

CLERK = "0104"  # the figures of 孟琪's staff number
ACTOR = "person:meng.qi"


@pytest.fixture
def line(hall: Running) -> Path:
    """Where the site file says that the bus is."""
    return keypad_line(hall.data.parent)


@pytest.fixture
def terminal(tmp_path: Path, line: Path) -> Iterator[Terminal]:
    """A keypad and a strip on it."""
    running = Terminal(tmp_path, line)
    yield running
    running.end()


@pytest.fixture
def program(tmp_path: Path, hall: Running) -> Iterator[Program]:
    """What drives them."""
    running = driver(tmp_path, hall.data, "keypad-4", "strip-4")
    yield running
    running.end()


def picture(text: str) -> list[str]:
    """A text as the terminal draws a strip."""
    return run("keypad", "draw", text).splitlines()


def did(script: Script, *kinds: str) -> list[str]:
    """What the clerk did, of these kinds, in order."""
    rows = script.journal()
    return [row["type"] for row in rows if row["actor"] == ACTOR and row["type"] in kinds]


def device_alarms(script: Script) -> list[str]:
    """What the manager is told of the keypad and strip; kiosks of other stories are gone, too."""
    alarms = script.get("/halls/main/today")["alarms"]
    told = [alarm["text"]["zh"] for alarm in alarms if alarm["kind"] == "device"]
    return [text for text in told if text.startswith("04 号窗")]


def test_whole_visits_from_a_keypad(
    hall: Running, script: Script, terminal: Terminal, program: Program
) -> None:
    first, second, third = (script.take("marriage")["number"] for _ in range(3))
    terminal.until_shows("  3|   ")
    terminal.until_strip(picture("未开放"))
    terminal.type("n")  # nobody sits there yet
    terminal.until_shows("  3|E02")
    terminal.type(f"{CLERK}\n")
    terminal.until_strip(picture("等候 3 人"))
    terminal.type("n")
    terminal.until_shows(f"  2|{first[-3:]}")
    terminal.until_strip(picture(f"请{first}号到本窗口"))
    terminal.again("n")  # who was called is not skipped
    terminal.until_shows("  2|E01")
    terminal.type("r\n")
    terminal.until_strip(picture(f"{first} 正在办理"))
    terminal.type("n")  # done with the first, call the second
    terminal.until_shows(f"  1|{second[-3:]}")
    terminal.type("\n")
    terminal.until_strip(picture(f"{second} 正在办理"))
    terminal.type("13")  # figures that were typed by mistake
    terminal.type("c")
    terminal.type("e")
    terminal.until_strip(picture("等候 1 人"))
    terminal.type("p")
    until(lambda: script.get("/halls/main/board")["windows"][str(KEYED)]["state"] == "paused")
    terminal.again("p")
    terminal.until_strip(picture("等候 1 人"))
    terminal.type("n")
    terminal.until_shows(f"  0|{third[-3:]}")
    terminal.type("\n")
    terminal.until_strip(picture(f"{third} 正在办理"))
    terminal.type("e")
    terminal.until_strip(picture("欢迎办理"))
    terminal.type(f"{CLERK}\n")
    terminal.until_strip(picture("未开放"))
    assert did(script, "ticket.called", "ticket.recalled", "ticket.started", "ticket.finished")[
        -10:
    ] == [
        *("ticket.called", "ticket.recalled", "ticket.started", "ticket.finished"),
        *("ticket.called", "ticket.started", "ticket.finished"),
        *("ticket.called", "ticket.started", "ticket.finished"),
    ]
    assert did(script, "window.signed_on", "window.signed_off")[-2:] == [
        *("window.signed_on", "window.signed_off")
    ]


def test_a_line_that_is_pulled_and_put_back_loses_nothing(
    hall: Running, script: Script, enter: Enter, tmp_path: Path, line: Path, program: Program
) -> None:
    today = enter("manager", "陈平")
    terminal = Terminal(tmp_path, line)
    number = script.take("marriage")["number"]
    terminal.until_shows("  1|   ")
    terminal.type(f"{CLERK}\nn")
    terminal.until_shows(f"  0|{number[-3:]}")
    assert device_alarms(script) == []
    terminal.end()
    until(lambda: device_alarms(script), lambda told: len(told) == 2)
    assert "04 号窗的叫号键盘接线已断开" in device_alarms(script)
    expect(today.locator(".al", has_text="叫号键盘接线已断开")).to_be_visible()
    waiting = script.take("marriage")["number"]
    terminal = Terminal(tmp_path, line)
    terminal.until_shows(f"  1|{number[-3:]}")  # what it should show by now
    until(lambda: device_alarms(script), lambda told: told == [])
    expect(today.locator(".al", has_text="叫号键盘")).to_have_count(0)
    terminal.type("\n")
    terminal.until_strip(picture(f"{number} 正在办理"))
    terminal.type("n")
    terminal.until_shows(f"  0|{waiting[-3:]}")
    terminal.end()
