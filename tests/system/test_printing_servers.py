"""Two servers that may both print, on one PostgreSQL: nothing twice, and nothing left unprinted."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from printers.virtual.printer import VirtualPrinter
from server.storage.engine import Database
from server.storage.migrating import upgrade
from tests.printers.scene import numbers_on
from tests.support.halls import Clock
from tests.support.postgres import PrivatePostgres
from tests.support.servers import servers
from tests.support.web import World, example_site, world_of

pytestmark = [pytest.mark.system, pytest.mark.postgres]
PRINTS = r"this process now does printing"
LISTENS = r"Listening on http://"
TAKEN_OVER_S = 10.0


class Centre:
    """The example centre on PostgreSQL, its tickets on one printer."""

    def __init__(self, url: str, printer: VirtualPrinter, folder: Path) -> None:
        self.printer = printer
        self.database = Database(url)
        upgrade(self.database)
        site = example_site()
        (hall,) = site.halls
        first, *rest = hall.printers
        spare = {"url": f"file://{folder}/spare.bin", "backup": None}
        printers = (
            first.model_copy(update={"url": printer.url, "backup": None}),
            *(other.model_copy(update=spare) for other in rest),
        )
        halls = (hall.model_copy(update={"printers": printers}),)
        site = site.model_copy(update={"halls": halls})
        self.world: World = world_of(self.database, Clock(datetime.now(UTC)), site)
        self.manager = self.world.as_("manager")
        self.codes: list[str] = []

    def take(self, count: int) -> None:
        for _ in range(count):
            self.codes.append(self.manager.take("marriage", paper=True)["code"])

    def states(self) -> list[str]:
        shown: list[dict[str, Any]] = [
            self.manager.get(f"/api/v1/tickets/{code}").get_json()["paper"] for code in self.codes
        ]
        return [each["state"] for each in shown]

    def papers(self) -> Counter[str]:
        """How often each ticket's code lies in the tray."""
        return Counter(n for receipt in self.printer.receipts for n in numbers_on(receipt.image))


def until(done: Callable[[], bool], within: float, words: Callable[[], object]) -> None:
    deadline = time.monotonic() + within
    while not done():
        assert time.monotonic() < deadline, words()
        time.sleep(0.1)


def test_each_ticket_is_printed_once_and_a_killed_server_s_work_is_taken_over(
    tmp_path: Path, postgres_server: PrivatePostgres
) -> None:
    url = postgres_server.fresh_database()
    with VirtualPrinter(speed=2000) as printer, servers(tmp_path) as started:
        centre = Centre(url, printer, tmp_path)
        first = started.start("--database", url)
        first.wait_for(PRINTS)
        second = started.start("--database", url)
        second.wait_for(LISTENS)
        centre.take(6)
        until(lambda: set(centre.states()) == {"printed"}, 30, centre.states)
        assert centre.papers() == dict.fromkeys(centre.codes, 1)
        assert "does printing" not in second.said

        first.send(signal.SIGKILL)
        centre.take(3)
        second.wait_for(PRINTS, TAKEN_OVER_S)
        until(lambda: set(centre.states()) == {"printed"}, 30, centre.states)
        assert centre.papers() == dict.fromkeys(centre.codes, 1)
        assert printer.errors == []
        centre.database.close()
