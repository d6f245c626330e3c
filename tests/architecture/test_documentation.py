"""The documentation names what there is: settings, events, commands, links."""

import ast
import re
from configparser import ConfigParser
from pathlib import Path

from server.cli.doctor_machine import OTHER_VARIABLES
from server.cli.main import COMMANDS
from server.domain.events.registry import EVENTS
from server.settings import Settings
from tools import journal_table

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def emitted() -> set[str]:
    """Names of the event classes that use cases emit, read out of the code."""
    return {
        node.args[0].func.id
        for path in (ROOT / "server" / "usecases").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "emit"
        and isinstance(node.args[0], ast.Call)
        and isinstance(node.args[0].func, ast.Name)
    }


def test_each_setting_is_documented_with_its_default() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", (DOCS / "operating.md").read_text("utf-8"), re.M)
    assert {name for name, _ in rows} == set(Settings.model_fields)
    for name, told in rows:
        default = Settings.model_fields[name].default
        shown = (
            "none"
            if default is None
            else f"`{str(default).lower() if isinstance(default, bool) else default}`"
        )
        assert told == shown, name


def test_documents_name_no_variable_that_there_is_not() -> None:
    known = {f"SERVICEHALL_{name.upper()}" for name in Settings.model_fields}
    known |= {f"SERVICEHALL_{name}" for name in OTHER_VARIABLES}
    wrong = {
        f"{page.name}: {name}"
        for page in [ROOT / "README.md", *DOCS.rglob("*.md")]
        for name in re.findall(r"SERVICEHALL_[A-Z_]*[A-Z]", page.read_text("utf-8"))
        if name not in known
    }
    assert wrong == set()


def test_the_systemd_unit_starts_a_command_that_there_is() -> None:
    page = (DOCS / "operating.md").read_text("utf-8")
    text = page.partition("```ini\n")[2].partition("```")[0]
    unit = ConfigParser(strict=False, interpolation=None)
    unit.read_string(text)
    _, command = unit["Service"]["ExecStart"].rsplit("servicehall ", 1)
    assert command in COMMANDS
    assert unit["Service"]["Restart"] == "always"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_each_event_is_emitted_and_documented() -> None:
    assert emitted() == {made.__name__ for made in EVENTS.values()}
    page = (DOCS / "protocol.md").read_text("utf-8")
    assert page == journal_table.renewed(page), "run `make contracts`"


def test_each_command_is_documented_somewhere() -> None:
    text = "\n".join(p.read_text("utf-8") for p in [ROOT / "README.md", *DOCS.rglob("*.md")])
    assert sorted(c for c in COMMANDS if f"servicehall {c}" not in text) == []


def test_links_between_documents_lead_somewhere() -> None:
    dead = []
    for page in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not target.startswith("http") and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)} → {target}")
    assert dead == []
