"""The wordings of calls: each can say who has to go where, digit by digit."""

import json
from importlib.resources import files
from string import Formatter
from typing import Any

import pytest

WORDINGS: dict[str, dict[str, Any]] = json.loads(
    (files("display") / "static" / "wording.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("language", WORDINGS)
def test_a_wording_says_number_window_and_place(language: str) -> None:
    wording = WORDINGS[language]
    for form in ("written", "spoken"):
        slots = {slot for _, slot, _, _ in Formatter().parse(wording[form]) if slot}
        assert slots == {"number", "at"}, form
    for form in ("at", "own"):
        slots = {slot for _, slot, _, _ in Formatter().parse(wording[form]) if slot}
        assert slots == {"window", "place"}, form
    assert set(wording["digits"]) == set("0123456789")
    assert not any(char.isdigit() for word in wording["digits"].values() for char in word)
    assert wording["voice"] and all(wording["places"].values())
    assert set(wording["places"]) == set(WORDINGS["zh"]["places"])
