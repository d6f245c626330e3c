"""The printers of all halls, as the configurations in force describe them."""

import time
from collections.abc import Iterator

from server.configuration.printer_check import setup_of
from server.domain.hall import Mode
from server.domain.window import Json
from server.usecases.app_context import AppContext

LOOK_SECONDS = 2.0


class PrinterRegistry:
    """Printers are named hall/key, as the print process knows them."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.setups: dict[str, Json] = {}
        self._hall_of: dict[str, str] = {}
        self._backup: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._looked = 0.0
        self.renew()

    @property
    def halls(self) -> list[str]:
        """Halls with a printer."""
        return sorted(set(self._hall_of.values()))

    def hall_of(self, name: str) -> str | None:
        """The hall of a printer; None for one that has left the configuration."""
        return self._hall_of.get(name)

    def route(self, hall: str, printer: str | None) -> tuple[str, ...]:
        """The printer, and the one that stands in for it."""
        own = f"{hall}/{printer}"
        backup = self._backup.get(own)
        return (own,) if backup is None else (own, backup)

    def due(self) -> bool:
        """Whether the configurations were not looked at for a while."""
        return time.monotonic() - self._looked >= LOOK_SECONDS

    def renew(self) -> bool:
        """Reads the printers if another configuration is in force; True if so."""
        self._looked = time.monotonic()
        versions = self._in_force()
        if versions == self._versions:
            return False
        self._versions = versions
        self.setups.clear()
        self._hall_of.clear()
        self._backup.clear()
        for hall, setup, backup in self._configured():
            name = setup["name"]
            self.setups[name] = setup
            self._hall_of[name] = hall
            if backup is not None:
                self._backup[name] = f"{hall}/{backup}"
        return True

    def _in_force(self) -> dict[str, int]:
        """Hall -> version of its configuration."""
        store = self._context.store
        with store.database.reading() as connection:
            keys = [row.key for row in store.halls(connection)]
            return {key: store.document(connection, key)[0] for key in keys}

    def _configured(self) -> Iterator[tuple[str, Json, str | None]]:
        """Hall, settings and backup of every printer."""
        store = self._context.store
        with store.database.reading() as connection:
            for row in store.halls(connection):
                if row.mode == Mode.CLOSED:
                    continue  # its printers may stand in another hall now
                _, document = store.document(connection, row.key)
                for printer in document["halls"][0].get("printers", ()):
                    setup = setup_of(f"{row.key}/{printer['key']}", printer)
                    yield row.key, setup, printer.get("backup")
