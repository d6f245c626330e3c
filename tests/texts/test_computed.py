"""Keys that a screen puts together have their words for whatever they can be put together of.

The sources are searched for such families: a new one without a line here fails. Each is held
to the enumeration that it comes from, or to the list in the module that goes through it.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from printers.facts import KINDS
from printers.reasons import PRINTER_STATES
from printers.slipjson import BLOCKS
from server.contracts.announcing import TrialName, TroubleName
from server.contracts.answers import PaperState
from server.contracts.answers_people import SessionInfo
from server.contracts.catalogue import MaterialDescription
from server.contracts.live import WindowStateName
from server.contracts.site_places import WindowKind
from server.contracts.site_rules import HallWords
from server.domain.people import DEVICE_ROLES, PERSON_ROLES
from server.domain.rating import RatingChannel
from server.domain.ticket import UNDOABLE, State
from server.usecases.today_words import DEFINITIONS
from tests.support.job_reasons import JOB_REASONS
from tests.texts.test_texts import PREFIXES, ROOT, catalogues, modules

PACKAGES = ("server", "kiosk", "display", "window_client", "printers")
BEGINS = rf"(?:{'|'.join(sorted(PREFIXES))})\.[\w.-]*"
TEMPLATE = re.compile(rf"`({BEGINS}\$\{{[^`]*)`")
HOLE = re.compile(r"\$?\{[^}]*\}")
JOINED = re.compile(rf"""["']({BEGINS})["']\s*\+|\+\s*["']({BEGINS})["']""")
FORMATTED = re.compile(rf"""\bt\(\s*(?:f["']({BEGINS}\{{[^"']*)["']|["']({BEGINS})["']\s*[~%+])""")


