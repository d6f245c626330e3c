"""The doors of the house (docs/architecture.md, .importlinter) are kept."""

import logging
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
