"""One name, one thing: public class names of the product are unique."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("server", "kiosk", "display", "window_client", "printers")

SITE_FILE = "as a site file says it (server.contracts.site…), and as the rules see it"
PRINTING = "the printing package imports nothing of ours and has its own words"
EXAMPLES = "types for the examples that the console's tests read (window_client.shapes)"

TWICE = {
    "Device": SITE_FILE, "Hall": SITE_FILE, "Hours": SITE_FILE, "Matter": SITE_FILE,
    "PriorityClass": SITE_FILE, "Rule": SITE_FILE, "Series": SITE_FILE, "Window": SITE_FILE,
    "Named": "something with a name in a site file, and in the catalogue",
    "Engine": PRINTING, "Handler": PRINTING, "Reason": PRINTING, "Reprint": PRINTING,
    "Run": PRINTING, "Sentence": PRINTING, "Service": PRINTING, "State": PRINTING,
    "Text": PRINTING, "Words": PRINTING,
    "Problem": "the document of a refusal, and what the client raises for it",
    "Entry": EXAMPLES, "Snapshot": EXAMPLES, "Step": EXAMPLES, "Ticket": EXAMPLES,
}  # fmt: skip
"""Names that stand for two things for a reason; none is added without one."""


def test_a_public_class_name_stands_for_one_thing() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    places[node.name].append(str(path.relative_to(ROOT)))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in TWICE} == {}
    assert sorted(set(TWICE) - set(twice)) == [], "these are unique by now: take them out"
