"""A small day through the real use cases, and an account that can't be fooled."""

import json
import threading
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from server.domain.chain import Entry
from server.domain.events.event import TicketFacts
from server.domain.events.tickets import (
    TicketCalled,
    TicketEvent,
    TicketIssued,
    TicketMissed,
    TicketUndone,
)
from server.domain.ticket import State, Step
from server.domain.waiting.replay import LoggedVisit
from server.rehearsal.day_log import OfficeDay
from server.rehearsal.drive import Drive, DriveProgress, RehearsalTokens
from server.rehearsal.plan import Plan, plan
from server.rehearsal.report import claims, show
from server.rehearsal.score import NoJournalError, read_journal, score, spread
from server.rehearsal.setup import RehearsalSetup, SetupError
from tests.support.databases import in_folder
from tests.support.patience import PATIENCE_S
from tests.support.pretend import InProcess, RealClock, with_rehearsals
from tests.support.web import World, world_of

SPEED = 300.0


def small_day(visits: int = 24) -> OfficeDay:
    """Two queues; every eighth gives up early, the last is never called."""
    made = []
    for n in range(visits):
        arrival = 20.0 * n
        visit = LoggedVisit(str(n), 0, "north", "AB"[n % 2], arrival, windows=2)
        if n == visits - 1:
            made.append(replace(visit, outcome="unserved"))
        elif n % 8 == 7:
            made.append(replace(visit, end=arrival + 5, outcome="abandoned"))
        else:
            made.append(replace(visit, start=arrival + 200, outcome="served"))
    return OfficeDay("north", "2026-01-05", tuple(made))


def setup_in(world: World) -> RehearsalSetup:
    return RehearsalSetup(InProcess(world), world.token("administrator", "*"))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Performed:
    """A day that was rehearsed beside a live hall, and closed."""

    world: World
    drive: Drive
    setup: RehearsalSetup
    tokens: RehearsalTokens
    live_before: int
    closed: int

    @property
    def entries(self) -> list[Entry]:
        return read_journal(self.setup.client, self.tokens.hall, self.setup.token)


@pytest.fixture
def planned() -> Plan:
    return plan(small_day())


@pytest.fixture(scope="module")
def performed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Performed]:
    """Takes its time, so that several look at the same; nobody changes it."""
    database = in_folder(tmp_path_factory.mktemp("rehearsal"))
    world, planned = with_rehearsals(world_of(database, RealClock())), plan(small_day())
    before = InProcess(world).get("/halls/main/board").body["seq"]
    setup = setup_in(world)
    tokens = setup.build(planned)
    drive = Drive(setup.client, planned, tokens, SPEED, threading.Event())
    drive.run()
    yield Performed(world, drive, setup, tokens, before, setup.close_day(tokens.hall))
    database.close()


def test_a_day_is_accounted_for_to_the_last_number(performed: Performed, planned: Plan) -> None:
    assert performed.drive.progress.refused == {}
    assert performed.closed == 1
    found = score(performed.entries, planned, SPEED)
    assert found.accounted
    assert found.broken is None
    assert dict(found.ends) == {"finished": 21, "cancelled": 2, "closed": 1}
    assert found.everyone.rehearsed is not None
    assert found.everyone.rehearsed.n == 21
    assert all(claim.true for claim in claims(performed.drive.progress, found, 24))


def test_the_rehearsal_leaves_the_live_hall_alone(performed: Performed) -> None:
    asked, hall = InProcess(performed.world), performed.tokens.hall
    assert hall.startswith("rehearsal-")
    assert asked.get("/halls/main/board").body["seq"] == performed.live_before
    halls = {hall["key"]: hall["mode"] for hall in asked.get("/halls").body}
    assert halls == {"main": "live", hall: "rehearsal"}


def test_its_tokens_end_with_it(world: World, planned: Plan) -> None:
    setup = setup_in(world)
    tokens = setup.build(planned)
    path = f"/windows/{tokens.hall}.1"
    assert setup.client.get(path, tokens.windows[1]).ok
    setup.clear()
    assert setup.client.get(path, tokens.windows[1]).status == 401


