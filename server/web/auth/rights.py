"""Who may do what: one table of every endpoint. What is not in it is refused to everybody.

A test walks the routes and the roles against it, so it can neither be incomplete nor lie.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.people import Role

ADMINISTRATOR, MANAGER, SUPERVISOR, CLERK = (
    Role.ADMINISTRATOR,
    Role.MANAGER,
    Role.SUPERVISOR,
    Role.CLERK,
)
KIOSK, BOARD, WINDOW, PAD = Role.KIOSK, Role.BOARD, Role.WINDOW, Role.PAD
KEYPAD, STRIP = Role.KEYPAD, Role.STRIP


@dataclass(frozen=True, slots=True)
class AccessRule:
    """`roles` may come in; `public` lets anybody in, signed in or not.

    `hall_bound`: rights end at the caller's hall. `window_bound`: a caller that is bound to one
    window (a pad, a script's token) reaches only that one. `loopback`: a browser on this very
    machine may come in without a role. `capability`: whoever knows the ticket's code may.
    `by_hall`: of these roles only those whom the hall's site file names under this right.
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    hall_bound: bool = False
    window_bound: bool = False
    loopback: bool = False
    capability: bool = False
    by_hall: str | None = None

    def admits(self, role: Role | None) -> bool:
        return self.public or self.capability or (role is not None and role in self.roles)


WINDOW_VERBS = (
    *("sign_on", "sign_off", "call_next", "call", "recall", "start", "finish", "no_show"),
    *("take_back", "park", "resume", "transfer", "bounce", "add_matter", "walk_in"),
    *("pause", "unpause", "undo"),
)


def _of(*roles: Role, hall: bool = True, window: bool = False) -> AccessRule:
    return AccessRule(frozenset(roles), hall_bound=hall, window_bound=window)


PUBLIC = AccessRule(public=True)
BY_CODE = AccessRule(capability=True)
ANYONE_SIGNED_IN = _of(*Role, hall=False)
PERSONS = _of(ADMINISTRATOR, MANAGER, SUPERVISOR, CLERK, hall=False)
OVERSIGHT = _of(ADMINISTRATOR, MANAGER, SUPERVISOR)
AT_WINDOW = _of(CLERK, MANAGER, window=True)
KEYS = _of(CLERK, MANAGER, KEYPAD, window=True)
ADMINISTRATORS = _of(ADMINISTRATOR, hall=False)

ACCESS: Mapping[str, AccessRule] = {
    # The state of the halls
    "halls.list_halls": PUBLIC,
    "halls.catalogue": PUBLIC,
    "halls.board": PUBLIC,
    "halls.journal": OVERSIGHT,
    "halls.today": OVERSIGHT,
    "halls.close_day": _of(MANAGER, ADMINISTRATOR),
    "halls.notice": OVERSIGHT,
    "changes.list_changes": OVERSIGHT,
    "changes.change": _of(MANAGER, ADMINISTRATOR),
    "changes.take_back": _of(MANAGER, ADMINISTRATOR),
    "pages.changes": _of(MANAGER, ADMINISTRATOR),
    "layouts.in_force": _of(ADMINISTRATOR),
    "layouts.put": _of(ADMINISTRATOR),
    "halls.rehearsals": ADMINISTRATORS,
    "speakers.turn": _of(BOARD),
    "speakers.clips": _of(BOARD),
    "speakers.test": _of(MANAGER, ADMINISTRATOR),
    "speakers.trial": _of(MANAGER, ADMINISTRATOR),
    "speakers.zones": ADMINISTRATORS,
    # Tickets: issued by a device or a person, then in the hands of whoever holds the code
    "tickets.take": _of(KIOSK, CLERK, MANAGER, ADMINISTRATOR),
    "tickets.show": BY_CODE,
    "tickets.cancel": BY_CODE,
    "tickets.rating": BY_CODE,
    "tickets.come_back": BY_CODE,
    "tickets.enter": BY_CODE,
    "tickets.postpone": BY_CODE,
    "tickets.reprint": _of(KIOSK, CLERK, MANAGER, ADMINISTRATOR, hall=False),
    # Paper
    "paper.guide": _of(KIOSK, CLERK, MANAGER, ADMINISTRATOR),
    "paper.test_page": _of(MANAGER, ADMINISTRATOR),
    "paper.document": _of(KIOSK, CLERK, MANAGER, SUPERVISOR, ADMINISTRATOR),
    "slips.at_window": AT_WINDOW,
    "slips.notice": AT_WINDOW,
    "slips.receipt": AT_WINDOW,
    "slips.appointment": _of(CLERK, MANAGER, SUPERVISOR),
    "slips.reply": _of(MANAGER, SUPERVISOR),
    "slips.reissue": _of(CLERK, MANAGER, SUPERVISOR, ADMINISTRATOR),
    "printers.list_printers": ADMINISTRATORS,
    "paper.papers": _of(CLERK, SUPERVISOR, MANAGER, ADMINISTRATOR),
    "paper.template": _of(ADMINISTRATOR),
    "paper.put_template": _of(ADMINISTRATOR),
    "paper.preview": _of(ADMINISTRATOR),
    "waits.staffing": _of(ADMINISTRATOR, MANAGER, SUPERVISOR),
    "waits.score": _of(ADMINISTRATOR, MANAGER, SUPERVISOR, CLERK),
    # Windows
    "windows.console": _of(CLERK, MANAGER, SUPERVISOR, KEYPAD, window=True),
    **{f"windows.{verb}": KEYS for verb in WINDOW_VERBS},
    "emergencies.call": AT_WINDOW,
    "emergencies.shown": _of(CLERK, MANAGER, SUPERVISOR, ADMINISTRATOR),
    "emergencies.end": _of(CLERK, MANAGER, SUPERVISOR, ADMINISTRATOR),
    "pads.rate": _of(PAD, window=True),
    "window_devices.own": _of(KEYPAD, STRIP),
    "window_devices.state": _of(KEYPAD, STRIP),
    # People, devices, sessions
    "session.who": PUBLIC,
    "session.sign_in": PUBLIC,
    "session.device": PUBLIC,
    "session.sign_out": ANYONE_SIGNED_IN,
    "session.password": PERSONS,
    "admin.people": ADMINISTRATORS,
    "admin.add_person": ADMINISTRATORS,
    "admin.change_person": ADMINISTRATORS,
    "admin.person_link": ADMINISTRATORS,
    "photographs.put": ADMINISTRATORS,
    "photographs.remove": ADMINISTRATORS,
    "photographs.show": ADMINISTRATORS,
    "photographs.at_window": _of(WINDOW, window=True),
    "admin.devices": ADMINISTRATORS,
    "admin.add_device": ADMINISTRATORS,
    "admin.revoke_device": ADMINISTRATORS,
    "admin.device_link": ADMINISTRATORS,
    "admin.sessions": ADMINISTRATORS,
    "admin.end_session": ADMINISTRATORS,
    "admin.add_token": ADMINISTRATORS,
    "admin.audit": _of(ADMINISTRATOR, SUPERVISOR, hall=False),
    # The service itself
    "health.healthz": PUBLIC,
    "health.metrics": AccessRule(frozenset({ADMINISTRATOR}), loopback=True),
    "reference.openapi": PUBLIC,
    "reference.docs": PUBLIC,
    "reference.problem_type": PUBLIC,
    # Pages
    "pages.media": PUBLIC,
    "pages.start": PUBLIC,
    "pages.sign_in": PUBLIC,
    "pages.sign_out": PUBLIC,
    "pages.enter": PUBLIC,
    "pages.password": PERSONS,
    "pages.today": OVERSIGHT,
    "pages.desk": _of(CLERK, MANAGER, SUPERVISOR),
    "pages.admin": ADMINISTRATORS,
    "pages.slips": ADMINISTRATORS,
    "pages.layouts": ADMINISTRATORS,
    "pages.paper": AccessRule(frozenset({ADMINISTRATOR, MANAGER, CLERK, KIOSK}), loopback=True),
    "pages.paper_picture": AccessRule(
        frozenset({ADMINISTRATOR, MANAGER, CLERK, KIOSK}), loopback=True
    ),
    "display.board": _of(BOARD, CLERK, SUPERVISOR, MANAGER, ADMINISTRATOR, hall=False),
    "display.window_screen": _of(WINDOW, CLERK, SUPERVISOR, MANAGER, ADMINISTRATOR, hall=False),
    "window_client.console": _of(CLERK, SUPERVISOR, MANAGER, ADMINISTRATOR, hall=False),
    "window_client.console_bar": _of(CLERK, SUPERVISOR, MANAGER, ADMINISTRATOR, hall=False),
    "window_client.pad": _of(PAD, hall=False),
    "kiosk.kiosk": _of(KIOSK, ADMINISTRATOR, hall=False),
    "kiosk.guide": PUBLIC,
    "kiosk.guide_upper": PUBLIC,
    "kiosk.rate": PUBLIC,
    "kiosk.rate_upper": PUBLIC,
    "kiosk.rate_code": PUBLIC,
    "kiosk.phone": BY_CODE,
    "kiosk.phone_upper": BY_CODE,
    "kiosk.phone_code": BY_CODE,
    "static": PUBLIC,
    "display.static": PUBLIC,
    "fonts.static": PUBLIC,
    "voices.clip": PUBLIC,
    "kiosk.static": PUBLIC,
    "window_client.static": PUBLIC,
}

DEEDS: Mapping[str, AccessRule] = {
    # What only some of those may who come to an endpoint
    "windows.serve_walk_in": AccessRule(frozenset({CLERK, MANAGER}), by_hall="serve_walk_in"),
    "windows.call_out_of_turn": AccessRule(
        frozenset({CLERK, MANAGER}), by_hall="call_out_of_turn"
    ),  # call a number that is not next
    "tickets.appointment": _of(CLERK, MANAGER, ADMINISTRATOR),  # vouch for an appointment
    "windows.relieve": _of(MANAGER),  # sign somebody else off
    "windows.serve": _of(CLERK, MANAGER),  # sit at a window under a public identity
}
