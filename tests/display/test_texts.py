"""Texts of the staff screens: both languages, none missing, none forgotten."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "server/web/static/kit/text"
OWN = ("board", "screen", "console", "today", "admin")
FOLDERS = ("display/static", "window_client/static", "server/web/static/pages")
KEY = re.compile(rf"""["`]((?:{"|".join(OWN)})\.[a-zA-Z0-9_.$-]*[a-zA-Z0-9_$-])""")


def catalogue(surface: str, language: str) -> dict[str, str]:
    """Key to sentence."""
    text = (TEXTS / f"{surface}.{language}.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def named() -> tuple[set[str], set[str]]:
    """Keys that the modules name in full, and beginnings of those that they put together."""
    whole, begun = set(), set()
    for folder in FOLDERS:
        for module in (ROOT / folder).glob("*.js"):
            for key in KEY.findall(module.read_text(encoding="utf-8")):
                (begun if "$" in key else whole).add(key.split("$")[0])
    return {key for key in whole if key.rpartition(".")[2] not in ("js", "json")}, begun


@pytest.mark.parametrize("surface", OWN)
def test_both_languages_have_the_same_keys_and_slots(surface: str) -> None:
    chinese, english = catalogue(surface, "zh"), catalogue(surface, "en")
    assert chinese.keys() == english.keys()
    slot = re.compile(r"\{(\w+)")
    for key, sentence in chinese.items():
        assert set(slot.findall(english[key])) == set(slot.findall(sentence)), key


def test_no_text_is_missing_and_none_is_left_over() -> None:
    known = {key for surface in OWN for key in catalogue(surface, "zh")}
    whole, begun = named()
    assert sorted(whole - known - {key.rstrip(".") for key in begun}) == []
    left = {key for key in known - whole if not key.startswith(tuple(begun))}
    assert {key for key in left if not key.endswith(".head")} == set()
