"""F7: the forecast, the windows that a pledge needs, and a question about two more windows."""

from datetime import datetime, timedelta
from itertools import pairwise

from playwright.sync_api import expect

from tests.stories.conftest import Enter
from tests.support.servicehall import Script

AT = "14:00"  # it is noon in the hall
QUARTER = timedelta(minutes=15)


def test_a_manager_asks_what_two_more_windows_would_do(enter: Enter, script: Script) -> None:
    plan = script.get(f"/halls/main/staffing?pledge=20&more=2&at={AT}")
    starts = [datetime.strptime(each["start"], "%H:%M") for each in plan["forecast"]]  # noqa: DTZ007
    assert len(starts) > 8
    assert {later - sooner for sooner, later in pairwise(starts)} == {QUARTER}
    assert all(each["low"] <= each["n"] <= each["high"] for each in plan["forecast"])
    assert sum(each["n"] for each in plan["forecast"]) > 0
    assert plan["needed"]["windows"] >= 1
    assert plan["what_if"]["more"] == 2
    assert plan["what_if"]["unserved"] < plan["as_it_is"]["unserved"]  # now no window is open

    panel = enter("manager", "陈平").locator(".staff")
    panel.locator("select").first.select_option("20")
    expect(panel).to_contain_text("九成人 20 分钟内叫到，需要")
    expect(panel.locator(".num").first).to_have_text(str(plan["needed"]["windows"]))
    panel.locator("select").nth(1).select_option("2")
    panel.locator("input[type=time]").fill(AT)
    panel.locator("input[type=time]").press("Tab")
    expect(panel).to_contain_text(AT)
    expect(panel.locator(".num")).to_have_count(3)
