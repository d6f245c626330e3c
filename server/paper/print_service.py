"""The print desk: hands papers to the print process and reports what becomes of them.

It looks at what the database says is wanted whenever the journal has grown, like every other
client, so nothing that was committed is forgotten by a crash between commit and print.
"""

import base64
import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from printers.client import BREATH, PrintProcess
from printers.errors import PrintingError
from printers.job import Detail, PrintJob, State
from printers.slip import LANGUAGES
from printers.slipjson import to_data
from server.configuration.printer_check import setup_of
from server.contracts.answers_paper import DocumentView
from server.domain.errors import Refused
from server.domain.ticket import Ticket
from server.domain.window import Json
from server.paper.jobs import (
    DOCUMENT,
    EXPIRES,
    TICKET,
    JobName,
    document_job,
    example_slip,
    template_data,
    ticket_job,
)
from server.paper.ordering import Ordering
from server.storage import documents, tickets
from server.storage.documents import Document
from server.usecases.app_context import AppContext
from server.usecases.documents import DocumentChanged, document_changed
from server.usecases.papers import NOT_AGAIN, PaperOrder
from server.usecases.printing import PaperChanged, PrinterHeard, paper_changed, printer_health

log = logging.getLogger("servicehall.paper")

LOOK_SECONDS = 2.0
PATIENCE_SECONDS = 10.0
ACTOR = "printing"


