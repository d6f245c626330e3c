"""Short ways to say what citizens and clerks do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.contracts.answers import TicketView, WindowAnswer
from server.usecases import (
    calling,
    further_matters,
    serving,
    staffing,
    taking,
    taking_back,
    transferring,
    undoing,
    walk_ins,
)
from server.usecases.app_context import AppContext

VERBS: dict[str, tuple[Callable[..., Any], type[Any]]] = {
    "sign_on": (staffing.sign_on, staffing.SignOn),
    "sign_off": (staffing.sign_off, staffing.SignOff),
    "pause": (staffing.pause, staffing.Pause),
    "unpause": (staffing.unpause, staffing.Unpause),
    "call_next": (calling.call_next, calling.CallNext),
    "call": (calling.call_number, calling.CallNumber),
    "take_back": (taking_back.take_back, taking_back.TakeBack),
    "recall": (calling.recall, calling.Recall),
    "start": (serving.start, serving.Start),
    "finish": (serving.finish, serving.Finish),
    "no_show": (serving.no_show, serving.NoShow),
    "park": (serving.park, serving.Park),
    "resume": (serving.resume, serving.Resume),
    "transfer": (transferring.transfer, transferring.Transfer),
    "add_matter": (further_matters.add_matter, further_matters.AddMatter),
    "walk_in": (walk_ins.serve_walk_in, walk_ins.ServeWalkIn),
    "bounce": (transferring.bounce, transferring.Bounce),
    "undo": (undoing.undo, undoing.Undo),
}


OUT_OF_TURN = {"out_of_turn": True, "reason": "help"}
"""What a call out of turn needs: the right, and one of the small hall's reasons."""


@dataclass(frozen=True)
class Clerk:
    """`clerk.call_next()` is the use case call_next by this clerk at this window."""

    context: AppContext
    window: str
    hall: str = "main"

    @property
    def name(self) -> str:
        return f"clerk-{self.window}"

    def do(self, verb: str, **details: Any) -> WindowAnswer:
        use_case, order = VERBS[verb]
        given = {"hall": self.hall, "window": self.window, "actor": self.name, **details}
        return use_case(self.context, order(**given))

    def __getattr__(self, verb: str) -> Callable[..., WindowAnswer]:
        if verb not in VERBS:
            raise AttributeError(verb)
        return lambda **details: self.do(verb, **details)

    def serve(self) -> str | None:
        """Call, start and finish one; the number, or None when nobody waits."""
        called = self.call_next()
        if called.result == "nobody":
            return None
        self.start()
        self.finish()
        return str(called.console.ticket.number)


def clerk(context: AppContext, window: str = "1", hall: str = "main") -> Clerk:
    """A clerk, signed on."""
    seated = Clerk(context, window, hall)
    seated.sign_on(name=f"王{window}", staff_no=f"C{window}")
    return seated


def take(
    context: AppContext, matter: str = "hukou", hall: str = "main", **details: Any
) -> TicketView:
    order = taking.TakeTicket(hall=hall, actor="kiosk", matter=matter, **details)
    return taking.take_ticket(context, order)


def of(
    use_case: Callable[..., Any], context: AppContext, ticket: TicketView, **details: Any
) -> TicketView:
    """A use case about one ticket, by its holder."""
    kinds = {taking.postpone: taking.Postpone}
    order = kinds.get(use_case, taking.OfTicket)
    return use_case(context, order(hall=ticket.hall, actor="holder", code=ticket.code, **details))
