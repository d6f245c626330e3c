"""`waits answer`: the protocol, line by line, and what it says to lines it can't follow."""

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.cli.waits import waits
from tests.support.patience import PATIENCE_S

DAY = 86400
MONDAY = 18274  # 2020-01-13


def ask(events: list[dict[str, Any] | str], *options: str) -> Result:
    lines = [event if isinstance(event, str) else json.dumps(event) for event in events]
    return CliRunner().invoke(waits, ["answer", *options], input="\n".join(lines) + "\n")


def a_day(day: int, people: int = 60) -> list[dict[str, Any]]:
    """Somebody every two minutes, called four minutes later by one of two servers."""
    date = f"2020-01-{13 + day - MONDAY:02d}"
    events: list[dict[str, Any]] = [{"ev": "new_day", "day": date}]
    for i in range(people):
        t = day * DAY + 9 * 3600 + i * 120
        if i > 2:
            events.append({"ev": "start", "t": t - 1, "id": f"{day}-{i - 2}", "server": "A"})
        events.append(
            {
                "ev": "arrival",
                "t": t,
                "id": f"{day}-{i}",
                "day": date,
                "site": "s",
                "service": "x",
                "priority": 0,
                "open": 2,
            }
        )
    return events


def test_each_arrival_is_answered_and_nothing_else() -> None:
    events = a_day(MONDAY) + a_day(MONDAY + 1)
    result = ask(list(events))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(answers) == sum(event["ev"] == "arrival" for event in events)
    assert all(list(answer) == ["est", "lo", "hi"] for answer in answers)
    assert answers[0] == {"est": None, "lo": None, "hi": None}
    last = answers[-1]
    assert 0 <= last["lo"] <= last["est"] <= last["hi"]
    assert 60 < last["est"] < 600


def test_more_ahead_and_fewer_windows_never_shorten_the_answer() -> None:
    def last(**changed: Any) -> float:
        events = a_day(MONDAY) + a_day(MONDAY + 1)
        events[-1] |= changed
        return float(json.loads(ask(list(events)).stdout.splitlines()[-1])["est"])

    assert last() <= last(ahead=4) <= last(ahead=9)
    assert last(open=5) <= last(open=2) <= last(open=0)


def test_open_server_priority_and_ahead_may_be_absent() -> None:
    arrival = {"ev": "arrival", "t": MONDAY * DAY, "id": 1, "site": "s", "service": "x"}
    end = {"ev": "end", "t": MONDAY * DAY + 9, "id": 1}
    left = {"ev": "left", "t": MONDAY * DAY + 9, "id": 2}
    start = {"ev": "start", "t": MONDAY * DAY + 5, "id": 1}
    result = ask([arrival, start, end, left])
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ['{"est":null,"lo":null,"hi":null}']


GOOD = {"ev": "new_day", "day": "2020-01-13"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 2: not JSON"),
        ("[1]", "line 2: a JSON object is expected"),
        ({"ev": "lunch"}, 'line 2: "ev" must be one of'),
        ({"ev": "start", "id": "1"}, 'line 2: "t" is missing'),
        ({"ev": "start", "t": "noon", "id": "1"}, 'line 2: "t" must be a number'),
        ({"ev": "arrival", "t": 1, "id": "1", "service": "x"}, 'line 2: "site" is missing'),
        ({"ev": "new_day", "day": "monday"}, 'line 2: "day" must be a date'),
        ({"ev": "new_day", "day": "2020-01-12"}, "line 2: days must come in order"),
    ],
)
def test_a_malformed_line_is_named_and_ends_it(line: dict[str, Any] | str, message: str) -> None:
    result = ask([GOOD, line])
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_time_must_not_go_back() -> None:
    result = ask([{"ev": "left", "t": 9, "id": "1"}, {"ev": "left", "t": 8, "id": "2"}])
    assert result.exit_code == 2
    assert "line 2" in result.stderr and "time order" in result.stderr


@pytest.mark.system
def test_an_answer_comes_before_the_next_line_is_written() -> None:
    code = "from server.cli.waits import waits; waits()"
    arrival = {"ev": "arrival", "t": MONDAY * DAY, "id": 1, "site": "s", "service": "x"}
    with subprocess.Popen(
        [sys.executable, "-c", code, "answer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin is not None and program.stdout is not None
        program.stdin.write(json.dumps(arrival).encode() + b"\n")
        program.stdin.flush()
        assert json.loads(program.stdout.readline()) == {"est": None, "lo": None, "hi": None}
        program.stdin.close()
        assert program.wait(PATIENCE_S) == 0


def test_a_new_day_may_begin_before_the_night_has_ended() -> None:
    """The last call of a day may be later than the first arrival of the next in the file."""
    late = {"ev": "left", "t": (MONDAY + 1) * DAY + 60, "id": "x"}
    events = [*a_day(MONDAY), late, {"ev": "new_day", "day": "2020-01-14"}]
    arrival = {"ev": "arrival", "t": (MONDAY + 1) * DAY + 5, "id": "n", "site": "s", "service": "x"}
    result = ask([*events, arrival, arrival | {"id": "o", "day": "2020-01-13"}])
    assert result.exit_code == 0
    assert json.loads(result.stdout.splitlines()[-1])["est"] is not None
