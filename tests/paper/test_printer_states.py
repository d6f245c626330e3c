"""From a real fault of a printer to the sentence on every screen, in Chinese and English."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from printers.job import State
from printers.reasons import PRINTER_STATES, WORDS, Reason, sentence
from printers.virtual.printer import VirtualPrinter
from server.cli.doctor import doctor
from server.contracts.printer_states import PaperReasonName, PaperStateName, PrinterStateName
from server.paper.print_service import print_service_of
from server.storage import printers
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import upgrade
from tests.support.halls import Clock
from tests.support.job_reasons import JOB_REASONS
from tests.support.patience import PATIENCE_S
from tests.support.web import World, example_site, world_of

ROOT = Path(__file__).parents[2]
SCREENS = {
    "kiosk.note.": "kiosk/static/text/kiosk",
    "today.printer.": "server/web/static/pages/text/today",
    "admin.health.": "server/web/static/pages/text/admin",
}
PRINTS = (Reason.OK, Reason.NEAR_END)


def texts(path: str, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / f"{path}.{language}.json").read_text("utf-8"))
    return found


def test_contracts_and_printing_package_know_the_same_names() -> None:
    assert set(get_args(PrinterStateName)) == set(PRINTER_STATES)
    assert set(get_args(PaperReasonName)) == set(JOB_REASONS)
    assert set(get_args(PaperStateName)) == {state.value.lower() for state in State}


def test_the_browser_s_types_know_them_too() -> None:
    typed = (ROOT / "server/web/static/kit/contracts.d.ts").read_text("utf-8")
    for state in PRINTER_STATES:
        assert f'"{state}"' in typed, state


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_and_reason_has_its_words_on_every_screen(language: str) -> None:
    for prefix, path in SCREENS.items():
        known = texts(path, language)
        for state in PRINTER_STATES:
            if state in PRINTS and prefix == "kiosk.note.":
                continue  # the kiosk says nothing of what doesn't keep it from printing
            if state is Reason.OK and prefix == "today.printer.":
                continue
            assert known[f"{prefix}{state}"], (prefix, state)
    console = texts("window_client/static/text/console", language)
    for reason in JOB_REASONS:
        assert console[f"console.paper.why.{reason}"], reason
    for state_name in get_args(PaperStateName):
        if state_name != "failed":
            assert console[f"console.paper.{state_name}"], state_name


def test_every_reason_says_what_is_wrong_and_most_what_to_do() -> None:
    assert set(WORDS) == set(Reason)
    for reason in set(Reason) - {Reason.OK}:
        zh, en = sentence(reason)
        assert zh.endswith("。") and en.endswith("."), reason
    for state in set(PRINTER_STATES) - {Reason.OK}:
        assert WORDS[state].to_do.zh and WORDS[state].to_do.en, state


# --- with real printers ------------------------------------------------------------------------


class Hall:
    """The example centre with one kiosk printer that can be broken."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.database = Database(sqlite_url(folder))
        upgrade(self.database)
        site = example_site()
        (hall,) = site.halls
        first, *rest = hall.printers
        self.key = first.key
        spare = {"url": f"file://{folder}/spare.bin", "backup": None}  # always well
        printers = (
            first.model_copy(update={"url": url, "backup": None}),
            *(other.model_copy(update=spare) for other in rest),
        )
        halls = (hall.model_copy(update={"printers": printers}),)
        self.world: World = world_of(
            self.database, Clock(), site.model_copy(update={"halls": halls})
        )
        found = print_service_of(self.world.context, "https://hall.example")
        assert found is not None
        self.desk = found
        self.desk.start()
        self.manager = self.world.as_("manager")

    def close(self) -> None:
        self.desk.stop()
        self.database.close()

    def live(self) -> dict[str, Any]:
        """What screens are told of the printer."""
        snapshot = self.manager.get("/api/v1/halls/main/board").get_json()
        found: dict[str, Any] = snapshot["printers"].get(self.key, {})
        return found

    def until(self, state: str) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_S
        while (shown := self.live()).get("state") != state:
            assert time.monotonic() < deadline, (state, shown)
            time.sleep(0.05)
        return shown

    def says_everywhere(self, state: Reason) -> None:
        """No screen shows a bare name, and nobody is left without a word."""
        self.until(state)
        zh, en = sentence(state)
        today = self.manager.get("/api/v1/halls/main/today").get_json()
        assert today["printers"][self.key]["state"] == state
        (alarm,) = [found for found in today["alarms"] if found["kind"] == "printer"]
        named = today["printer_names"][self.key]
        assert alarm["text"]["zh"] == f"{named['zh']}：{WORDS[state].wrong.zh}"
        assert WORDS[state].to_do.zh in alarm["action"]["zh"]
        assert WORDS[state].wrong.en in alarm["text"]["en"]
        assert WORDS[state].to_do.en[1:] in alarm["action"]["en"]
        told = CliRunner().invoke(doctor, ["--data", str(self.folder), "--json"]).stdout
        name = f"main ({named['en']}, {self.key}): "
        (found,) = [each for each in json.loads(told) if each["en"].startswith(name)]
        assert zh in found["zh"]
        assert en in found["en"]
        assert found["level"] == ("warning" if state is Reason.NEAR_END else "error")
        for language in ("zh", "en"):
            for prefix, path in SCREENS.items():
                if state is not Reason.NEAR_END or prefix != "kiosk.note.":
                    assert texts(path, language)[f"{prefix}{state}"]


