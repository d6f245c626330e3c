"""Papers on their way: those that the database wants are claimed, handed to the print process, and
what becomes of them is noted.

Looked at whenever the journal has grown, like every other client of it, so that nothing that was
committed is forgotten by a crash between commit and print.
"""

import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from printers.client import BREATH
from printers.errors import PrintingError
from printers.job import Detail, PrintJob, State
from server.domain.errors import Refused
from server.domain.ticket import Ticket
from server.paper.jobs import DOCUMENT, EXPIRES, TICKET, JobName, document_job, ticket_job
from server.paper.printer_registry import PrinterRegistry
from server.storage import documents, print_claims, tickets
from server.storage.documents import Document
from server.storage.unavailable import StorageUnavailable
from server.usecases.app_context import AppContext
from server.usecases.documents import DocumentChanged, document_changed
from server.usecases.papers import NOT_AGAIN
from server.usecases.printing import PaperChanged, paper_changed

log = logging.getLogger("servicehall.paper")
ACTOR = "printing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A copy of a paper that isn't settled; `make` draws up its job."""

    name: JobName
    paper: Ticket | Document
    make: Callable[[], PrintJob]

    @property
    def state(self) -> str:
        """Where it is, as the database has it."""
        return self.paper.paper if isinstance(self.paper, Ticket) else self.paper.state


