"""The live part over the real house: whatever happens in a hall, every screen agrees with it."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.errors import Refused
from server.realtime.tailing import HallJournal
from server.storage.engine import Database, sqlite_url
from server.usecases import reading, taking
from server.usecases.app_context import AppContext
from server.usecases.closing import CloseDay, close_day
from tests.support.databases import with_tables
from tests.support.halls import Clock, context_of, create_tables, small_hall
from tests.support.live import LiveClient, LiveThread, reduce
from tests.support.patience import PATIENCE_S
from tests.support.people import Clerk, clerk, of, take
from tests.support.tries import tries

CLOCK_ONLY = ("at", "waits")
"""What changes with the time of day alone, and so is not the journal's."""


class HouseThread(LiveThread):
    """A live server over a real house."""

    def __init__(self, context: AppContext, **options: Any) -> None:
        super().__init__(HallJournal(context), **options)
        self.context = context
        self.change_signal = context.store.change_signal


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseThread]:
    database = Database(sqlite_url(tmp_path_factory.mktemp("hall")))
    create_tables(database)
    context = context_of(database, small_hall(), clock=Clock())
    with HouseThread(context) as live:
        yield live
    database.close()


def truth(context: AppContext) -> dict[str, Any]:
    state = reading.board(context, "main").model_dump(mode="json", exclude_unset=True)
    return {key: value for key, value in state.items() if key not in CLOCK_ONLY}


def shown(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in CLOCK_ONLY}


WINDOWS = st.sampled_from("123")
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.sampled_from(["hukou", "idcard", "tax"])),
        st.tuples(st.just("take"), st.sampled_from(["hukou", "idcard", "tax"])),
        st.tuples(st.just("holder"), st.integers(0, 20)),
        st.tuples(st.just("wait"), st.integers(1, 1200)),
        st.tuples(st.just("close day"), st.just(0)),
        st.tuples(st.just("tomorrow"), st.just(0)),
        st.tuples(st.just("look"), st.just(0)),
        *[
            st.tuples(st.just(verb), WINDOWS)
            for verb in (
                *("sign_on", "call_next", "call_next", "start", "finish", "recall", "no_show"),
                *("park", "transfer", "undo", "pause", "unpause", "sign_off"),
            )
        ],
    ),
    min_size=5,
    max_size=40,
)


