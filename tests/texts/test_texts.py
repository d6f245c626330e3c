"""Texts of every screen: both languages, none missing, none left over."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ("server/web/static", "kiosk/static", "display/static", "window_client/static")
# What is filled in; {n|person|people} only chooses a word, which a language may not need.
SLOT = re.compile(r"\{(\w+)\}")


def modules() -> list[Path]:
    """Every JavaScript file of ours that a screen loads."""
    found = [file for folder in STATIC for file in (ROOT / folder).rglob("*.js")]
    return [file for file in found if "vendor" not in file.parts]


def catalogues(language: str) -> dict[Path, dict[str, str]]:
    """The files of a language, each with its keys and sentences."""
    files = [file for folder in STATIC for file in (ROOT / folder).rglob(f"text/*.{language}.json")]
    return {file: json.loads(file.read_text(encoding="utf-8")) for file in sorted(files)}


CHINESE = catalogues("zh")
PREFIXES = {key.partition(".")[0] for texts in CHINESE.values() for key in texts}
KEY = re.compile(rf"""["`]((?:{"|".join(PREFIXES)})\.[a-zA-Z0-9_.$-]*[a-zA-Z0-9_$-])""")


def named() -> tuple[set[str], set[str]]:
    """Keys that the modules name in full, and beginnings of those that they put together."""
    whole, begun = set(), set()
    for module in modules():
        for key in KEY.findall(module.read_text(encoding="utf-8")):
            (begun if "$" in key else whole).add(key.split("$")[0])
    return {key for key in whole if key.rpartition(".")[2] not in ("js", "json")}, begun


@pytest.mark.parametrize("file", CHINESE, ids=lambda file: file.name)
def test_both_languages_have_the_same_keys_and_slots(file: Path) -> None:
    chinese = CHINESE[file]
    english = catalogues("en")[file.with_name(file.name.replace(".zh.", ".en."))]
    assert chinese.keys() == english.keys()
    for key, sentence in chinese.items():
        assert set(SLOT.findall(english[key])) == set(SLOT.findall(sentence)), key


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_key_stands_once_in_its_file(language: str) -> None:
    """Of two with one name, only the last would ever be shown, and with the other one's slots."""
    for file in catalogues(language):
        names: list[str] = []
        text = file.read_text(encoding="utf-8")
        json.loads(text, object_pairs_hook=lambda pairs, to=names: to.extend(k for k, _ in pairs))
        assert len(names) == len(set(names)), file.name


def test_a_key_stands_in_one_file_only() -> None:
    keys = [key for texts in CHINESE.values() for key in texts]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_no_text_is_missing_and_none_is_left_over() -> None:
    known = {key for texts in CHINESE.values() for key in texts}
    whole, begun = named()
    assert sorted(whole - known - {key.rstrip(".") for key in begun}) == []
    left = {key for key in known - whole if not key.startswith(tuple(begun))}
    assert sorted(key for key in left if not key.endswith(".head")) == []
