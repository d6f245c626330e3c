"""Printing of a whole server: a print process, the papers for it, and the printers' health.

Of several processes on one database one leads and owns the printers, which take one connection
each; another takes over within seconds when it is gone.
"""

import logging
import threading
import time
import uuid
from contextlib import suppress
from typing import Any

from printers.client import BREATH, PrintProcess
from printers.job import Detail, State
from server.contracts.answers_paper import DocumentView
from server.domain.window import Json
from server.paper.ordering import Ordering
from server.paper.outbox import ACTOR, Outbox
from server.paper.printer_registry import LOOK_SECONDS, PrinterRegistry
from server.paper.templates import SlipTemplates
from server.storage import printers
from server.storage.leadership import Duty, Leadership
from server.storage.unavailable import StorageUnavailable
from server.usecases.app_context import AppContext
from server.usecases.papers import PaperOrder
from server.usecases.printing import PrinterHeard, printer_health

log = logging.getLogger("servicehall.paper")
PATIENCE_SECONDS = 10.0


class PrintService:
    """One for a server process."""

    def __init__(self, context: AppContext, base_url: str) -> None:
        self._context = context
        self._registry = PrinterRegistry(context)
        self._process = PrintProcess([], self._changed, self._health, on_pace=self._learned)
        self._outbox = Outbox(
            context, base_url, self._registry, self._process.submit, self._keep_up
        )
        self._ordering = Ordering(context, base_url, self._registry.setups, self._ask)
        self.templates = SlipTemplates(context, self._ask)
        self._leadership = Leadership(
            context.store.database, Duty.PRINTING, self._gained, self._lost
        )
        self._unsaid: dict[str, PrinterHeard] = {}
        self._leads = threading.Event()
        self._stopped = threading.Event()
        self._news = threading.Event()
        context.store.change_signal.listen(lambda hall: self._news.set())

    def start(self) -> None:
        """Begins to print, as soon as no other process does."""
        self._leadership.start()
        for work in (self._process.run, self._run):
            threading.Thread(target=work, name="printing", daemon=True).start()

    def stop(self) -> None:
        """Ends after the slips under way."""
        self._stopped.set()
        self._news.set()
        self._process.stop()
        self._leadership.stop()

    def order(self, order: PaperOrder) -> DocumentView:
        """Have something printed; see `ordering` for what is refused."""
        if f"{order.hall}/{order.printer}" not in self._registry.setups:
            self._keep_up()
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

    # --- who prints ---------------------------------------------------------------------

    def _gained(self) -> None:
        """This process prints from now on, and begins with what another left behind."""
        partial, paces = self._outbox.take_over(), self._paces()
        self._process.configure(
            [
                {**setup, "partial_ticket": name in partial, "pace": paces.get(name, {})}
                for name, setup in self._registry.setups.items()
            ]
        )
        self._leads.set()
        self._news.set()

    def _lost(self) -> None:
        """Another process prints: the printers are let go, and what they still say is its."""
        self._leads.clear()
        if not self._stopped.is_set():
            self._process.configure([])

    # --- to the printers ----------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._news.clear()
            if self._leads.is_set() and self._leadership.held:
                self._look()
            self._news.wait(LOOK_SECONDS)
            time.sleep(BREATH)

    def _look(self) -> None:
        try:
            if self._registry.due():
                self._keep_up()
            self._report_health()
            self._outbox.report()
        except StorageUnavailable:
            return  # the storage has said so on the log
        except Exception:
            log.exception("the configuration of the printers could not be read")
        for hall in self._registry.halls:
            try:
                self._outbox.hand_over(hall)
            except StorageUnavailable:
                return
            except Exception:
                log.exception("papers of hall %s could not be handed to the printer", hall)

    def _keep_up(self) -> None:
        """Other printers, if another configuration is in force."""
        if self._registry.renew() and self._leads.is_set():
            self._process.configure(list(self._registry.setups.values()))

    # --- from the printers --------------------------------------------------------------

    def _changed(self, job_id: str, state: State, detail: Detail) -> None:
        if self._leads.is_set() or self._stopped.is_set():
            self._outbox.changed(job_id, state, detail)

    def _paces(self) -> Json:
        """What was learned of each printer before this process."""
        with self._context.store.database.reading() as connection:
            return {
                f"{hall}/{key}": pace
                for hall in self._registry.halls
                for key, pace in printers.paces(connection, hall).items()
            }

    def _learned(self, printer: str, pace: Json) -> None:
        hall = self._registry.hall_of(printer)
        if hall is None:
            return
        with (
            suppress(StorageUnavailable),  # it is learned again
            self._context.store.database.writing() as connection,
        ):
            printers.put_pace(connection, hall, printer.removeprefix(f"{hall}/"), pace)

    def _health(self, printer: str, health: Json) -> None:
        hall = self._registry.hall_of(printer)
        if hall is None or not self._leads.is_set():
            return
        if health["en"]:
            log.warning("printer %s: %s %s", printer, health["en"], health["words"])
        self._unsaid[printer] = PrinterHeard(
            hall=hall,
            actor=ACTOR,
            printer=printer.removeprefix(f"{hall}/"),
            state=health["state"],
            tickets_left=health["tickets_left"],
            words=health["words"],
        )
        with suppress(StorageUnavailable):
            self._report_health()

    def _report_health(self) -> None:
        """Note what was last heard of each printer; what can't be noted now is noted later."""
        for printer, heard in list(self._unsaid.items()):
            printer_health(self._context, heard)
            if self._unsaid.get(printer) is heard:
                del self._unsaid[printer]


def print_service_of(context: AppContext, base_url: str) -> PrintService | None:
    """The service, or None where no hall has a printer."""
    return PrintService(context, base_url) if PrinterRegistry(context).setups else None
