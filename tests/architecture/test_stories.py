"""Stories stand outside: they use the product as people and programs do, and docs count them."""

import ast
import re
from pathlib import Path

from tools import requirements

ROOT = Path(__file__).parents[2]
OURS = {"server", "kiosk", "display", "window_client", "printers"}


def imported(file: Path) -> set[str]:
    """The modules that a file names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names


def reached(files: list[Path]) -> dict[Path, set[str]]:
    """The files and those of the tests' own that they lead to, with what each names."""
    found: dict[Path, set[str]] = {}
    while files:
        file = files.pop()
        found[file] = imported(file)
        beside = [ROOT / f"{name.replace('.', '/')}.py" for name in found[file]]
        files += [each for each in beside if each.exists() and each not in found]
    return found


def test_no_story_imports_the_product() -> None:
    known = reached(list((ROOT / "tests" / "stories").glob("*.py")))
    assert len(known) > len(requirements.stories())
    inside = {
        file.name: {name for name in names if name.partition(".")[0] in OURS}
        for file, names in known.items()
    }
    assert {name: names for name, names in inside.items() if names} == {}


def test_every_story_tells_a_row() -> None:
    listed = {row.key for part in requirements.rows().values() for row in part}
    for file in requirements.stories():
        found = requirements.NAMED.fullmatch(file.name)
        assert found is not None, file.name
        assert found["row"] in listed, file.name


def test_the_page_of_requirements_is_made_from_the_stories() -> None:
    assert requirements.PAGE.read_text(encoding="utf-8") == requirements.page(), (
        "run `.venv/bin/python -m tools.requirements`"
    )


OWNED = re.compile(r"^ITS_OWN\b.* = (.+)$", re.M)


def test_what_a_story_has_for_itself_no_other_names() -> None:
    """Stories share a hall and its day, in an order that no story may depend on."""
    told = {file.name: file.read_text("utf-8") for file in requirements.stories()}
    owned = {
        name: set(ast.literal_eval(found[1]))
        for name, text in told.items()
        if (found := OWNED.search(text))
    }
    assert owned, "nobody says so any more"
    for owner, keys in owned.items():
        others = [text for name, text in told.items() if name != owner]
        assert not [key for key in keys for text in others if f'"{key}"' in text]
