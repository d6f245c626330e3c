"""No two papers of one ticket look alike: the copy that may have touched paper is on record."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from printers.virtual.printer import VirtualPrinter
from server.paper.jobs import EXPIRES, ticket_job
from server.paper.print_service import print_service_of
from server.storage import print_claims, tickets
from server.usecases.documents import DocumentChanged, document_changed
from server.usecases.printing import PaperChanged, paper_changed
from tests.paper.test_ordering import BASE, MATTER, Paper, ordered, until
from tests.printers.scene import copy_of
from tests.support.halls import Clock

OURS: dict[str, Any] = {"hall": "main", "actor": "printing"}


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    made = Paper(tmp_path)
    yield made
    made.close()


def page_of(ticket: dict[str, Any]) -> str:
    return f"/api/v1/tickets/{ticket['code']}"


def state_of(paper: Paper, ticket: dict[str, Any]) -> tuple[str, int]:
    shown = paper.manager.get(page_of(ticket)).get_json()["paper"]
    return shown["state"], shown["copies"]


def copies_on(
    paper: Paper, ticket: dict[str, Any], printer: VirtualPrinter, dots: int = 576
) -> list[int | None]:
    """Which copy each receipt of a printer shows whole."""
    with paper.world.context.store.database.reading() as connection:
        found = tickets.must_find(connection, "main", ticket["code"])
    slip = ticket_job(paper.world.context, found, BASE, ("main/printer-1",)).slip
    return [copy_of(receipt, slip, dots) for receipt in printer.receipts]


def restarted(paper: Paper) -> None:
    """The desk of the next program, on the same database."""
    found = print_service_of(paper.world.context, BASE)
    assert found is not None
    paper.desk = found
    found.start()


def test_a_reprint_is_numbered_above_the_copies_that_printers_made_by_themselves(
    paper: Paper,
) -> None:
    paper.wide.fault("paper_out", at_mm=60)
    ticket = paper.manager.take(MATTER, paper=True)
    until(lambda: state_of(paper, ticket) == ("printed", 1))
    until(lambda: copies_on(paper, ticket, paper.narrow, 384) == [1])
    assert paper.manager.post(f"{page_of(ticket)}/reprint").status_code == 200
    until(lambda: state_of(paper, ticket) == ("printed", 2))
    until(lambda: copies_on(paper, ticket, paper.narrow, 384) == [1, 2])


def test_so_is_another_paper(paper: Paper) -> None:
    paper.wide.fault("paper_out", at_mm=60)
    made = ordered(paper.clerk, "/halls/main/guides", {"matter": MATTER})
    paper.printed(made["id"], paper.narrow, copy=1, dots=384)
    again = paper.manager.post(f"/api/v1/halls/main/documents/{made['id']}/reprint").get_json()
    assert again["copies"] == 2
    paper.printed(made["id"], paper.narrow, copy=2, dots=384)
    assert len(paper.narrow.receipts) == 2


@pytest.mark.parametrize("state", ["queued", "checking"])
def test_what_a_killed_program_may_have_begun_is_printed_as_a_copy(
    paper: Paper, state: str
) -> None:
    """The print process may have begun it, and even finished it, with nobody left to note it."""
    paper.desk.stop()
    ticket = paper.manager.take(MATTER, paper=True)
    paper_changed(paper.world.context, PaperChanged(**OURS, code=ticket["code"], state=state))
    made = ordered(paper.clerk, "/halls/main/guides", {"matter": MATTER})
    document_changed(paper.world.context, DocumentChanged(**OURS, document=made["id"], state=state))
    with paper.database.writing() as connection:
        for what, of in (("ticket", ticket["code"]), ("document", str(made["id"]))):
            print_claims.claim(connection, print_claims.Claim("main", what, of), "killed")  # type: ignore[arg-type]
    restarted(paper)
    until(lambda: state_of(paper, ticket) == ("printed", 1))
    paper.printed(made["id"], paper.wide, copy=1)
    shown = copies_on(paper, ticket, paper.wide)
    assert [copy for copy in shown if copy is not None] == [1]


def test_what_no_program_had_in_hand_is_printed_as_it_was_asked_for(paper: Paper) -> None:
    """Asked for while nothing printed: no copy of it can be about."""
    paper.desk.stop()
    ticket = paper.manager.take(MATTER, paper=True)
    restarted(paper)
    until(lambda: state_of(paper, ticket) == ("printed", 0))
    assert copies_on(paper, ticket, paper.wide) == [0]


def test_what_a_program_left_long_ago_is_not_printed(paper: Paper) -> None:
    """Nor is a copy that a printer was to make by itself: it is as old as the ticket."""
    paper.desk.stop()
    ticket = paper.manager.take(MATTER, paper=True)
    of = {**OURS, "code": ticket["code"]}
    paper_changed(paper.world.context, PaperChanged(**of, state="checking", copy=1))
    clock = paper.world.context.now
    assert isinstance(clock, Clock)
    clock.tick(seconds=EXPIRES.total_seconds() + 1)
    restarted(paper)
    until(lambda: state_of(paper, ticket) == ("failed", 1))
    assert paper.wide.receipts == []