class Outbox:
    """`submit` hands a job to the print process; `renew` reads the configuration in force."""

    def __init__(
        self,
        context: AppContext,
        base_url: str,
        registry: PrinterRegistry,
        submit: Callable[[PrintJob], None],
        renew: Callable[[], None],
    ) -> None:
        self._context = context
        self._base_url = base_url
        self._registry = registry
        self._submit = submit
        self._renew = renew
        self.owner = uuid.uuid4().hex
        self._seen: set[str] = set()
        self._doubtful: set[tuple[str, str, str]] = set()  # hall, what, of
        self._unreported: deque[PaperChanged | DocumentChanged] = deque()
        self._reporting = threading.RLock()

    def take_over(self) -> set[str]:
        """Notes what another process had in hand; answers the printers that it may have left in
        the middle of a slip: what hangs in them is cut off first, or it would head the next one."""
        self._seen.clear()
        self._doubtful.clear()
        found: set[str] = set()
        for hall in self._registry.halls:
            with self._context.store.database.writing() as connection:
                theirs = print_claims.take_over(connection, hall, self.owner)
            self._doubtful |= {(hall, what, of) for what, of in theirs}
            for wanted in self._wanted(hall):
                if not self._is_doubtful(wanted):
                    continue
                first, *others = self._registry.route(hall, wanted.paper.printer)
                found.add(first)
                if wanted.state != "sending":  # it may have been handed on
                    found.update(others)
        return found

    def hand_over(self, hall: str) -> None:
        """Claims and submits what is wanted and nobody has in hand."""
        fresh = [each for each in self._wanted(hall) if str(each.name) not in self._seen]
        if not fresh:
            return
        claimed = self._claimed(fresh)
        for wanted in fresh:
            self._seen.add(str(wanted.name))
            if wanted.name in claimed or self._is_doubtful(wanted):
                time.sleep(BREATH)
                self._send_or_keep(wanted)

    def _send_or_keep(self, wanted: Wanted) -> None:
        """What the database can't be asked about now is wanted still at the next look."""
        doubtful = set(self._doubtful)
        try:
            self._send(wanted)
        except StorageUnavailable:
            self._seen.discard(str(wanted.name))
            self._doubtful = doubtful
            raise

    def _claimed(self, fresh: list[Wanted]) -> set[JobName]:
        """Those that no process had claimed before."""
        with self._context.store.database.writing() as connection:
            return {
                each.name
                for each in fresh
                if print_claims.claim(connection, each.name.claim, self.owner)
            }

    def _wanted(self, hall: str) -> list[Wanted]:
        with self._context.store.database.reading() as connection:
            known = self._context.store.hall(connection, hall)
            day = self._context.store.day(connection, known, self._context.now())
            wanting = tickets.wanting_paper(connection, hall, day)
            papers = documents.pending_documents(connection, hall)
        return [
            *(self._of_ticket(hall, ticket) for ticket in wanting),
            *(self._of_document(hall, paper) for paper in papers),
        ]

    def _of_ticket(self, hall: str, ticket: Ticket) -> Wanted:
        route = self._route(hall, ticket.printer)
        make = partial(ticket_job, self._context, ticket, self._base_url, route)
        return Wanted(JobName(hall, TICKET, ticket.code, ticket.copies), ticket, make)

    def _of_document(self, hall: str, paper: Document) -> Wanted:
        route = self._route(hall, paper.printer)
        if paper.kind in NOT_AGAIN:  # it tries this printer: from another it would lie
            route = route[:1]
        make = partial(document_job, self._context, paper, route)
        return Wanted(JobName(hall, DOCUMENT, str(paper.id), paper.copies), paper, make)

    def _route(self, hall: str, printer: str | None) -> tuple[str, ...]:
        """A printer that isn't known may have come with a newer configuration."""
        if f"{hall}/{printer}" not in self._registry.setups:
            self._renew()
        return self._registry.route(hall, printer)

    def _is_doubtful(self, wanted: Wanted) -> bool:
        """Whether another process had it in hand, and may have brought it to paper."""
        name = wanted.name
        return (name.hall, name.what, name.of) in self._doubtful or wanted.state != "queued"

    def _send(self, wanted: Wanted) -> None:
        """Once for each copy. The print process of a killed program finishes what it has begun,
        though nobody is left to note it."""
        name, paper = wanted.name, wanted.paper
        doubtful = self._is_doubtful(wanted)
        self._doubtful.discard((name.hall, name.what, name.of))
        asked = paper.issued_at if isinstance(paper, Ticket) else paper.at
        if wanted.state == "sending":
            self._report(name, "unconfirmed", "interrupted")
        elif (doubtful or name.copy == 0) and self._context.now() - asked > EXPIRES:
            self._report(name, "failed", "expired")
        elif doubtful:  # wanted all the same, so the next look hands it over as a marked copy
            self._report(replace(name, copy=name.copy + 1), "queued", "interrupted")
        else:
            try:
                self._submit(wanted.make())
            except PrintingError as error:
                log.error("paper %s can not be made: %s", name, error)
                self._report(name, "failed", "layout")

    def changed(self, job_id: str, state: State, detail: Detail) -> None:
        """What the print process says of a job."""
        if state is State.QUEUED and not detail.reason:
            return  # as it was asked for: the database says so already
        name = JobName.read(job_id)
        if detail.copy > name.copy:  # a printer's own further copy, which nobody need ask for
            name = replace(name, copy=detail.copy)
            self._seen.add(str(name))
        printer = detail.printer.removeprefix(f"{name.hall}/") or None
        reason = detail.reason.value if detail.reason else None
        self._report(name, state.value.lower(), reason, printer)

    def _report(
        self, name: JobName, state: str, reason: str | None, printer: str | None = None
    ) -> None:
        self._unreported.append(
            PaperChanged(
                hall=name.hall, actor=ACTOR, code=name.of, state=state,
                copy=name.copy, reason=reason, printer=printer,
            )
            if name.what == TICKET
            else DocumentChanged(
                hall=name.hall, actor=ACTOR, document=int(name.of), state=state,
                copy=name.copy, reason=reason, printer=printer,
            )
        )  # fmt: skip
        with suppress(StorageUnavailable):  # what came out of a printer is noted when it can be
            self.report()

    def report(self) -> None:
        """Note what became of papers, in order; StorageUnavailable keeps what is left."""
        with self._reporting:
            while self._unreported:
                change = self._unreported.popleft()
                try:
                    self._note(change)
                except StorageUnavailable:
                    self._unreported.appendleft(change)
                    raise

    def _note(self, change: PaperChanged | DocumentChanged) -> None:
        try:
            if isinstance(change, PaperChanged):
                paper_changed(self._context, change)
            else:
                document_changed(self._context, change)
        except Refused as refused:
            of = change.code if isinstance(change, PaperChanged) else change.document
            log.info("paper %s/%s of copy %d: %s", change.hall, of, change.copy, refused)
