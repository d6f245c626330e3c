"""The doors of the house (docs/architecture.md, .importlinter) are kept."""

import ast
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture
def loggers_stay() -> Iterator[None]:
    """The linter switches off every logger there is, and later tests read what ours say."""
    known = [
        each
        for each in logging.root.manager.loggerDict.values()
        if isinstance(each, logging.Logger)
    ]
    before = [(logger, logger.disabled) for logger in known]
    yield
    for logger, disabled in before:
        logger.disabled = disabled


@pytest.mark.usefixtures("loggers_stay")
def test_import_contracts_are_kept() -> None:
    assert cli.lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


# What a room may import besides itself and the standard library.
ALONE = {
    "server.domain": set[str](),
    "server.contracts": {"pydantic", "pydantic_core", "typing_extensions"},
}


@pytest.mark.parametrize("room", ALONE)
def test_domain_and_contracts_know_nothing_else(room: str) -> None:
    folder = ROOT / room.replace(".", "/")
    strangers = {
        (path.name, name)
        for path in folder.rglob("*.py")
        for name in imported(path)
        if not name.startswith(f"{room}.")
        and (root := name.split(".")[0]) not in sys.stdlib_module_names
        and root not in ALONE[room]
    }
    assert strangers == set()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}."