def test_who_is_no_administrator_is_told_so(world: World, planned: Plan) -> None:
    setup = RehearsalSetup(InProcess(world), world.token("clerk"))  # type: ignore[arg-type]
    with pytest.raises(SetupError):
        setup.build(planned)
    with pytest.raises(SetupError, match="administrator's token"):
        RehearsalSetup(InProcess(world), "nothing").build(planned)  # type: ignore[arg-type]
    with pytest.raises(NoJournalError):
        read_journal(InProcess(world), "main", "nothing")


def test_a_stopped_rehearsal_ends_at_once(world: World, planned: Plan) -> None:
    setup, stop = setup_in(world), threading.Event()
    drive = Drive(setup.client, planned, setup.build(planned), 1.0, stop)
    actor = threading.Thread(target=drive.run)
    actor.start()
    stop.set()
    actor.join(PATIENCE_S)
    assert not actor.is_alive()


def test_a_tampered_journal_is_found(performed: Performed, planned: Plan) -> None:
    entries = performed.entries
    at = next(i for i, e in enumerate(entries) if e.type == "ticket.finished")
    forged = replace(entries[at], actor="person:nobody")
    found = score([*entries[:at], forged, *entries[at + 1 :]], planned, SPEED)
    assert found.broken is not None
    assert found.broken.seq == entries[at].seq
    dropped: list[Entry] = entries[:at] + entries[at + 1 :]
    without = score(dropped, planned, SPEED)
    assert not without.accounted
    assert [c.true for c in claims(DriveProgress(), without, 24)] == [False, True, True, False]


def test_the_report_says_what_is_true_and_what_failed(performed: Performed, planned: Plan) -> None:
    found = score(performed.entries, planned, SPEED)
    progress = deepcopy(performed.drive.progress)
    progress.refused["start: ticket.step"] = 2
    progress.sentences["start: ticket.step"] = "Not now."
    out = StringIO()
    console = Console(file=out, width=100, emoji=False)
    show(console, progress, found, claims(progress, found, 24), 2.0)
    text = out.getvalue()
    account = "21 finished + 0 no-show + 2 cancelled + 1 closed at the end of the day"
    assert f"ok     issued 24 = {account}" in text
    assert "FAILED refused: 2 · start: ticket.step ×2: Not now." in text
    assert "tickets and" in text


def entry(seq: int, second: int, event: TicketEvent) -> Entry:
    at = datetime(2026, 1, 5, 9, 0, second, tzinfo=UTC)
    payload = json.dumps({"public": event.public(), "private": event.private()})
    return Entry("r", seq, at, at.date(), event.type, "token:1", event.ticket.id, payload)


def test_waits_are_scaled_to_the_day_of_the_log_and_end_with_the_first_call(planned: Plan) -> None:
    one = TicketFacts(1, "A001", "m-a", "ordinary", "a", State.WAITING)
    two = TicketFacts(2, "B001", "m-b", "ordinary", "b", State.WAITING)

    def called(facts: TicketFacts) -> TicketCalled:
        at_window = replace(facts, state=State.CALLED)
        return TicketCalled(
            ticket=at_window, window="1", why="arrival", rule="arrival", waited_s=2,
            appointment=False,
        )  # fmt: skip

    def issued(facts: TicketFacts) -> TicketIssued:
        return TicketIssued(ticket=facts, channel="api", printer=None)

    missed = TicketMissed(ticket=replace(one, state=State.NO_SHOW), window="1")
    taken_back = TicketUndone(ticket=two, window="2", verb=Step.CALL, undone=6)
    story = [
        (0, issued(one)), (1, issued(two)), (2, called(one)), (4, missed), (5, called(one)),
        (6, called(two)), (7, taken_back), (11, called(two)),
    ]  # fmt: skip
    entries = [entry(seq, second, event) for seq, (second, event) in enumerate(story, 1)]
    found = score(entries, planned, 60.0)
    assert [queue.rehearsed and queue.rehearsed.median for queue in found.queues] == [120.0, 600.0]
    assert [queue.logged and queue.logged.median for queue in found.queues] == [200.0, 200.0]
    assert not found.accounted


def test_spread_takes_the_nearest_rank() -> None:
    found = spread([float(n) for n in range(1, 11)])
    assert found is not None
    assert (found.n, found.median, found.p90) == (10, 5.5, 9.0)
    assert spread([]) is None