class PrintService:
    """One for a house. `printers`: (hall, settings of the print process, backup or None)."""

    def __init__(
        self, context: AppContext, base_url: str, printers: Sequence[tuple[str, Json, str | None]]
    ) -> None:
        self._context = context
        self._base_url = base_url
        self._setups: dict[str, Json] = {}
        self._know(printers)
        self._versions = self._in_force()
        self._looked = 0.0
        self._doubtful: set[str] = set()
        torsos = self._left_behind()
        setups = [
            {**found, "partial_ticket": found["name"] in torsos} for found in self._setups.values()
        ]
        self._process = PrintProcess(setups, self._change, self._health)
        self._ordering = Ordering(context, base_url, self._setups, self._ask)
        self._stopped = threading.Event()
        self._news = threading.Event()
        self._seen: set[str] = set()
        context.store.change_signal.listen(lambda hall: self._news.set())

    def start(self) -> None:
        for work in (self._process.run, self._run):
            threading.Thread(target=work, name="print-desk", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._news.set()
        self._process.stop()

    # --- for administrators -------------------------------------------------------------

    def template(self, hall: str, kind: str) -> Json:
        """The template in force; Unknown for a kind that does not exist."""
        return template_data(self._context, hall, kind)

    def check(self, hall: str, kind: str, data: Any) -> None:
        """Refused `template.broken` with the place and the reason; Unknown for another kind.

        It is drawn with long values in every width and language of the hall, by the print process.
        """
        template_data(self._context, hall, kind)
        example_slip(kind, data)
        with self._context.store.database.reading() as connection:
            _, document = self._context.store.document(connection, hall)
        languages = [known for known in document["halls"][0]["languages"] if known in LANGUAGES]
        template = {**data, "kind": kind}
        self._drawn("proved", self._ask("prove", template=template, languages=languages))

    def preview(self, kind: str, data: Any, width: int) -> bytes:
        """PNG of a template with example facts; Refused with the reason when it is broken."""
        slip = to_data(example_slip(kind, data))
        answer = self._drawn("preview", self._ask("preview", slip=slip, width=width))
        return base64.b64decode(answer["png"])

    def _drawn(self, wanted: str, answer: Json | None) -> Json:
        """The answer, if it is the one wanted; Refused with the reason otherwise."""
        if answer is None:
            raise Refused("printing.silent")
        if answer["ev"] != wanted:
            raise Refused("template.broken", {"why": answer.get("sentence", "")})
        return answer

    # --- on demand ----------------------------------------------------------------------

    def order(self, order: PaperOrder) -> DocumentView:
        """Have something printed; see `ordering` for what is refused."""
        if f"{order.hall}/{order.printer}" not in self._setups:
            self._renew()
        return self._ordering.order(order)

    def _ask(self, op: str, **values: Any) -> Json | None:
        """The print process's answer; None when it has none to give in time."""
        answered = threading.Event()
        answer: Json = {}

        def hear(line: Json) -> None:
            answer.update(line)
            answered.set()

        self._process.ask(op, uuid.uuid4().hex, hear, **values)
        return answer if answered.wait(PATIENCE_SECONDS) else None

    # --- the printers themselves --------------------------------------------------------

    def _know(self, printers: Sequence[tuple[str, Json, str | None]]) -> None:
        self._halls = sorted({hall for hall, _, _ in printers})
        self._hall_of = {found["name"]: hall for hall, found, _ in printers}
        self._backup = {found["name"]: backup for _, found, backup in printers}
        self._setups.clear()
        self._setups.update({found["name"]: found for _, found, _ in printers})

    def _in_force(self) -> dict[str, int]:
        """Hall -> version of its configuration."""
        store = self._context.store
        with store.database.reading() as connection:
            keys = [row.key for row in store.halls(connection)]
            return {key: store.document(connection, key)[0] for key in keys}

    def _renew(self) -> None:
        """Other printers, if another configuration is in force."""
        self._looked = time.monotonic()
        versions = self._in_force()
        if versions != self._versions:
            self._versions = versions
            self._know(printers_of(self._context))
            self._process.configure(list(self._setups.values()))

    # --- to the printers ----------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._news.clear()
            self._keep_up()
            for hall in self._halls:
                try:
                    self._submit_all(hall)
                except Exception:
                    log.exception("papers of hall %s could not be handed to the printer", hall)
            self._news.wait(LOOK_SECONDS)
            time.sleep(BREATH)

    def _keep_up(self) -> None:
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return
        try:
            self._renew()
        except Exception:
            log.exception("the configuration of the printers could not be read")

    def _wanted(self, hall: str) -> tuple[list[Ticket], list[Document]]:
        """Whose paper isn't settled yet."""
        with self._context.store.database.reading() as connection:
            known = self._context.store.hall(connection, hall)
            day = known.hours.business_day(self._context.now())
            wanting = tickets.wanting_paper(connection, hall, day)
            return wanting, documents.pending_documents(connection, hall)

    def _left_behind(self) -> set[str]:
        """Notes the papers that the program before this one had not settled; answers the printers
        that it may have left in the middle of a slip: what hangs in them is cut off first, or it
        would head the next one."""
        found: set[str] = set()
        for hall in self._halls:
            wanting, papers = self._wanted(hall)
            names = [JobName(hall, TICKET, each.code, each.copies) for each in wanting]
            names += [JobName(hall, DOCUMENT, str(each.id), each.copies) for each in papers]
            self._doubtful |= {str(name) for name in names}
            states = [(each.paper, each.printer) for each in wanting]
            states += [(each.state, each.printer) for each in papers]
            for state, printer in states:
                own = f"{hall}/{printer}"
                found.add(own)
                backup = self._backup.get(own)
                if backup is not None and state != "sending":  # it may have been handed on
                    found.add(f"{hall}/{backup}")
        return found

    def _submit_all(self, hall: str) -> None:
        wanting, papers = self._wanted(hall)
        for ticket in wanting:
            name = JobName(hall, TICKET, ticket.code, ticket.copies)
            route = self._route(hall, ticket.printer)
            job = partial(ticket_job, self._context, ticket, self._base_url, route)
            self._submit(name, ticket, job)
        for paper in papers:
            name = JobName(hall, DOCUMENT, str(paper.id), paper.copies)
            route = self._route(hall, paper.printer)
            if paper.kind in NOT_AGAIN:  # it tries this printer: from another it would lie
                route = route[:1]
            self._submit(name, paper, partial(document_job, self._context, paper, route))

    def _submit(
        self, name: JobName, wanted: Ticket | Document, job: Callable[[], PrintJob]
    ) -> None:
        """Once for each copy. What was on its way when the last program ended may be on paper: the
        print process finishes what it has begun, though nobody is left to note it."""
        if str(name) in self._seen:
            return
        time.sleep(BREATH)
        self._seen.add(str(name))
        doubtful = str(name) in self._doubtful
        state = wanted.paper if isinstance(wanted, Ticket) else wanted.state
        asked = wanted.issued_at if isinstance(wanted, Ticket) else wanted.at
        if state == "sending":
            self._report(name, "unconfirmed", "interrupted")
        elif (doubtful or name.copy == 0) and self._context.now() - asked > EXPIRES:
            self._report(name, "failed", "expired")
        elif doubtful:  # wanted all the same, so the next look hands it over as a marked copy
            self._report(replace(name, copy=name.copy + 1), "queued", "interrupted")
        else:
            try:
                self._process.submit(job())
            except PrintingError as error:
                log.error("paper %s can not be made: %s", name, error)
                self._report(name, "failed", "layout")

    def _route(self, hall: str, printer: str | None) -> tuple[str, ...]:
        """The printer, and the one that stands in for it."""
        own = f"{hall}/{printer}"
        if own not in self._setups:
            self._renew()
        backup = self._backup.get(own)
        return (own,) if backup is None else (own, f"{hall}/{backup}")

    # --- from the printers --------------------------------------------------------------

    def _change(self, job_id: str, state: State, detail: Detail) -> None:
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
        try:
            if name.what == TICKET:
                of_ticket = PaperChanged(
                    hall=name.hall, actor=ACTOR, code=name.of, state=state,
                    copy=name.copy, reason=reason, printer=printer,
                )  # fmt: skip
                paper_changed(self._context, of_ticket)
            else:
                of_paper = DocumentChanged(
                    hall=name.hall, actor=ACTOR, document=int(name.of), state=state,
                    copy=name.copy, reason=reason, printer=printer,
                )  # fmt: skip
                document_changed(self._context, of_paper)
        except Refused as refused:
            log.info("paper %s: %s", name, refused)

    def _health(self, printer: str, health: Json) -> None:
        hall = self._hall_of.get(printer)
        if hall is None:
            return
        if health["en"]:
            log.warning("printer %s: %s %s", printer, health["en"], health["words"])
        printer_health(
            self._context,
            PrinterHeard(
                hall=hall,
                actor=ACTOR,
                printer=printer.removeprefix(f"{hall}/"),
                state=health["state"],
                tickets_left=health["tickets_left"],
                words=health["words"],
            ),
        )


def printers_of(context: AppContext) -> list[tuple[str, Json, str | None]]:
    """The printers of all halls, from their configurations of now, each with its backup."""
    found: list[tuple[str, Json, str | None]] = []
    with context.store.database.reading() as connection:
        for row in context.store.halls(connection):
            _, document = context.store.document(connection, row.key)
            for printer in document["halls"][0].get("printers", ()):
                setup = setup_of(f"{row.key}/{printer['key']}", printer)
                found.append((row.key, setup, printer.get("backup")))
    return found


def print_service_of(context: AppContext, base_url: str) -> PrintService | None:
    """The desk, or None where no hall has a printer."""
    printers = printers_of(context)
    return PrintService(context, base_url, printers) if printers else None
