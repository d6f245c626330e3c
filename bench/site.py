"""The hall that is measured: the example centre, always open, with eight clerks and a past."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from server.configuration.reading import read
from server.contracts.site import Hall, Site
from server.domain.people import Role
from server.main import open_context, people_of
from server.settings import Settings
from server.setup.install import install
from server.storage.schema import JournalRow, TicketRow
from server.usecases import calling, serving, staffing, taking
from server.usecases.app_context import AppContext
from server.usecases.signing_in import MakeLink, MakeToken, make_links, make_token
from server.waits.state import WaitsState

CLERKS = tuple(str(number) for number in range(1, 9))
NOWHERE = "file:///dev/null"
CENTRE = Path(__file__).resolve().parents[1] / "server/demo/centre.yaml"


@dataclass(frozen=True)
class Prepared:
    """A data folder that a server can be started on, and the tokens to talk to it."""

    folder: Path
    clerks: dict[str, str]
    kiosk: str
    board: str
    board_link: str
    manager: str
    described: Hall
    matters: dict[str, list[str]]  # by window

    @property
    def served(self) -> list[str]:
        """The matters that the eight clerks serve."""
        return sorted({matter for window in CLERKS for matter in self.matters[window]})


def prepare(
    folder: Path, past: int = 0, printer: str = "", windows: int = 0,
    clerks: tuple[str, ...] = CLERKS,
) -> Prepared:  # fmt: skip
    """Install the centre into a new data folder, with so many tickets of earlier days.

    `printer`: the address of the only one; without it nothing is printed. `windows`: so many in
    all, the ones that are added like the first. `clerks`: the windows that have one.
    """
    context = open_context(Settings(data=folder))
    site = _always_open(read(CENTRE), printer, windows)
    install(context, site, "bench")
    if past:
        _seed(context, past)
    prepared = Prepared(
        folder=folder,
        clerks={window: _token(context, Role.CLERK, window) for window in clerks},
        kiosk=_token(context, Role.KIOSK),
        board=_token(context, Role.BOARD),
        board_link=_board_link(context),
        manager=_token(context, Role.MANAGER),
        described=site.hall("main"),
        matters={window.key: list(dict(window.matters)) for window in site.hall("main").windows},
    )
    context.store.database.close()
    return prepared


def _always_open(site: Site, printer: str, windows: int) -> Site:
    """The measurement is made on any day of the week, and prints where it is told."""
    document = json.loads(site.model_dump_json(exclude_none=True))
    for hall in document["halls"]:
        hall["always_open"] = True
        for found in hall["printers"]:
            found["url"], printer = printer or NOWHERE, ""
        first = hall["windows"][0]
        for key in range(len(hall["windows"]) + 1, windows + 1):
            hall["windows"].append({**first, "number": key})
    return Site.model_validate_json(json.dumps(document))


def _token(context: AppContext, role: Role, window: str | None = None) -> str:
    order = MakeToken("bench", role, "main", f"bench {role} {window or ''}", window=window)
    return make_token(people_of(context), order, datetime.now(UTC)).secret


def _board_link(context: AppContext) -> str:
    """What a board of zone A is started with: a device's page speaks, a token's does not."""
    people, now = people_of(context), datetime.now(UTC)
    with people.reading() as book:
        boards = [each for each in book.devices() if each.role is Role.BOARD and each.zone == "A"]
    order = MakeLink("bench", device=boards[0].id, target="/board?zone=A")
    (secret,) = make_links(people, [order], now)
    return f"/enter/{secret}"


def _seed(context: AppContext, past: int) -> None:
    """Finished tickets of earlier days, a thousand a day, each with an entry in the journal.

    One goes through the use cases; the others are copies of its rows on other days.
    """
    _one_of_yesterday(context)
    with context.store.database.writing() as connection:
        connection.exec_driver_sql(COPY_TICKETS, (past - 1,))
        connection.exec_driver_sql(COPY_ENTRIES, (past - 1,))
        connection.exec_driver_sql("UPDATE hall SET seq = (SELECT max(seq) FROM journal)")
        # What a hall with such a past has learned is in its database, not learned again.
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO learned (hall, seq, state) SELECT key, seq, ? FROM hall",
            (WaitsState().dump(),),
        )


def _one_of_yesterday(context: AppContext) -> None:
    then = replace(context, now=lambda: datetime.now(UTC) - timedelta(days=1))
    at: dict[str, Any] = {"hall": "main", "actor": "bench", "window": "1"}
    staffing.sign_on(then, staffing.SignOn(**at))
    order = taking.TakeTicket(hall="main", actor="bench", matter="id-card-renewal")
    taking.take_ticket(then, order)
    calling.call_next(then, calling.CallNext(**at))
    serving.start(then, serving.Start(**at))
    serving.finish(then, serving.Finish(**at, outcome="done"))
    staffing.sign_off(then, staffing.SignOff(**at))


def _copies(table: Any, changed: dict[str, str], of: str) -> str:
    """INSERT that copies one row ?-fold; `i` counts the copies from 0."""
    columns = [column.name for column in table.__table__.columns if column.name != "id"]
    chosen = ", ".join(changed.get(column, column) for column in columns)
    return (
        f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) "
        f"INSERT INTO {table.__tablename__} ({', '.join(columns)}) "
        f"SELECT {chosen} FROM n, (SELECT * FROM {table.__tablename__} {of}) AS one"
    )


COPY_TICKETS = _copies(
    TicketRow,
    {
        "day": "date(one.day, '-' || (i / 1000 + 1) || ' days')",
        "code": "printf('%010d', i)",
        "number": "printf('Q%03d%04d', i / 1000 % 1000, i % 1000)",
        "window": "i % 8 + 1",
    },
    "ORDER BY id LIMIT 1",
)
COPY_ENTRIES = _copies(
    JournalRow, {"seq": "one.seq + 1 + i", "ticket": "one.ticket + i"}, "ORDER BY seq DESC LIMIT 1"
)
