"""The browser side's types are those of the contracts."""

import re

from tools import browser_types


def test_the_types_are_made_from_the_contracts_of_now() -> None:
    made = browser_types.declarations()
    assert browser_types.TARGET.read_text("utf-8") == made, "run `make contracts`"


def test_every_name_is_declared_once_and_every_name_used_is_declared() -> None:
    text = browser_types.declarations()
    declared = re.findall(r"^export (?:type|interface) (\w+)", text, re.M)
    assert len(declared) == len(set(declared))
    used = set(re.findall(r"\b[A-Z]\w+", re.sub(r"/\*\*.*?\*/|//.*|\"[^\"]*\"", "", text)))
    assert used - set(declared) <= {"Record"}
