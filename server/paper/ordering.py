"""Orders become papers: their facts are made, with what the moment of ordering knows."""

from collections.abc import Callable, Mapping
from typing import Any

from server.configuration.catalogue import catalogue
from server.contracts.answers_paper import DocumentView
from server.domain.errors import Refused, Unknown
from server.domain.window import Json
from server.paper import facts
from server.usecases.app_context import AppContext
from server.usecases.papers import (
    About,
    AppointmentOrder,
    GuideOrder,
    MachineOrder,
    NoticeOrder,
    PaperOrder,
    ReceiptOrder,
    ReplyOrder,
    order_paper,
)

Ask = Callable[..., Json | None]
"""A question to the print process: operation and values in, its answer or None out."""


class Ordering:
    """`setups`: printers as the print process knows them, by hall/key."""

    def __init__(
        self, context: AppContext, base_url: str, setups: Mapping[str, Json], ask: Ask
    ) -> None:
        self._context = context
        self._base_url = base_url
        self._setups = setups
        self._ask = ask

    def order(self, order: PaperOrder) -> DocumentView:
        """Refused `printer.unreachable` for a probe that nobody answers; Unknown for a printer that
        is not there. Whatever was typed is printed: what no font holds, as its code."""
        setup = self._setups.get(f"{order.hall}/{order.printer}")
        if setup is None:
            raise Unknown("printer.unknown", {"printer": order.printer})
        probed = self._probed(order, setup)
        known = self._known(order.hall)

        def write(about: About) -> Json:
            if isinstance(order, MachineOrder):
                printer = {**setup, "key": order.printer}
                return facts.machine_facts(about, known, printer, self._base_url, probed)
            return facts_of(order, about, known, self._base_url)

        return order_paper(self._context, order, write)

    def _known(self, hall: str) -> Json:
        """The hall's catalogue, and who sent which of its staff."""
        with self._context.store.database.reading() as connection:
            version, document = self._context.store.document(connection, hall)
        described = document["halls"][0]
        return {**catalogue(document, hall, version), "sent_by": facts.sent_by(described)}

    def _probed(self, order: PaperOrder, setup: Json) -> list[Mapping[str, Any]]:
        """What the printer can do, asked of it now; nothing for other papers."""
        if not isinstance(order, MachineOrder) or order.page != "capability-probe":
            return []
        answer = self._ask("probe", printer=setup["name"])
        if answer is None or answer["ev"] != "probe":
            raise Refused("printer.unreachable", {"printer": order.printer})
        rows: list[Mapping[str, Any]] = answer["rows"]
        return rows


def facts_of(order: PaperOrder, about: About, known: Json, base_url: str) -> Json:
    """What the paper says, by what was ordered."""
    if isinstance(order, GuideOrder):
        return facts.guide_facts(order.matter, known, base_url, about.at)
    if isinstance(order, NoticeOrder):
        return facts.notice_facts(order, about, known, base_url)
    if isinstance(order, ReceiptOrder):
        return facts.receipt_facts(order, about, known, base_url)
    if isinstance(order, ReplyOrder):
        return facts.reply_facts(order, about, known, base_url)
    if isinstance(order, AppointmentOrder):
        return facts.appointment_facts(order, about, known, base_url)
    raise TypeError(f"no facts for {type(order).__name__}")