class Visit:
    """Does what Hypothesis says, as often as the rules allow it."""

    def __init__(self, context: AppContext) -> None:
        self.context = context
        self.tickets: list[dict[str, Any]] = []

    def do(self, verb: str, what: Any) -> None:
        with contextlib.suppress(Refused):
            getattr(self, verb.replace(" ", "_"), self.at_window)(verb, what)

    def take(self, verb: str, matter: str) -> None:
        self.tickets.append(take(self.context, matter))

    def holder(self, verb: str, index: int) -> None:
        """What holders do with one of their tickets: the newest is number 0."""
        verbs = (taking.give_back, taking.come_back, taking.postpone)
        if self.tickets:
            ticket = self.tickets[-1 - index // len(verbs) % len(self.tickets)]
            verb_of = verbs[index % len(verbs)]
            wish = {"places": 1} if verb_of is taking.postpone else {}
            of(verb_of, self.context, ticket, **wish)

    def tomorrow(self, verb: str, what: int) -> None:
        self.context.now.tick(days=1)  # type: ignore[attr-defined]

    def wait(self, verb: str, seconds: int) -> None:
        self.context.now.tick(seconds=seconds)  # type: ignore[attr-defined]

    def close_day(self, verb: str, what: int) -> None:
        close_day(self.context, CloseDay(hall="main", actor="manager"))

    def look(self, verb: str, what: int) -> None:
        reading.board(self.context, "main")

    def at_window(self, verb: str, window: Any) -> None:
        details = {"transfer": {"matter": "tax"}, "park": {"reason": "copy", "minutes": 5}}
        if verb == "sign_on":
            clerk(self.context, window)
        else:
            Clerk(self.context, window).do(verb, **details.get(verb, {}))


@settings(max_examples=tries(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(before=ACTIONS, after=ACTIONS)
def test_snapshot_and_events_are_the_fresh_snapshot(
    hall: HouseThread, before: list[tuple[str, Any]], after: list[tuple[str, Any]]
) -> None:
    """`before` is missed by the second client, which catches up; `after` is seen by both."""
    visit = Visit(hall.context)
    with LiveClient(hall.port) as early, LiveClient(hall.port) as late:
        early.subscribe("main")
        left_at = early.next()[1]
        for action in before:
            visit.do(*action)
        late.subscribe("main", after=left_at["seq"])
        for action in after:
            visit.do(*action)
        take(hall.context)
        now = truth(hall.context)
        for client in (early, late):
            assert shown(client.until(now["seq"], left_at)) == now


def test_a_call_is_seen_with_its_window_and_nothing_private(hall: HouseThread) -> None:
    with LiveClient(hall.port) as board:
        board.subscribe("main")
        state = board.next()[1]
        taken = take(hall.context, "hukou", priority_class="elder")
        event, data = board.next()
        assert event == "event"
        assert data["queues"]["hukou"]["waiting"] > 0
        text = str(data)
        assert taken.code not in text
        assert "elder" not in text
        assert "actor" not in data
        assert state["hall"] == data["hall"] == "main"


def start_process(url: str) -> tuple["subprocess.Popen[str]", int]:
    command = [sys.executable, "-m", "tests.support.live_process", url]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    queue = process.stdout.readline()
    assert queue.strip().isdigit(), "the live process did not start"
    return process, int(queue)


@contextlib.contextmanager
def live_processes(url: str, count: int) -> Iterator[list[int]]:
    started = [start_process(url) for _ in range(count)]
    try:
        yield [port for _, port in started]
    finally:
        for process, _ in started:
            process.send_signal(signal.SIGTERM)
        for process, _ in started:
            assert process.wait(PATIENCE_S) == 0
            assert process.stdout is not None
            process.stdout.close()


@pytest.mark.system
@pytest.mark.postgres
def test_two_processes_on_postgresql_hear_each_others_commits(postgres_url: str) -> None:
    url = postgres_url
    database = with_tables(url)
    context = context_of(database, small_hall(), clock=Clock())
    with live_processes(url, 2) as ports, contextlib.ExitStack() as stack:
        boards = [stack.enter_context(LiveClient(port)) for port in ports]
        states = []
        for board in boards:
            board.subscribe("main")
            states.append(board.next()[1])
        one = clerk(context)
        for _ in range(20):
            take(context)
            one.serve()
            now = truth(context)
            states = [
                board.until(now["seq"], state) for board, state in zip(boards, states, strict=True)
            ]
            assert [shown(state) for state in states] == [now, now]
    database.close()


@pytest.mark.system
def test_a_kill_and_a_restart_heal_with_what_was_committed_meanwhile(tmp_path: Path) -> None:
    database = Database(sqlite_url(tmp_path))
    create_tables(database)
    context = context_of(database, small_hall(), clock=Clock())
    url = sqlite_url(tmp_path)
    process, port = start_process(url)
    client = LiveClient(port)
    client.subscribe("main")
    state = client.next()[1]
    take(context)  # another process than the one that serves: noticed within a second
    state = client.until(state["seq"] + 1, state)
    process.kill()
    process.wait(PATIENCE_S)
    assert process.stdout is not None
    process.stdout.close()
    client.close()
    clerk(context).call_next()
    with live_processes(url, 1) as (port,), LiveClient(port) as again:
        again.subscribe("main", after=state["seq"])
        event, data = again.next()
        assert event == "event"
        now = truth(context)
        assert shown(again.until(now["seq"], reduce(state, data))) == now
    database.close()