@pytest.fixture(scope="module")
def printer() -> Iterator[VirtualPrinter]:
    with VirtualPrinter(speed=3000) as made:
        yield made


@pytest.fixture(scope="module")
def hall(printer: VirtualPrinter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    made = Hall(tmp_path_factory.mktemp("hall"), printer.url)
    made.until("ok")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("near_end", Reason.NEAR_END),
        ("paper_out", Reason.PAPER_OUT),
        ("cover", Reason.COVER_OPEN),
        ("cutter", Reason.CUTTER),
        ("fault", Reason.FAULT),
        ("offline", Reason.OFFLINE),
        ("mute", Reason.NO_ANSWER),
        ("asleep", Reason.NO_ANSWER),
    ],
)
def test_a_fault_of_the_printer_is_said_everywhere(
    hall: Hall, printer: VirtualPrinter, fault: str, state: Reason
) -> None:
    printer.fault(fault)
    try:
        hall.says_everywhere(state)
    finally:
        printer.mend()
    hall.until("ok")


@pytest.fixture
def nobody() -> Iterator[str]:
    """A port at which nobody listens, and that nobody else gets meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("tcp://{nobody}", Reason.NO_CONNECTION),
        ("tcp://no-such-host.invalid:9100", Reason.UNKNOWN_HOST),
        ("tcp://127.0.0.1:99999", Reason.BAD_SETTING),
        ("usb:///dev/usb/lp77", Reason.NO_CONNECTION),
    ],
)
def test_a_printer_that_was_never_there_is_said_everywhere(
    url: str, state: Reason, tmp_path: Path, nobody: str
) -> None:
    made = Hall(tmp_path, url.format(nobody=nobody))
    try:
        made.says_everywhere(state)
    finally:
        made.close()


def test_what_was_learned_of_a_printer_is_kept_for_the_next_program(tmp_path: Path) -> None:
    with VirtualPrinter(speed=3000) as printer:
        made = Hall(tmp_path, printer.url)
        made.until("ok")
        printer.fault("late")
        deadline = time.monotonic() + PATIENCE_S
        found: dict[str, Any] = {}
        while found.get("answer", 0.0) < 0.8:
            assert time.monotonic() < deadline, found
            time.sleep(0.1)
            with made.database.reading() as connection:
                found = printers.paces(connection, "main").get(made.key, {})
        assert "pace" not in made.live(), "what screens are told is the health alone"
        made.close()
