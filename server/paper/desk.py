"""The print desk: hands tickets to the print process and reports what becomes of them.

It tails the journal like every other client (an issued ticket with a printer, a reprint asked
for), so nothing that was committed is forgotten by a crash between commit and print.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from printers.client import PrintProcess
from printers.job import Detail, PrintJob, State
from printers.template import default_template
from server.configuration.catalogue import catalogue
from server.domain.errors import Refused
from server.domain.ticket import Ticket
from server.paper.slips import ticket_facts
from server.storage import tickets
from server.usecases import reading
from server.usecases.house import House
from server.usecases.printing import (
    PaperChanged,
    PrinterHealth,
    paper_changed,
    printer_health,
)

log = logging.getLogger("servicehall.paper")

EXPIRES = timedelta(minutes=10)
LOOK_SECONDS = 2.0
ACTOR = "printing"


class PrintDesk:
    """One for a house. `printers`: (hall, printer key) → the settings of the print process."""

    def __init__(
        self, house: House, base_url: str, printers: Sequence[tuple[str, dict[str, Any]]]
    ) -> None:
        self._house = house
        self._base_url = base_url
        self._halls = sorted({hall for hall, _ in printers})
        self._hall_of = {found["name"]: hall for hall, found in printers}
        self._process = PrintProcess([found for _, found in printers], self._change, self._health)
        self._stopped = threading.Event()
        self._news = threading.Event()
        self._seen: set[str] = set()
        house.store.bell.listen(lambda hall: self._news.set())

    def start(self) -> None:
        for work in (self._process.run, self._run):
            threading.Thread(target=work, name="print-desk", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()
        self._news.set()
        self._process.stop()

    # --- to the printers ----------------------------------------------------------------

    def _run(self) -> None:
        """Look at the tickets that want paper whenever the journal has grown."""
        while not self._stopped.is_set():
            self._news.clear()
            for hall in self._halls:
                try:
                    self._submit_all(hall)
                except Exception:
                    log.exception("tickets of hall %s could not be handed to the printer", hall)
            self._news.wait(LOOK_SECONDS)

    def _submit_all(self, hall: str) -> None:
        with self._house.store.database.reading() as connection:
            known = self._house.store.hall(connection, hall)
            day = known.hours.business_day(self._house.now())
            wanting = tickets.wanting_paper(connection, hall, day)
        for ticket in wanting:
            if _job_id(ticket) not in self._seen:
                self._submit(ticket)

    def _submit(self, ticket: Ticket) -> None:
        job_id = _job_id(ticket)
        self._seen.add(job_id)
        if ticket.paper == "sending":
            self._report(job_id, "unconfirmed", "interrupted")
            return
        if self._house.now() - ticket.issued_at > EXPIRES and ticket.copies == 0:
            self._report(job_id, "failed", "expired")
            return
        self._process.submit(self._job(ticket))

    def _job(self, ticket: Ticket) -> PrintJob:
        with self._house.store.database.reading() as connection:
            version, document = self._house.store.document(connection, ticket.hall)
        known = catalogue(document, ticket.hall, version, ticket.day)
        shown = reading.ticket(self._house, ticket.code)
        languages = tuple(dict.fromkeys((ticket.language, *known["hall"]["languages"])))
        facts = ticket_facts(shown, known, self._base_url)
        slip = default_template("number-ticket").fill(facts, languages)
        return PrintJob(
            id=_job_id(ticket),
            slip=slip,
            printers=(f"{ticket.hall}/{ticket.printer}",),
            copy=ticket.copies,
            expires_at=(self._house.now() + EXPIRES).timestamp(),
        )

    # --- from the printers --------------------------------------------------------------

    def _change(self, job_id: str, state: State, detail: Detail) -> None:
        self._report(job_id, state.value.lower(), detail.reason or None)

    def _report(self, job_id: str, state: str, reason: str | None) -> None:
        hall, code, copy = job_id.split(":")
        order = PaperChanged(
            hall=hall, actor=ACTOR, code=code, state=state, copy=int(copy), reason=reason
        )
        try:
            paper_changed(self._house, order)
        except Refused as refused:
            log.info("paper of %s: %s", job_id, refused)

    def _health(self, printer: str, health: dict[str, Any]) -> None:
        hall = self._hall_of.get(printer)
        if hall is None:
            return
        shown = {name: health[name] for name in SHOWN}
        shown["reason"] = {"zh": health["zh"], "en": health["en"]} if health["reason"] else None
        key = printer.removeprefix(f"{hall}/")
        shown["state"] = _state(health)
        order = PrinterHealth(hall=hall, actor=ACTOR, printer=key, health=shown)
        printer_health(self._house, order)


SHOWN = ("ready", "paper", "tickets_left")


def _state(health: dict[str, Any]) -> str:
    """One word for screens: ok, or what is the matter."""
    return str(health["reason"] or "ok")


def _job_id(ticket: Ticket) -> str:
    return f"{ticket.hall}:{ticket.code}:{ticket.copies}"


def printers_of(house: House) -> list[tuple[str, dict[str, Any]]]:
    """The printers of all halls, from their configurations of now."""
    found: list[tuple[str, dict[str, Any]]] = []
    with house.store.database.reading() as connection:
        for row in house.store.halls(connection):
            _, document = house.store.document(connection, row.key)
            for printer in document["halls"][0].get("printers", ()):
                name = f"{row.key}/{printer['key']}"
                found.append((row.key, {"name": name, "url": printer["url"],
                                        "width": printer["width_dots"]}))  # fmt: skip
    return found


def printing_desk(house: House, base_url: str) -> PrintDesk | None:
    """The desk, or None where no hall has a printer."""
    printers = printers_of(house)
    return PrintDesk(house, base_url, printers) if printers else None
