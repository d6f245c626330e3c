"""Keys that a screen puts together have their words for whatever they can be put together of.

Each family is held to the enumeration that it comes from, in every language.
"""

from typing import get_args

import pytest

from printers.facts import KINDS
from printers.reasons import PRINTER_STATES
from server.contracts.answers import PaperState
from server.domain.people import DEVICE_ROLES, PERSON_ROLES
from server.domain.rating import RatingChannel
from server.domain.ticket import State
from tests.texts.test_texts import catalogues

STATES = [state.value for state in State]
ROLES = [role.value for role in (*PERSON_ROLES, *DEVICE_ROLES)]
TROUBLES = [str(state) for state in PRINTER_STATES if str(state) not in ("ok", "near_end")]
PAPER = [state for state in get_args(PaperState) if state != "failed"]
LEVELS = ["1", "2", "3", "4", "5"]
TRIALS = {"capability-probe", "pangram"}  # nobody edits those
FAMILIES = {
    "rating.level.": LEVELS,
    "phone.rated.at.": [each.value for each in RatingChannel if each is not RatingChannel.PHONE],
    "today.level.": LEVELS,
    "kit.load.": ["0", *LEVELS],
    "kiosk.state.": STATES,
    "kiosk.what.": STATES,
    "phone.state.": [state for state in STATES if state != "called"],
    "phone.what.": [state for state in STATES if state != "waiting"],  # that has a page of its own
    "kiosk.note.": TROUBLES,
    "today.printer.": TROUBLES,
    "admin.health.": TROUBLES,
    "admin.role.": ROLES,
    "slips.kind.": sorted(set(KINDS) - TRIALS),
    "console.paper.": PAPER,
    "desk.state.": [*PAPER, "failed"],
    "admin.paper.": [*PAPER, "failed"],
    "console.calm.": ["closed", "paused", "free"],
    "console.no.": ["closed", "paused", "free", "called", "serving"],
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_words_for_all_its_members(family: str, language: str) -> None:
    known = {key for texts in catalogues(language).values() for key in texts}
    assert [member for member in FAMILIES[family] if family + member not in known] == []
