"""F15: an hour's wait stays one: waits are told by stage and summed over the visit, and neither a
recall nor a missed call, a return, a call taken back or a transfer shortens them."""

import time
from typing import Any

from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Refused, Running, Script, Window, until

ITS_OWN = FIRST, SECOND = "maternity-allowance", "estate-search"
"""Nobody comes for these in another story, so that their figures of the day are this story's."""


def today(script: Script) -> dict[str, Any]:
    found: dict[str, Any] = script.get("/halls/main/today")
    return found


def of_matter(script: Script, key: str) -> tuple[int | None, int]:
    """Median wait of a matter, and of how many visits."""
    [found] = [each for each in today(script)["matters"] if each["matter"] == key]
    return found["median_s"], found["n"]


def at_stage(figures: dict[str, Any], stage: int) -> int:
    """Visits that were called in this stage."""
    return sum(each["n"] for each in figures["stages"] if each["stage"] == stage)


def called(window: Window, number: str) -> int:
    """Call the number, which is next; seconds that this call ended."""
    step = window.do("call-next")
    assert step["console"]["ticket"]["number"] == number
    return int(step["console"]["ticket"]["waited_s"])


def missed(window: Window) -> None:
    """Nobody came, as soon as the hall's rule lets the window say so."""

    def pressed() -> bool:
        try:
            window.do("no-show")
        except Refused:
            return False
        return True

    until(pressed)


def test_no_wait_is_shortened(hall: Running, enter: Enter, script: Script) -> None:
    one, other, before = hall.window("7"), hall.window("9"), today(script)
    one.do("sign-on")
    other.do("sign-on")
    ticket = script.take(FIRST)
    time.sleep(2.1)  # a wait of some length; the longer this takes, the longer it is
    waited = called(one, ticket["number"])
    assert waited >= 2
    one.do("recall")
    assert of_matter(script, FIRST) == (waited, 1)

    missed(one)
    assert of_matter(script, FIRST) == (waited, 1)
    Script(hall.url).post(f"/tickets/{ticket['code']}/return")
    time.sleep(1.1)
    called(one, ticket["number"])
    one.do("undo")
    assert of_matter(script, FIRST) == (waited, 1)  # that call was none
    waited += called(one, ticket["number"])
    assert of_matter(script, FIRST) == (waited, 1)

    one.do("start")
    one.do("transfer", matter=SECOND)
    oldest = today(script)["oldest"]
    assert oldest["matter"] == SECOND
    assert oldest["seconds"] >= waited  # for whoever waits again, all of it counts
    time.sleep(1.1)
    further = called(other, ticket["number"])
    assert further >= 1
    assert (of_matter(script, FIRST), of_matter(script, SECOND)) == ((waited, 1), (further, 1))
    after = today(script)
    assert after["waits"]["n"] == before["waits"]["n"] + 1  # one visit, whatever its calls
    assert at_stage(after, 1) == at_stage(before, 1) + 1
    assert at_stage(after, 2) == at_stage(before, 2) + 1

    page = enter("manager", "")
    page.get_by_text("看成表格").click()
    expect(page.locator("table").nth(1)).to_contain_text("第 2 环节")
