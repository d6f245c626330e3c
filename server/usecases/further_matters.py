"""Several matters in one visit (一次办多件): the next one begins where the one before ended.

The number, its class and its place of arrival stay; each matter has its own outcome and time.
"""

from dataclasses import dataclass, replace

from server.contracts.answers import WindowAnswer
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import TicketMatterAdded
from server.domain.ticket import Step, Ticket, served_text
from server.domain.window import WindowState, served_by
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, WindowOrder
from server.usecases.serving import known_outcome
from server.usecases.window_steps import authorised, remember, show_ticket, with_ticket


@dataclass(frozen=True, kw_only=True)
class AddMatter(WindowOrder):
    """The visitor has another `matter`; `outcome` is that of the one in hand."""

    matter: str
    outcome: str | None = None


def add_matter(context: AppContext, order: AddMatter) -> WindowAnswer:
    """End the matter in hand with its outcome and begin the next one of the same visit.

    Only for what the window does: for anything else the visitor is sent on.

    Refuses `add_matter.not_served`, `clerk.not_authorised`, `finish.outcome`, `matter.unknown`,
    `ticket.step`, `window.closed`, `window.empty`, `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit, window: WindowState, ticket: Ticket) -> WindowState:
        state = ticket.must(Step.ADD_MATTER)
        known_outcome(unit, order.outcome)
        matter = unit.hall.matter(order.matter).key
        if matter not in unit.hall.window(window.key).serves:
            raise Refused("add_matter.not_served", {"window": window.key, "matter": matter})
        authorised(unit, window, matter)
        done = served_by(ticket, window.key, unit.now, order.outcome)
        after = replace(
            ticket, state=state, matter=matter, started_at=unit.now,
            served=served_text((*ticket.served_matters, done)),
        )  # fmt: skip
        after = unit.save(ticket, after)
        step = remember(unit, Step.ADD_MATTER, (ticket, window), after)
        window = show_ticket(unit, window, after, step=step)
        unit.emit(
            TicketMatterAdded(
                ticket=facts_of(after), window=window.key, done=ticket.matter,
                outcome=order.outcome,
            )
        )  # fmt: skip
        return window

    return with_ticket(context, order, Step.ADD_MATTER, act)
