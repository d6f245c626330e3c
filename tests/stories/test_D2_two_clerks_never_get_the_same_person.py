"""D2: windows that call at once share the people out; a double click calls once."""

from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import expect

from tests.stories.conftest import SETTLED_MS, Enter
from tests.support.servicehall import Running, Script, Window

PEOPLE = 24


def work(window: Window) -> list[str]:
    """Call one after the other until nobody is left."""
    served = []
    window.do("sign-on")
    while number := window.call():
        served.append(number)
        window.do("start")
        window.do("finish")
    window.do("sign-off")
    return served


def test_windows_that_call_at_once_share_the_people_out(hall: Running, script: Script) -> None:
    tickets = [script.take("id-card-renewal")["number"] for _ in range(PEOPLE)]
    windows = [hall.window("1"), hall.window("2")]
    with ThreadPoolExecutor(len(windows)) as pool:
        by_window = list(pool.map(work, windows))
    assert all(served == sorted(served) for served in by_window)
    assert sorted(by_window[0] + by_window[1]) == tickets  # everybody once, nobody twice, no error


def test_two_presses_at_one_instant_get_two_people(hall: Running, script: Script) -> None:
    windows = [hall.window("1"), hall.window("2")]
    for window in windows:
        window.do("sign-on")
    for _ in range(5):
        two = [script.take("id-card-renewal")["number"] for _ in windows]
        with ThreadPoolExecutor(len(windows)) as pool:
            assert sorted(pool.map(Window.call, windows)) == two  # the loser gets the next one
        for window in windows:
            window.do("start")
            window.do("finish")


def test_a_double_click_calls_once(hall: Running, enter: Enter, script: Script) -> None:
    first, second = (script.take("marriage")["number"] for _ in range(2))
    console = enter("clerk", "孟琪")
    console.locator(".wcard").first.wait_for()
    console.keyboard.type("4")
    screen = console.locator("#screen")
    console.locator(".k1.now[data-verb=sign-on]").click()
    expect(screen).to_have_attribute("data-situation", "free")
    console.wait_for_timeout(SETTLED_MS)
    before = len(script.journal())
    console.locator(".k1.now[data-verb=call-next]").dblclick()
    expect(screen).to_have_attribute("data-situation", "called")
    expect(console.locator(".hd .num")).to_have_text(first)
    console.wait_for_timeout(SETTLED_MS)
    expect(screen).to_have_attribute("data-situation", "called")
    assert script.get("/halls/main/board")["queues"]["marriage"]["waiting"] == 1
    rows = script.journal()[before:]
    steps = [row["type"] for row in rows if row["actor"] == "person:meng.qi"]
    assert steps == ["ticket.called"]
    assert second not in console.content()
