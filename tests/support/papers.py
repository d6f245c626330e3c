"""The example centre with its print service and two virtual printers; what is ordered over HTTP."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from printers.virtual.paper import Receipt
from printers.virtual.printer import VirtualPrinter
from server.contracts.site import Site
from server.paper.jobs import document_job
from server.paper.print_service import PrintService, print_service_of
from server.storage import documents
from server.storage.engine import Database, sqlite_url
from server.web.web_context import change_web_context
from tests.printers.scene import copy_of
from tests.support.halls import Clock, create_tables
from tests.support.patience import PATIENCE_S
from tests.support.web import Speaker, World, example_site, world_of

BASE = "https://hall.example"


class Paper:
    """The example centre with its print desk, and two virtual printers: 80 mm and 58 mm."""

    def __init__(self, folder: Path, site: Site | None = None) -> None:
        self.wide = VirtualPrinter(speed=3000).start()
        self.narrow = VirtualPrinter(model="58", speed=3000, tear_after=0.3).start()
        self.database = Database(sqlite_url(folder))
        create_tables(self.database)
        self.world: World = world_of(
            self.database,
            Clock(datetime.now(UTC)),
            self.site(site or example_site()),
        )
        found = print_service_of(self.world.context, BASE)
        assert found is not None
        self.desk: PrintService = found
        change_web_context(self.world.app, printing=self.desk)
        self.desk.start()
        self.clerk = self.world.as_("clerk")
        self.manager = self.world.as_("manager")
        self.admin = self.world.as_("administrator", "*")

    def site(self, site: Site) -> Site:
        """A site of one hall whose printers are the virtual ones."""
        urls = {"printer-1": self.wide.url, "printer-2": self.narrow.url}
        (hall,) = site.halls
        printers = tuple(p.model_copy(update={"url": urls[p.key]}) for p in hall.printers)
        return site.model_copy(update={"halls": (hall.model_copy(update={"printers": printers}),)})

    def close(self) -> None:
        self.desk.stop()
        self.wide.stop()
        self.narrow.stop()
        self.database.close()

    def printed(self, id_: int, printer: VirtualPrinter, copy: int = 0, dots: int = 576) -> Receipt:
        """The paper of a document, once the person who ordered it is told that it is out; what is
        on it is just what its facts say."""
        self.until(id_, "printed")
        with self.world.context.store.database.reading() as connection:
            stored = documents.document(connection, "main", id_)
        assert stored is not None
        slip = document_job(self.world.context, stored, ("main/printer-1",)).slip
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            for receipt in reversed(printer.receipts):
                if copy_of(receipt, slip, dots) == copy:
                    assert receipt.errors == ()
                    return receipt
            time.sleep(0.05)
        raise AssertionError(f"no copy {copy} of {stored.kind} among {len(printer.receipts)}")

    def until(self, id_: int, state: str) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            shown = self.manager.get(f"/api/v1/halls/main/documents/{id_}").get_json()
            if shown["state"] == state:
                return dict(shown)
            assert shown["state"] != "failed", shown
            assert time.monotonic() < deadline, shown
            time.sleep(0.05)


def ordered(speaker: Speaker, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = speaker.post(f"/api/v1{path}", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    made: dict[str, Any] = answer.get_json()
    assert (made["state"], made["copies"]) == ("queued", 0)
    return made
