"""The hall that is measured: the example centre, always open, with eight clerks and a past."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from server.configuration.reading import read
from server.contracts.site import Site
from server.domain.people import Role
from server.domain.ticket import State
from server.installing import install
from server.main import open_house, people_of
from server.settings import Settings
from server.storage.base import to_micros
from server.storage.schema import TicketRow
from server.usecases.house import CODE_LENGTH, CROCKFORD, House
from server.usecases.signing_in import MakeToken, make_token

CLERKS = tuple(str(number) for number in range(1, 9))
CENTRE = Path(__file__).resolve().parents[1] / "server/demo/centre.yaml"
BATCH = 20_000


@dataclass(frozen=True)
class Prepared:
    """A data folder that a server can be started on, and the tokens to talk to it."""

    folder: Path
    clerks: dict[str, str]
    kiosk: str
    board: str
    matters: dict[str, list[str]]  # by window

    @property
    def served(self) -> list[str]:
        """The matters that the eight clerks serve."""
        return sorted({matter for window in CLERKS for matter in self.matters[window]})


def prepare(folder: Path, past: int = 0) -> Prepared:
    """Install the centre into a new data folder, with so many tickets of earlier days."""
    house = open_house(Settings(data=folder))
    site = _always_open(read(CENTRE))
    install(house, people_of(house), site, "bench")
    if past:
        _seed(house, past)
    prepared = Prepared(
        folder=folder,
        clerks={window: _token(house, Role.CLERK, window) for window in CLERKS},
        kiosk=_token(house, Role.KIOSK),
        board=_token(house, Role.BOARD),
        matters={window.key: list(dict(window.matters)) for window in site.hall("main").windows},
    )
    house.store.database.close()
    return prepared


def _always_open(site: Site) -> Site:
    """The measurement is made on any day of the week, and prints no paper."""
    document = json.loads(site.model_dump_json(exclude_none=True))
    for hall in document["halls"]:
        hall["always_open"] = True
    return Site.model_validate_json(json.dumps(document))


def _token(house: House, role: Role, window: str | None = None) -> str:
    order = MakeToken("bench", role, "main", f"bench {role} {window or ''}", window=window)
    return make_token(people_of(house), order, datetime.now(UTC)).secret


def _seed(house: House, past: int) -> None:
    """Finished tickets of earlier days, a thousand a day, in the form the use cases leave."""
    columns = [column.name for column in TicketRow.__table__.columns if column.name != "id"]
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    statement = f"INSERT INTO ticket ({names}) VALUES ({marks})"
    dice = random.Random(2)
    for start in range(0, past, BATCH):
        rows = [_past_ticket(number, dice) for number in range(start, min(start + BATCH, past))]
        with house.store.database.writing() as connection:
            connection.exec_driver_sql(
                statement, [tuple(row.get(column) for column in columns) for row in rows]
            )


def _past_ticket(number: int, dice: random.Random) -> dict[str, Any]:
    days, serial = divmod(number, 1000)
    at = datetime.now(UTC) - timedelta(days=days + 1, seconds=dice.randrange(20_000))
    window = dice.choice(CLERKS)
    moment = to_micros(at)
    return {
        "hall": "main",
        "day": (at.date()).isoformat(),
        "code": "".join(dice.choices(CROCKFORD, k=CODE_LENGTH)),
        "number": f"Q{days % 1000:03}{serial:04}"[:8],
        "queue": "household",
        "matter": "id-card-renewal",
        "line": "id-card-renewal",
        "lane": "ordinary",
        "state": State.FINISHED.value,
        "channel": "kiosk",
        "language": "zh",
        "issued_at": moment,
        **dict.fromkeys(("place", "entered", "due"), moment),
        **dict.fromkeys(("since", "entered_at", "called_at", "started_at", "ended_at"), moment),
        "called_seq": number + 1,
        "last_seq": number + 1,
        "window": window,
        "clerk": f"clerk {window}",
        "first_clerk": f"clerk {window}",
        "times": 1,
        "misses": 0,
        "postponed": 0,
        "outcome": "done",
        "paper": "none",
        "copies": 0,
    }