@cache
def source(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def listed(path: str, pattern: str) -> list[str]:
    """What a module says of its own members; never nothing."""
    found = sorted(set(re.findall(pattern, source(path))))
    assert found, (path, pattern)
    return found


def array(path: str, name: str) -> list[str]:
    """The strings of `const name = […]`, the longest where there are two."""
    said = max(re.findall(rf"const {name}\b[^;\[]*(\[[^;]*\]);", source(path)), key=len)
    return re.findall(r'"([\w-]+)"', said)


CYCLE = "window_client/static/cycle.js"
CHOICES = "window_client/static/choices.js"
PRESSES = "window_client/static/presses.js"
OFFICE = "server/web/static/pages"
STATES = [state.value for state in State]
WINDOW = list(get_args(WindowStateName))
ROLES = [role.value for role in (*PERSON_ROLES, *DEVICE_ROLES)]
TROUBLES = [str(state) for state in PRINTER_STATES if str(state) not in ("ok", "near_end")]
PAPER = list(get_args(PaperState))
LEVELS = ["1", "2", "3", "4", "5"]
TRIALS = {"capability-probe", "pangram"}  # nobody edits those
KEYS = listed(CYCLE, r'code: "\w+",.* verb: "([\w-]+)"')
VERBS = listed(CYCLE, r'verb: "([\w-]+)"')
ASKED = listed(CYCLE, r'ask: "([\w-]+)"')
GIVEN = ["notice", "receipt"]
MENU = array(CYCLE, "MENU")
DROPPED = re.findall(r'"(\w+)"', listed(PRESSES, r"@typedef {(.*)} Dropped")[0])
SECTIONS = array(f"{OFFICE}/admin-menu.js", "PAGES")
ORDERED = array(f"{OFFICE}/desk.js", "KINDS")
FAMILIES: dict[str, Iterable[str]] = {
    "kit.load.{}": ["0", *LEVELS],
    "kit.word.{}": list(HallWords.model_fields),
    "rating.level.{}": LEVELS,
    "rating.reason.{}": array("server/web/static/kit/rating.js", "REASONS"),
    "kiosk.{}": ["down", "up"],
    "kiosk.access.{}": listed("kiosk/static/frame.js", r'toggle\("(\w+)"'),
    "kiosk.material.{}": get_args(MaterialDescription.model_fields["kind"].annotation),
    "kiosk.note.{}": TROUBLES,
    "kiosk.print.{}": ["ask", "sent", "printed", "failed"],
    "kiosk.state.{}": STATES,
    "kiosk.what.{}": STATES,
    "kiosk.taking.{}": ["slow", "silent"],
    "kiosk.taking.{}.do": ["slow", "silent"],
    "phone.rated.at.{}": [each.value for each in RatingChannel if each.value != "phone"],
    "phone.state.{}": [*(state for state in STATES if state != "called"), "held"],
    "phone.what.{}": [state for state in STATES if state != "waiting"],  # that has its own page
    "board.empty.{}": ["closed", "waiting", "free"],
    "board.empty.{}.more": ["closed", "waiting", "free"],
    "board.mute.{}": get_args(TroubleName),
    "board.of.{}": ["serving", "finished", "parked", "no_show"],
    "pad.{}": ["called", "serving", *(state for state in WINDOW if state != "open")],
    "console.{}": [*VERBS, *GIVEN, *MENU],
    "console.{}.tick": GIVEN,
    "console.{}.text": GIVEN,
    "console.{}.date": GIVEN,
    "console.ask.{}": [*ASKED, "help", "menu"],
    "console.do.{}": [*ASKED, "menu"],
    "console.none.{}": listed(CHOICES, r"(\w+): \(model\) => \["),
    "console.no.right.{}": ["call", "walk-in"],
    "console.minutes.{}": ["park", "pause"],
    "console.help.{}": set(KEYS) - {"unpause"},  # the key of pause says both
    "console.relieve.{}": ["park", "send_back"],
    "console.calm.{}": ["closed", "paused", "free"],
    "console.calm.{}.more": ["closed", "paused", "free"],
    "console.sound.{}": ["on", "off", "locked"],
    "console.press.{}": DROPPED,
    "console.press.{}.more": DROPPED,
    "console.no.{}": ["closed", "paused", "free", "called", "serving"],
    "console.did.{}": [step.value for step in UNDOABLE],
    "console.paper.{}": [state for state in PAPER if state != "failed"],
    "console.paper.why.{}": [*map(str, JOB_REASONS), "other"],
    "today.{}": ["busy", "free", "paused", "closed"],
    "today.def.{}": DEFINITIONS,
    "today.left.{}": ["park", "send_back"],
    "today.level.{}": LEVELS,
    "today.paper.{}": ["failed", "unconfirmed"],
    "today.printer.{}": TROUBLES,
    "admin.{}": SECTIONS,
    "admin.{}.none": [section for section in SECTIONS if section not in ("slips", "boards")],
    "admin.health.{}": TROUBLES,
    "admin.page.{}": array(f"{OFFICE}/admin-printers.js", "PAGES"),
    "admin.paper.{}": PAPER,
    "admin.role.{}": ROLES,
    "admin.trial.{}": [each for each in get_args(TrialName) if each != "unheard"],
    "admin.session.{}": get_args(SessionInfo.model_fields["kind"].annotation),
    "changes.kind.{}": [kind for kind in get_args(WindowKind) if kind != "counter"],
    "changes.said.{}": [
        f"{kind}.{value}"
        for kind in ("window_open", "window_lunch")
        for value in ("true", "false", "usual")
    ],
    "layouts.{}": array(f"{OFFICE}/layouts-form.js", "CHECKS"),
    "slips.kind.{}": sorted(set(KINDS) - TRIALS),
    "slips.block.{}": [block.kind for block in BLOCKS],
    "desk.{}": [*ORDERED, *listed(f"{OFFICE}/desk.js", r'field\("(\w+)"')],
    "desk.{}.more": ORDERED,
    "desk.{}.do": ORDERED,
    "desk.kind.{}": sorted(set(KINDS) - {"number-ticket"}),
    "desk.state.{}": PAPER,
}


def searched() -> list[Path]:
    """Modules, templates and Python: wherever a key could be put together."""
    python = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    pages = [file for package in PACKAGES for file in (ROOT / package).rglob("*.html")]
    return [*modules(), *pages, *python]


def families() -> dict[str, str]:
    """Every family that the sources put together, with a file that does."""
    found = {}
    for file in searched():
        text = file.read_text(encoding="utf-8")
        patterns = (TEMPLATE, JOINED) if file.suffix == ".js" else (FORMATTED,)
        for pattern in patterns:
            for key in (next(filter(None, match.groups())) for match in pattern.finditer(text)):
                named = HOLE.sub("{}", key)
                found[named if "{}" in named else f"{named}{{}}"] = file.name
    return found


def test_every_family_of_keys_is_held_to_its_members() -> None:
    found = families()
    assert {key: name for key, name in found.items() if key not in FAMILIES} == {}
    assert sorted(FAMILIES.keys() - found.keys() - {"console.no.{}"}) == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_words_for_all_its_members(family: str, language: str) -> None:
    known = {key for texts in catalogues(language).values() for key in texts}
    assert list(FAMILIES[family])
    assert [each for each in FAMILIES[family] if family.replace("{}", each) not in known] == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("t(`desk.${kind}.do`)", "desk.${kind}.do"),
        ('t("desk." + kind)', "desk."),
        ('t(base + "desk.kind")', "desk.kind"),
    ],
)
def test_the_search_sees_how_keys_are_put_together(text: str, key: str) -> None:
    matches = [match for pattern in (TEMPLATE, JOINED) for match in pattern.finditer(text)]
    assert [next(filter(None, match.groups())) for match in matches] == [key]
