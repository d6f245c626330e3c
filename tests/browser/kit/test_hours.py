"""When the hall opens next, by its own clock."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.system

WEEK = """{ hall: { timezone: "Asia/Shanghai", always_open: false },
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, open: weekday > 5 ? [] :
    [{ from: "09:00", until: "12:00" }, { from: "13:00", until: "17:00" }] })),
  special_days: [{ day: "2026-11-25", open: [] },
    { day: "2026-11-29", open: [{ from: "10:00", until: "12:00" }] }] }"""


@pytest.mark.parametrize(
    ("now", "said", "english"),
    [
        ("2026-11-23T01:00:00Z", None, None),  # Monday 9:00
        ("2026-11-23T00:59:00Z", "今天 9:00", "today at 9:00"),
        ("2026-11-23T04:00:00Z", "今天 13:00", "today at 13:00"),  # lunch
        ("2026-11-23T09:00:00Z", "明天 9:00", "tomorrow at 9:00"),
        ("2026-11-24T16:30:00Z", "明天 9:00", "tomorrow at 9:00"),  # a holiday's first minutes
        ("2026-11-24T10:00:00Z", "11月26日 星期四 9:00", "Thursday 26 November at 9:00"),
        ("2026-11-28T10:00:00Z", "明天 10:00", "tomorrow at 10:00"),  # a working Sunday
    ],
)
def test_the_next_opening(modules: Page, now: str, said: str | None, english: str | None) -> None:
    told = modules.evaluate(
        f"""async () => {{
        const {{ nextOpening, openingText }} = await import("/static/kit/hours.js");
        const {{ loadText }} = await import("/static/kit/text.js");
        await loadText(location.href, []);
        const next = nextOpening({WEEK}, new Date("{now}"));
        return next ? [openingText(next, "zh"), openingText(next, "en")] : [null, null]; }}"""
    )
    assert told == [said, english]


NIGHT = """{ hall: { timezone: "Asia/Shanghai", always_open: false, day_ends: "06:00" },
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, open: weekday > 5 ? [] :
    [{ from: "22:00", until: "24:00" }, { from: "00:30", until: "06:00" }] })),
  special_days: [] }"""


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-11-23T13:59:00Z", "今天 22:00"),  # Monday 21:59
        ("2026-11-23T15:59:00Z", None),
        ("2026-11-23T16:10:00Z", "今天 0:30"),  # Tuesday 0:10
        ("2026-11-23T16:30:00Z", None),
        ("2026-11-23T21:59:00Z", None),
        ("2026-11-23T22:00:00Z", "今天 22:00"),  # Tuesday 6:00
        ("2026-11-27T20:00:00Z", None),  # Saturday 4:00, the night of Friday
        ("2026-11-29T16:10:00Z", "今天 22:00"),  # Monday 0:10: no night of Sunday
        ("2026-11-28T16:10:00Z", "明天 22:00"),
    ],
)
def test_the_next_opening_of_a_night_hall(modules: Page, now: str, said: str | None) -> None:
    told = modules.evaluate(
        f"""async () => {{
        const {{ nextOpening, openingText }} = await import("/static/kit/hours.js");
        const {{ loadText }} = await import("/static/kit/text.js");
        await loadText(location.href, []);
        const next = nextOpening({NIGHT}, new Date("{now}"));
        return next && openingText(next, "zh"); }}"""
    )
    assert told == said


@pytest.mark.parametrize("hall", ["always_open: true", "always_open: false"])
def test_where_no_hours_are_known_nothing_is_said(modules: Page, hall: str) -> None:
    known = f'{{ hall: {{ timezone: "Asia/Shanghai", {hall} }}, hours: [] }}'
    script = f"""async () => (await import("/static/kit/hours.js")).nextOpening(
        {known}, new Date("2026-11-23T20:00:00Z"))"""
    assert modules.evaluate(script) is None
