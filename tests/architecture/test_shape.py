"""Files and functions stay short, names say something, every test file holds a test."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("server", "kiosk", "display", "window_client", "printers", "bench")
VENDORED = ("vendor", "node_modules", "fonts")
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 400, 50, 120
EMPTY_NAMES = ("utils", "util", "helpers", "helper", "manager", "common", "misc")


def sources(*suffixes: str) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in suffixes and not any(part in VENDORED for part in path.parts):
                yield path


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(".py", ".js", ".css")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
        and "migrations" not in path.parts
    }
    assert long == {}


def test_functions_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources(".py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_lines_of_the_browser_side_stay_short() -> None:
    """Biome lays out code, but leaves the templates and comments in it as they are."""
    made = ("contracts.d.ts",)
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (*sources(".js", ".ts"), *(ROOT / "tools" / "js").glob("*.*js"))
        if path.name not in made
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(p) for p in sources(".py", ".js", ".css") if p.stem in EMPTY_NAMES] == []


def test_every_test_file_holds_a_test() -> None:
    empty = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        names = [n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)]
        if not any(name.startswith(("test", "Test")) for name in names):
            empty.append(path.name)
    assert empty == []


def test_every_test_file_is_collected() -> None:
    """pytest's own patterns: what looks like a test must be named like one."""
    stray = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if path.name.startswith("test_") or path.name == "conftest.py":
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                stray.append(f"{path.relative_to(ROOT)} {node.name}")
    assert stray == []
