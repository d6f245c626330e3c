"""The browser's reducer is the server's: any history ends in the same state."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.live import empty_state, reduce

pytestmark = pytest.mark.system

APPLY = """async ([state, events]) => {
  const { applyEvent } = await import("/static/kit/store.js");
  return events.reduce((now, event) => applyEvent(now, event), state);
}"""
START = {**empty_state("main"), "day": "2026-11-22", "version": 1, "notice": None, "waits": {}}
START |= {"printers": {}, "notices": []}


def history(seed: int, length: int) -> list[dict[str, Any]]:
    """Random events that change a few keys each, with new days between."""
    dice = random.Random(seed)
    return [_event(dice, seq) for seq in range(1, length + 1)]


def _event(dice: random.Random, seq: int) -> dict[str, Any]:
    event: dict[str, Any] = {"hall": "main", "seq": seq, "at": f"t{seq}", "day": "2026-11-22"}
    parts = {
        "windows": lambda: {str(dice.randint(1, 4)): {"state": dice.choice(["open", "paused"])}},
        "queues": lambda: {dice.choice("abc"): {"waiting": dice.randint(0, 9)}},
        "missed": lambda: {f"A{dice.randint(1, 5):03}": dice.choice([seq, None])},
        "printers": lambda: {
            "p1": {"state": dice.choice(["ok", "paper_out"]), "tickets_left": None}
        },
        "version": lambda: dice.randint(1, 9),
        "notice": lambda: dice.choice([None, {"zh": "通知"}]),
    }
    for part in dice.sample(sorted(parts), dice.randint(0, 3)):
        event[part] = parts[part]()
    if dice.random() < 0.05:
        event["reset"] = True
    return event


@pytest.mark.parametrize("seed", range(5))
def test_any_history_ends_in_the_same_state(modules: Page, seed: int) -> None:
    events = history(seed, 200)
    expected = dict(START)
    for event in events:
        expected = reduce(expected, event)
    assert modules.evaluate(APPLY, [START, events]) == expected


def test_a_known_event_changes_nothing(modules: Page) -> None:
    events = history(1, 3)
    assert modules.evaluate(APPLY, [START, [*events, events[1]]]) == modules.evaluate(
        APPLY, [START, events]
    )


def test_a_gap_gives_no_state(modules: Page) -> None:
    first, _, third = history(2, 3)
    assert modules.evaluate(APPLY, [START, [first, third]]) is None


def test_calls_stand_newest_first(modules: Page) -> None:
    state = {"windows": {"1": {"call": {"seq": 4}}, "2": {"call": None}, "3": {"call": {"seq": 9}}}}
    found = modules.evaluate(
        """async (state) => (await import("/static/kit/store.js")).callsNewestFirst(state)""", state
    )
    assert [each["window"] for each in found] == ["3", "1"]
