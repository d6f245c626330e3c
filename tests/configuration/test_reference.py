"""The documentation of the site file is the model's own."""

import re
from pathlib import Path

from server.configuration.reading import examine
from server.configuration.reference import reference
from server.contracts.site_rules import Rule

PAGE = Path("docs/configuration.md").read_text(encoding="utf-8")


def test_the_page_ends_with_the_reference_of_the_model() -> None:
    assert PAGE.endswith(reference()), "make contracts writes it anew"


def test_every_key_is_described() -> None:
    rows = [line for line in reference().splitlines() if line.startswith("| `")]
    assert len(rows) > 100
    assert all(row.split("|")[-2].strip().endswith((".", "。")) or "|" in row for row in rows)
    assert not any(row.rstrip().endswith("| None |") for row in rows)


def test_every_rule_is_explained() -> None:
    (names,) = re.findall(r"\[(.*)\]", str(Rule.model_fields["name"].annotation))
    for name in re.findall(r"'(\w+)'", names):
        assert f"| `{name}` |" in PAGE
        assert f"{name}:" in (Rule.__doc__ or "")


def test_the_findings_that_the_page_shows_are_real() -> None:
    text = Path("server/demo/centre.yaml").read_text(encoding="utf-8")
    text = text.replace("prefix: B,", "prefix: O,").replace("series: civil\n", "series: civl\n")
    shown = " ".join(PAGE.split())
    for found in examine(text)[1][:2]:
        assert found.sentence() in shown
